/** Plotly's own form of a list of numbers as base64: a third of the size of digits. */
export interface TypedArrayJson {
  readonly dtype: "f4";
  readonly bdata: string;
  /** `"rows, columns"` of a matrix. */
  readonly shape?: string;
}

/** Shorter lists stay readable. */
const SHORTEST = 24;

/**
 * Packs every long list of numbers in a trace as 32-bit floats, seven digits; null (a gap) becomes NaN. A list that
 * would be changed by it so that one could see it (large whole numbers, large fractions close together) stays digits.
 */
export function packTrace(trace: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(trace).map(([key, value]) => [key, pack(value)]));
}

function pack(value: unknown): unknown {
  if (isNumbers(value) && value.length >= SHORTEST && fits(value)) {
    return { dtype: "f4", bdata: base64(value) } satisfies TypedArrayJson;
  }
  if (isMatrix(value)) {
    const rows = value.length;
    const columns = (value[0] as readonly unknown[]).length;
    if (rows * columns >= SHORTEST && value.every(fits)) {
      const shape = `${rows}, ${columns}`;
      return { dtype: "f4", bdata: base64(value.flat()), shape } satisfies TypedArrayJson;
    }
  }
  return value;
}

/** Whether 32 bits keep the list: whole numbers exactly, fractions to a millionth of the distance between the ends. */
function fits(values: readonly (number | null)[]): boolean {
  const numbers = values.filter((value) => value !== null);
  const low = numbers.reduce((a, b) => Math.min(a, b), Infinity);
  const high = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  const seen = (high - low || Math.abs(high)) / 1e6;
  return numbers.every(
    (x) => Math.fround(x) === x || (!Number.isInteger(x) && Math.abs(Math.fround(x) - x) <= seen),
  );
}

function isNumbers(value: unknown): value is readonly (number | null)[] {
  return Array.isArray(value) && value.every((x) => x === null || typeof x === "number");
}

function isMatrix(value: unknown): value is readonly (readonly (number | null)[])[] {
  return (
    Array.isArray(value) &&
    value.length > 1 &&
    value.every((row) => isNumbers(row) && row.length === (value[0] as unknown[]).length)
  );
}

function base64(values: readonly (number | null)[]): string {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  // Typed array JSON is little-endian by definition, whatever the machine.
  values.forEach((value, i) => view.setFloat32(4 * i, value ?? NaN, true));
  let bytes = "";
  for (let i = 0; i < view.byteLength; i++) bytes += String.fromCharCode(view.getUint8(i));
  return btoa(bytes);
}

/** A list of numbers in steps of 1/65534 of its range: half as long, and finer than any screen. */
interface QuantisedJson {
  readonly q: string;
  readonly low: number;
  readonly step: number;
  /** Columns of a matrix. */
  readonly columns?: number;
}

/** Every packed list of a value, deep inside, in 16 bits; 65535 stands for a gap. `unpack` reads it. */
export function quantise(value: unknown): unknown {
  if (isTypedArray(value)) return quantised(value);
  if (Array.isArray(value)) return value.map(quantise);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, quantise(entry)]));
  }
  return value;
}

function isTypedArray(value: unknown): value is TypedArrayJson {
  return typeof value === "object" && value !== null && "bdata" in value;
}

function quantised({ bdata, shape }: TypedArrayJson): QuantisedJson {
  const bytes = Uint8Array.from(atob(bdata), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const values = Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const step = high > low ? (high - low) / 65534 : 1;
  let text = "";
  for (const value of values) {
    const code = Number.isFinite(value) ? Math.round((value - low) / step) : 65535;
    text += String.fromCharCode(code & 255, code >> 8);
  }
  return {
    q: btoa(text),
    low: finite.length > 0 ? low : 0,
    step,
    ...(shape === undefined ? {} : { columns: Number(shape.split(",")[1]) }),
  };
}

/** What `quantise` packed, as lists and lists of rows of plain numbers; a gap is null. */
export function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack);
  if (value === null || typeof value !== "object") return value;
  if (isQuantised(value)) return unquantised(value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, unpack(entry)]));
}

function isQuantised(value: object): value is QuantisedJson {
  return "q" in value && typeof value.q === "string";
}

function unquantised({ q, low, step, columns }: QuantisedJson): unknown[] {
  const bytes = atob(q);
  const list = Array.from({ length: bytes.length / 2 }, (_, i) => {
    const code = bytes.charCodeAt(2 * i) + 256 * bytes.charCodeAt(2 * i + 1);
    return code === 65535 ? null : low + code * step;
  });
  if (columns === undefined) return list;
  return Array.from({ length: list.length / columns }, (_, row) =>
    list.slice(row * columns, (row + 1) * columns),
  );
}
