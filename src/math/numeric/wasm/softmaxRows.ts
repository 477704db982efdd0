import {
  add,
  addF64,
  addI32,
  and,
  at,
  f64,
  i32,
  isAtLeast,
  isEqual,
  isLess,
  lane,
  larger,
  lessThan,
  load,
  loadF64,
  loadHalf,
  maxF64,
  minus,
  or,
  store,
  storeHalf,
  sub,
  subF64,
  twice,
  without,
} from "./assembler.js";
import type { F64, FunctionBuilder, I32, Place, V128 } from "./assembler.js";
import { EXP_LIMIT, EXP_ZERO } from "../fast/exp.js";
import type { Requirements } from "./chunks.js";
import { exp } from "./elementary.js";
import { LAYOUT } from "./kernel.js";
import type { Constant } from "./kernel.js";

/** Two neighbours of a row, or its last logit alone where the classes are odd; `from` is how far they are from the start. */
export interface Part {
  readonly from: I32;
  readonly load: (address: I32, offset: number) => V128;
  readonly store: (address: I32, offset: number, x: V128) => number[];
}

/** What the parts of a kernel over rows have in common. */
export interface Rows {
  readonly f: FunctionBuilder;
  readonly constant: Constant;
  /** Bytes of a row. */
  readonly stride: I32;
}

const whole: Omit<Part, "from"> = {
  load: (address, offset) => load(at(address, offset)),
  store: (address, offset, x) => store(at(address, offset), x),
};
const half: Omit<Part, "from"> = {
  load: (address, offset) => loadHalf(at(address, offset)),
  store: (address, offset, x) => storeHalf(at(address, offset), x),
};

/** Goes over one row in pairs; the last logit of an odd row comes with a 0 beside it. */
export function overRow({ f, stride }: Rows, body: (part: Part) => void): void {
  const from = f.variable("i32", i32(0));
  f.upTo(from, minus(stride, 8), 16, () => body({ ...whole, from: from.value }));
  f.when(lessThan(from.value, stride), () => body({ ...half, from: from.value }));
}

/** `row(example, row)` for every row: the places of its doubles in the lists, and of its first logit. */
export function overRows(
  { f, stride }: Rows,
  listEnd: I32,
  row: (example: (list: number) => Place, start: I32) => void,
): void {
  const example = f.variable("i32", i32(0));
  const start = f.variable("i32", i32(0));
  f.upTo(example, listEnd, 8, () => {
    row((list) => at(example.value, LAYOUT.list(list)), start.value);
    start.set(addI32(start.value, stride));
  });
}

export const LOGITS = LAYOUT.matrix(0);

/** The largest logit of a row. */
export function largestOf(rows: Rows, start: I32): F64 {
  const { f, constant, stride } = rows;
  const largest = f.variable("v128", constant(-Infinity));
  const from = f.variable("i32", i32(0));
  f.upTo(from, minus(stride, 8), 16, () => {
    largest.set(larger(largest.value, load(at(addI32(start, from.value), LOGITS))));
  });
  const max = f.variable("f64", maxF64(lane(largest.value, 0), lane(largest.value, 1)));
  f.when(lessThan(from.value, stride), () => {
    max.set(maxF64(max.value, loadF64(at(addI32(start, from.value), LOGITS))));
  });
  return max.value;
}

/** z ← z − m of a row; `body` sees each part. */
export function shift(
  rows: Rows,
  start: I32,
  max: F64,
  body: (part: Part, shifted: V128) => void,
): void {
  const { f } = rows;
  const both = f.let(twice(max));
  overRow(rows, (part) => {
    const address = f.letI32(addI32(start, part.from));
    const shifted = f.let(sub(part.load(address, LOGITS), both));
    f.emit(part.store(address, LOGITS, shifted));
    body(part, shifted);
  });
}

/** Everything ← e^everything, up to `end` bytes of logits; what is far below −746 gives 0 where that is allowed. */
export function exponentiate(
  { f, constant }: Rows,
  end: I32,
  requirements: Requirements,
  refuseInfinity: boolean,
): void {
  const place = f.variable("i32", i32(0));
  f.upTo(place, end, 16, () => {
    const x = f.let(load(at(place.value, LOGITS)));
    const isNormal = f.let(isAtLeast(x, constant(-EXP_LIMIT)));
    requirements.require(refuseInfinity ? isNormal : or(isNormal, isLess(x, constant(EXP_ZERO))));
    f.emit(store(at(place.value, LOGITS), and(exp(f, constant, x), isNormal)));
  });
}

/** S, the sum of a row's exponentials without one of those that are 1. */
export function restOf(rows: Rows, start: I32): F64 {
  const { f, constant } = rows;
  const below = f.variable("v128", constant(0));
  const ones = f.variable("v128", constant(0));
  overRow(rows, (part) => {
    const e = f.let(part.load(addI32(start, part.from), LOGITS));
    const isOne = f.let(isEqual(e, constant(1)));
    below.set(add(below.value, without(e, isOne)));
    ones.set(add(ones.value, and(constant(1), isOne)));
  });
  const sumOf = (x: V128): F64 => addF64(lane(x, 0), lane(x, 1));
  return f.letF64(addF64(sumOf(below.value), subF64(sumOf(ones.value), f64(1))));
}
