/** A list of numbers that a function reads and never writes. */
export type Vector = readonly number[] | Float64Array;
