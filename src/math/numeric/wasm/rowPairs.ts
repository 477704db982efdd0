import {
  addI32,
  and,
  at,
  i32,
  isAtLeast,
  isLess,
  larger,
  loadHalf,
  loadSecond,
  or,
  plus,
  storeLane,
  times,
} from "./assembler.js";
import type { FunctionBuilder, I32, Place, V128 } from "./assembler.js";
import { EXP_LIMIT, EXP_ZERO } from "../fast/exp.js";
import type { Requirements } from "./chunks.js";
import { exp } from "./elementary.js";
import { LAYOUT } from "./kernel.js";
import type { Constant } from "./kernel.js";

// Kernels over rows work on two rows at once, one in each lane: nothing has to be added up across lanes, and rows of ten
// classes are as good as rows of a thousand, rows of three as good as rows of four.

/** The bytes of the lists, and those of a row. */
export interface Rows {
  readonly f: FunctionBuilder;
  readonly constant: Constant;
  readonly listEnd: I32;
  readonly stride: I32;
}

/** Two neighbouring rows. */
export interface RowPair {
  /** The places of their two doubles in a list. */
  readonly list: (list: number) => Place;
  /** Where the rows start, in bytes behind the start of the matrix. */
  readonly first: I32;
  readonly second: I32;
  /** `body` for every class. */
  readonly overClasses: (body: (cell: Cell) => void) => void;
}

/** A class of both rows. */
export interface Cell {
  /** Its doubles in a matrix of rows. */
  readonly load: (matrix: number) => V128;
  readonly store: (matrix: number, x: V128) => number[];
  /** Its place in what the pair of rows keeps from one loop to the next. */
  readonly kept: Place;
}

/** Matrices of rows: the logits, which the gradient is written over, and the shares of the classes. */
export const LOGITS = 0;
export const SHARES = 1;

/** `body` for every two rows; where their number is odd, the caller sees to it that a row lies behind the last. */
export function overRowPairs({ f, listEnd, stride }: Rows, body: (pair: RowPair) => void): void {
  const example = f.variable("i32", i32(0));
  const start = f.variable("i32", i32(0));
  f.upTo(example, listEnd, 16, () => {
    const first = start.value;
    const second = f.letI32(addI32(first, stride));
    const overClasses: RowPair["overClasses"] = (ofClass) => {
      const from = f.variable("i32", i32(0));
      f.upTo(from, stride, 8, () => {
        const upper = f.letI32(addI32(first, from.value));
        const lower = f.letI32(addI32(second, from.value));
        ofClass({
          load: (matrix) => {
            const offset = LAYOUT.matrix(matrix);
            return loadSecond(at(lower, offset), loadHalf(at(upper, offset)));
          },
          store: (matrix, x) => {
            const both = f.let(x);
            const offset = LAYOUT.matrix(matrix);
            return [
              ...storeLane(at(upper, offset), both, 0),
              ...storeLane(at(lower, offset), both, 1),
            ];
          },
          kept: at(times(from.value, 2), LAYOUT.kept),
        });
      });
    };
    body({ list: (list) => at(example.value, LAYOUT.list(list)), first, second, overClasses });
    start.set(addI32(second, stride));
  });
}

/** The place of one row of the pair in what is kept, of the class that is so many bytes behind the row's start. */
export const keptOf = (bytes: I32, row: 0 | 1): Place =>
  at(row === 0 ? times(bytes, 2) : plus(times(bytes, 2), 8), LAYOUT.kept);

/** The largest logit of each row. */
export function largestOf({ f, constant }: Rows, { overClasses }: RowPair): V128 {
  const largest = f.variable("v128", constant(-Infinity));
  overClasses(({ load }) => largest.set(larger(load(LOGITS), largest.value)));
  return largest.value;
}

/** e^(z − m), at most 1; what is far below −746 gives 0 where that is allowed. */
export function expOfShifted(
  { f, constant }: Rows,
  shifted: V128,
  requirements: Requirements,
  refuseInfinity: boolean,
): V128 {
  const isNormal = f.let(isAtLeast(shifted, constant(-EXP_LIMIT)));
  requirements.require(
    refuseInfinity ? isNormal : or(isNormal, isLess(shifted, constant(EXP_ZERO))),
  );
  return f.let(and(exp(f, constant, shifted), isNormal));
}
