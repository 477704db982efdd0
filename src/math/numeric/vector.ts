/** A typed array of numbers, of any kind. */
export type TypedNumbers =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/** A list of numbers that a function reads and never writes. */
export type Vector = readonly number[] | TypedNumbers;
