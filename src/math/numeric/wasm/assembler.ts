// A small assembler for WebAssembly: expressions are lists of bytes, a `FunctionBuilder` puts them in order.
// Names and numbers as in the WebAssembly specification 2.0, chapter 5, "Binary Format".

export type ValueType = "i32" | "f64" | "v128";

/** Instructions that leave one value of this type on the stack. A v128 is two doubles, or a mask for them. */
export type Code<T extends ValueType> = readonly number[] & { readonly type?: T };
export type I32 = Code<"i32">;
export type F64 = Code<"f64">;
export type V128 = Code<"v128">;

const TYPE_BYTE = { i32: 0x7f, f64: 0x7c, v128: 0x7b };

/** A whole number ≥ 0 in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 0x7f; value = Math.floor(value / 0x80)) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value];
}

/** A signed one. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (; value < -0x40 || value > 0x3f; value >>= 7) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value & 0x7f];
}

const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const list = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const section = (id: number, items: readonly (readonly number[])[]): number[] => [
  id,
  ...sized(list(items)),
];
const text = (value: string): number[] => sized(Array.from(value, (c) => c.charCodeAt(0)));

/** A local that is written more than once. */
export interface Variable<T extends ValueType> {
  readonly value: Code<T>;
  set(value: Code<T>): void;
}

/** Writes one function, statement after statement. */
export class FunctionBuilder {
  readonly parameters: readonly ValueType[];
  readonly #locals: ValueType[] = [];
  readonly #body: number[] = [];

  constructor(parameters: readonly ValueType[]) {
    this.parameters = parameters;
  }

  parameter<T extends ValueType>(place: number): Code<T> {
    return [0x20, ...unsigned(place)];
  }

  emit(code: readonly number[]): void {
    for (const byte of code) this.#body.push(byte);
  }

  variable<T extends ValueType>(type: T, start: Code<T>): Variable<T> {
    const place = unsigned(this.parameters.length + this.#locals.length);
    this.#locals.push(type);
    const set = (value: Code<T>): void => this.emit([...value, 0x21, ...place]);
    set(start);
    return { value: [0x20, ...place], set };
  }

  /** Works a v128 out once; what comes back reads it. */
  let(value: V128): V128 {
    return this.variable("v128", value).value;
  }

  letI32(value: I32): I32 {
    return this.variable("i32", value).value;
  }

  /** `body` again and again while the place, which goes up by `step` bytes, is below `end`; not at all where it starts there. */
  upTo(place: Variable<"i32">, end: I32, step: number, body: () => void): void {
    this.when(lessThan(place.value, end), () => {
      this.emit([0x03, 0x40]);
      body();
      place.set(plus(place.value, step));
      this.emit([...lessThan(place.value, end), 0x0d, 0x00, 0x0b]);
    });
  }

  when(condition: I32, body: () => void): void {
    this.emit([...condition, 0x04, 0x40]);
    body();
    this.emit([0x0b]);
  }

  get bytes(): number[] {
    const locals = list(this.#locals.map((type) => [1, TYPE_BYTE[type]]));
    return sized([...locals, ...this.#body, 0x0b]);
  }
}

/** The binary of a module: functions without results under these names, over the memory imported as `""."memory"`. */
export function assemble(
  functions: Readonly<Record<string, FunctionBuilder>>,
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(functions);
  const types = entries.map(([, { parameters }]) => [
    0x60,
    ...list(parameters.map((type) => [TYPE_BYTE[type]])),
    0,
  ]);
  const memory = [...text(""), ...text("memory"), 0x02, 0x00, 1];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, [memory]),
    ...section(
      3,
      entries.map((_, place) => unsigned(place)),
    ),
    ...section(
      7,
      entries.map(([name], place) => [...text(name), 0x00, ...unsigned(place)]),
    ),
    ...section(
      10,
      entries.map(([, { bytes }]) => bytes),
    ),
  ]);
}

export const i32 = (value: number): I32 => [0x41, ...signed(value)];
export const f64 = (value: number): F64 => [0x44, ...new Uint8Array(Float64Array.of(value).buffer)];
export const plus = (a: I32, bytes: number): I32 => [...a, ...i32(bytes), 0x6a];
export const times = (a: I32, factor: number): I32 => [...a, ...i32(factor), 0x6c];
export const addI32 = (a: I32, b: I32): I32 => [...a, ...b, 0x6a];
export const lessThan = (a: I32, b: I32): I32 => [...a, ...b, 0x49];

/** The place in memory: an address in bytes, and what is added to it. */
export interface Place {
  readonly address: I32;
  readonly offset: number;
}
export const at = (address: I32, offset = 0): Place => ({ address, offset });

export const loadI32 = (p: Place): I32 => [...p.address, 0x28, 2, ...unsigned(p.offset)];
export const storeF64 = (p: Place, x: F64): number[] => [
  ...p.address,
  ...x,
  0x39,
  3,
  ...unsigned(p.offset),
];

const vector = (operation: number): number[] => [0xfd, ...unsigned(operation)];
const one =
  (operation: number) =>
  (a: V128): V128 => [...a, ...vector(operation)];
const two =
  (operation: number) =>
  (a: V128, b: V128): V128 => [...a, ...b, ...vector(operation)];

export const load = (p: Place): V128 => [...p.address, ...vector(0x00), 3, ...unsigned(p.offset)];
/** The one double there, twice. */
export const loadTwice = (p: Place): V128 => [
  ...p.address,
  ...vector(0x0a),
  3,
  ...unsigned(p.offset),
];
/** The one double there, and 0. */
export const loadHalf = (p: Place): V128 => [
  ...p.address,
  ...vector(0x5d),
  3,
  ...unsigned(p.offset),
];
export const store = (p: Place, x: V128): number[] => [
  ...p.address,
  ...x,
  ...vector(0x0b),
  3,
  ...unsigned(p.offset),
];
/** The first double of x, and the one there. */
export const loadSecond = (p: Place, x: V128): V128 => [
  ...p.address,
  ...x,
  ...vector(0x57),
  3,
  ...unsigned(p.offset),
  1,
];
/** Only the first or the second double of x. */
export const storeLane = (p: Place, x: V128, place: 0 | 1): number[] => [
  ...p.address,
  ...x,
  ...vector(0x5b),
  3,
  ...unsigned(p.offset),
  place,
];

export const twice = (x: F64): V128 => [...x, ...vector(0x14)];
export const abs = one(0xec);
export const negative = one(0xed);
export const add = two(0xf0);
export const sub = two(0xf1);
export const mul = two(0xf2);
export const div = two(0xf3);
/** The smaller, or the larger; `a` where one is NaN. */
export const smaller = two(0xf6);
export const larger = two(0xf7);

/** Masks: all bits set in the lanes where it is so. */
export const isEqual = two(0x47);
export const isLess = two(0x49);
export const isGreater = two(0x4a);
export const isAtMost = two(0x4b);
export const isAtLeast = two(0x4c);
export const not = one(0x4d);
export const and = two(0x4e);
export const or = two(0x50);
/** The bits of `a` that `b` has not. */
export const without = two(0x4f);
/** `a` in the lanes of the mask, else `b`. */
export const choose = (mask: V128, a: V128, b: V128): V128 => [
  ...a,
  ...b,
  ...mask,
  ...vector(0x52),
];
/** The first doubles of both, or the second ones. */
export const firsts = (a: V128, b: V128): V128 => shuffled(a, b, 0, 16);
export const seconds = (a: V128, b: V128): V128 => shuffled(a, b, 8, 24);
const shuffled = (a: V128, b: V128, first: number, second: number): V128 => [
  ...a,
  ...b,
  ...vector(0x0d),
  ...Array.from({ length: 16 }, (_, byte) => (byte < 8 ? first + byte : second + byte - 8)),
];

/** The bits as whole numbers of 64 bits: added, or moved to the left. */
export const addBits = two(0xce);
export const shiftLeft = (a: V128, bits: number): V128 => [...a, ...i32(bits), ...vector(0xcb)];
