import {
  addI32,
  and,
  at,
  i32,
  isAtLeast,
  isLess,
  larger,
  lessThan,
  load,
  loadHalf,
  loadSecond,
  or,
  plus,
  store,
  storeLane,
  times,
} from "./assembler.js";
import type { FunctionBuilder, I32, Place, V128, Variable } from "./assembler.js";
import { EXP_LIMIT, EXP_ZERO } from "../fast/exp.js";
import type { Requirements } from "./chunks.js";
import { exp } from "./elementary.js";
import { LAYOUT } from "./kernel.js";
import type { Constant } from "./kernel.js";

// Kernels over rows work on two rows at once, one in each lane: nothing has to be added up across lanes, and rows of ten
// classes are as good as rows of a thousand, rows of three as good as rows of four.
// They go over a chunk of rows in three loops: the exponents, the exponentials of all of them, and what is made of these.
// A short row alone would leave a processor waiting for its largest logit, its exponentials, and its sum.

/** How many doubles of a chunk of rows fit into a processor's nearest cache, beside the rows themselves. */
const KEPT = 2048;

/** The bytes of the lists that a chunk of rows of so many classes has: that of an even number of rows. */
export const chunkOfRows = (classes: number): number =>
  16 * Math.max(1, Math.floor(KEPT / (2 * classes)));

/** The bytes of the lists, of a row, and of the lists of a chunk. */
export interface Rows {
  readonly f: FunctionBuilder;
  readonly constant: Constant;
  readonly listEnd: I32;
  readonly stride: I32;
  readonly chunk: I32;
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
  /** The place of one of the rows in what is kept, of the class that is so many bytes behind the row's start. */
  readonly keptOf: (bytes: I32, row: 0 | 1) => Place;
}

/** A class of both rows. */
export interface Cell {
  /** Its doubles in a matrix of rows. */
  readonly load: (matrix: number) => V128;
  readonly store: (matrix: number, x: V128) => number[];
  /** Its place in what the chunk keeps from one loop to the next. */
  readonly kept: Place;
}

/** Matrices of rows: the logits, which the gradient is written over, and the shares of the classes. */
export const LOGITS = 0;
export const SHARES = 1;

/**
 * Chunk by chunk: `before` for every two rows, which keeps an exponent for each class; e^ of all that is kept, and of the
 * list `alsoExponents`; `after` for every two rows. Where the number of rows is odd, the caller sees to it that a row
 * lies behind the last.
 */
export function overRowChunks(
  rows: Rows,
  requirements: Requirements,
  loops: {
    readonly before: (pair: RowPair) => void;
    readonly after: (pair: RowPair) => void;
    readonly alsoExponents?: number;
    readonly refuseInfinity: boolean;
  },
): void {
  const { f, listEnd, chunk } = rows;
  const from = f.variable("i32", i32(0));
  const to = f.variable("i32", i32(0));
  const start = f.variable("i32", i32(0));
  const exponentiate = (place: Place): void => {
    f.emit(
      store(place, expOfShifted(rows, f.let(load(place)), requirements, loops.refuseInfinity)),
    );
  };
  // Each chunk moves on by itself: the last is shorter.
  f.upTo(from, listEnd, 0, () => {
    to.set(addI32(from.value, chunk));
    f.when(lessThan(listEnd, to.value), () => to.set(listEnd));
    const { kept } = overPairs(rows, from.value, to.value, start.value, loops.before);
    const place = f.variable("i32", i32(0));
    f.upTo(place, kept.value, 16, () => exponentiate(at(place.value, LAYOUT.kept)));
    if (loops.alsoExponents !== undefined) {
      place.set(from.value);
      f.upTo(place, to.value, 16, () =>
        exponentiate(at(place.value, LAYOUT.list(loops.alsoExponents!))),
      );
    }
    const { next } = overPairs(rows, from.value, to.value, start.value, loops.after);
    start.set(next.value);
    from.set(to.value);
  });
}

/** `body` for every two rows of a chunk; where the next chunk starts, and where what this one keeps ends. */
function overPairs(
  { f, stride }: Rows,
  from: I32,
  to: I32,
  start: I32,
  body: (pair: RowPair) => void,
): { next: Variable<"i32">; kept: Variable<"i32"> } {
  const example = f.variable("i32", from);
  const next = f.variable("i32", start);
  const kept = f.variable("i32", i32(0));
  f.upTo(example, to, 16, () => {
    const first = next.value;
    const second = f.letI32(addI32(first, stride));
    const overClasses: RowPair["overClasses"] = (ofClass) => {
      const offset = f.variable("i32", i32(0));
      const twoByTwo = (classes: readonly number[]): void => {
        const upper = f.letI32(addI32(first, offset.value));
        const lower = f.letI32(addI32(second, offset.value));
        const place = f.letI32(addI32(kept.value, times(offset.value, 2)));
        for (const further of classes) ofClass(cellAt(f, upper, lower, place, further));
      };
      // Two classes in a turn, and the last one alone where their number is odd.
      f.upTo(offset, f.letI32(plus(stride, -8)), 16, () => twoByTwo([0, 1]));
      f.when(lessThan(offset.value, stride), () => twoByTwo([0]));
    };
    body({
      list: (list) => at(example.value, LAYOUT.list(list)),
      first,
      second,
      overClasses,
      keptOf: (bytes, row) => at(addI32(kept.value, plus(times(bytes, 2), 8 * row)), LAYOUT.kept),
    });
    next.set(addI32(second, stride));
    kept.set(addI32(kept.value, times(stride, 2)));
  });
  return { next, kept };
}

/** The class that is so many behind these places. */
function cellAt(f: FunctionBuilder, upper: I32, lower: I32, kept: I32, further: number): Cell {
  const base = (matrix: number): number => LAYOUT.matrix(matrix) + 8 * further;
  return {
    load: (matrix) => loadSecond(at(lower, base(matrix)), loadHalf(at(upper, base(matrix)))),
    store: (matrix, x) => {
      const both = f.let(x);
      return [
        ...storeLane(at(upper, base(matrix)), both, 0),
        ...storeLane(at(lower, base(matrix)), both, 1),
      ];
    },
    kept: at(kept, LAYOUT.kept + 16 * further),
  };
}

/** The largest logit of each row. */
export function largestOf({ f, constant }: Rows, { overClasses }: RowPair): V128 {
  const largest = f.variable("v128", constant(-Infinity));
  overClasses(({ load: loadOf }) => largest.set(larger(loadOf(LOGITS), largest.value)));
  return largest.value;
}

/** e^(z − m), at most 1; what is far below −746 gives 0 where that is allowed. */
function expOfShifted(
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
