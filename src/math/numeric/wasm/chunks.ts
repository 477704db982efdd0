import {
  add,
  addI32,
  and,
  at,
  i32,
  isEqual,
  load,
  mul,
  not,
  store,
  sub,
  twice,
} from "./assembler.js";
import { FunctionBuilder } from "./assembler.js";
import type { I32, Place, V128, ValueType, Variable } from "./assembler.js";
import { LAYOUT } from "./kernel.js";
import type { Constant } from "./kernel.js";

/** Kernels of one example each go over their lists in chunks of so many, a loop after the other. */
export const CHUNK = 256;

/** Two running sums at once, each with the rounding error of its additions (TwoSum). */
export class LaneSum {
  readonly #f: FunctionBuilder;
  readonly #sum;
  readonly #lost;

  constructor(f: FunctionBuilder, zero: V128) {
    this.#f = f;
    this.#sum = f.variable("v128", zero);
    this.#lost = f.variable("v128", zero);
  }

  add(x: V128): void {
    const f = this.#f;
    const next = f.let(add(this.#sum.value, x));
    const back = f.let(sub(next, this.#sum.value));
    const error = add(sub(this.#sum.value, sub(next, back)), sub(x, back));
    this.#lost.set(add(this.#lost.value, error));
    this.#sum.set(next);
  }

  /** Leaves both where `readSum` finds them. */
  store(): void {
    this.#f.emit(store(at(i32(0), LAYOUT.sum), this.#sum.value));
    this.#f.emit(store(at(i32(0), LAYOUT.compensation), this.#lost.value));
  }
}

/** Remembers whether every pair was as it has to be. */
export class Requirements {
  readonly #f: FunctionBuilder;
  readonly #met;

  constructor(f: FunctionBuilder, zero: V128) {
    this.#f = f;
    this.#met = f.variable("v128", isEqual(zero, zero));
  }

  /** The mask has to be set in both lanes. */
  require(mask: V128): void {
    this.#met.set(and(this.#met.value, mask));
  }

  /** Leaves the answer where `wasRefused` finds it. */
  store(): void {
    this.#f.emit(store(at(i32(0), LAYOUT.refused), not(this.#met.value)));
  }
}

/** Places of the two examples a loop has come to. */
export interface Pair {
  /** In list 0, 1, 2, … of a double per example. */
  readonly list: (place: number) => Place;
  /** In the scratch of the chunk; there are three. */
  readonly scratch: (place: number) => Place;
}

/**
 * A function of the number of bytes (a multiple of a chunk's) that goes over the lists chunk by chunk. `parameters` are
 * doubles, given to the loops in both lanes.
 */
export function overChunks(
  constant: Constant,
  parameters: number,
  write: (
    f: FunctionBuilder,
    given: readonly V128[],
    sum: LaneSum,
    requirements: Requirements,
  ) => { loops: readonly ((pair: Pair) => void)[]; products: boolean },
): FunctionBuilder {
  const types: ValueType[] = ["i32", ...Array<ValueType>(parameters).fill("f64")];
  const f = new FunctionBuilder(types);
  const given = Array.from({ length: parameters }, (_, place) =>
    f.let(twice(f.parameter(place + 1))),
  );
  const zero = constant(0);
  const sum = new LaneSum(f, zero);
  const requirements = new Requirements(f, zero);
  const { loops, products } = write(f, given, sum, requirements);
  const chunk = f.variable("i32", i32(0));
  const place = f.variable("i32", i32(0));
  const product = f.variable("i32", i32(LAYOUT.products));
  f.upTo(chunk, f.parameter(0), 8 * CHUNK, () => {
    for (const loop of loops) {
      place.set(i32(0));
      f.upTo(place, i32(8 * CHUNK), 16, () => {
        const example = f.letI32(addI32(chunk.value, place.value));
        loop({
          list: (which) => at(example, LAYOUT.list(which)),
          scratch: (which) => at(place.value, LAYOUT.scratch + which * 8 * CHUNK),
        });
      });
    }
    if (products) {
      multiplyUp(f, place, product.value);
      product.set(addI32(product.value, i32(CHUNK / 4)));
    }
  });
  sum.store();
  requirements.store();
  return f;
}

/** Of the first scratch, 8 numbers for the 256: a + b + ab, as `addLog1ps` has it, from half to half. */
function multiplyUp(f: FunctionBuilder, place: Variable<"i32">, to: I32): void {
  for (let half = 4 * CHUNK; half >= CHUNK / 4; half /= 2) {
    place.set(i32(0));
    f.upTo(place, i32(half), 16, () => {
      const a = f.let(load(at(place.value, LAYOUT.scratch)));
      const b = f.let(load(at(place.value, LAYOUT.scratch + half)));
      const target =
        half === CHUNK / 4 ? at(addI32(to, place.value)) : at(place.value, LAYOUT.scratch);
      f.emit(store(target, add(add(a, b), mul(a, b))));
    });
  }
}
