import { expect, it } from "vitest";
import { expInPlace } from "../../../../src/math/numeric/fast/exp.js";
import { addLog1ps, log1pInto } from "../../../../src/math/numeric/fast/log1p.js";
import { RunningSum } from "../../../../src/math/numeric/runningSum.js";
import { at, i32, load, store } from "../../../../src/math/numeric/wasm/assembler.js";
import { CHUNK, overChunks } from "../../../../src/math/numeric/wasm/chunks.js";
import { exp, log1p } from "../../../../src/math/numeric/wasm/elementary.js";
import { instantiate, LAYOUT } from "../../../../src/math/numeric/wasm/kernel.js";
import reference from "../../../fixtures/elementary.json" with { type: "json" };

const cases = reference as unknown as Record<"exp" | "log1p", readonly [number, number, number][]>;
const inputs = (name: "exp" | "log1p"): Float64Array => Float64Array.from(cases[name], ([x]) => x);

/** The distance of two doubles that follow each other, at x. */
const unit = (x: number): number => 2 ** Math.max(-1074, Math.floor(Math.log2(Math.abs(x))) - 52);

/** The worst error, in units of the last place. */
const worst = (name: "exp" | "log1p", values: ArrayLike<number>): number =>
  Math.max(
    ...cases[name].map(([, value, rest], k) => {
      const error = Math.abs(values[k]! - value - rest);
      return error === 0 ? 0 : error / unit(value);
    }),
  );

const simd = instantiate((constant) => {
  const one = (of: typeof exp) =>
    overChunks(constant, 0, (f) => ({
      products: false,
      loops: [({ list }) => f.emit(store(list(0), of(f, constant, f.let(load(list(0))))))],
    }));
  return { exp: one(exp), log1p: one(log1p) };
});

function inSimd(name: "exp" | "log1p"): Float64Array {
  const list = simd.doubles(LAYOUT.list(0), CHUNK);
  list.set(inputs(name));
  simd.call[name]!(8 * CHUNK);
  return list;
}

it("has values for one chunk", () => {
  expect(cases.exp).toHaveLength(CHUNK);
  expect(cases.log1p).toHaveLength(CHUNK);
});

it("e^x is within 1.2 units of the last place in both forms", () => {
  const plain = inputs("exp");
  expInPlace(plain, 0, CHUNK);
  expect(worst("exp", plain)).toBeLessThan(1.2);
  expect(worst("exp", inSimd("exp"))).toBeLessThan(1.2);
  // The measure is no constant: Math.exp has an error of its own, and a wrong value a large one.
  expect(
    worst(
      "exp",
      plain.map((x) => x * (1 + 2 ** -51)),
    ),
  ).toBeGreaterThan(1.2);
});

it("log1p(e) is within 1.2 units of the last place in both forms", () => {
  const plain = new Float64Array(CHUNK);
  log1pInto(plain, inputs("log1p"), CHUNK);
  expect(worst("log1p", plain)).toBeLessThan(1.2);
  expect(worst("log1p", inSimd("log1p"))).toBeLessThan(1.2);
});

it("e^x of what has become 0, and of NaN", () => {
  const values = Float64Array.of(-746, NaN, 0);
  expInPlace(values, 0, 3);
  expect([...values]).toEqual([0, NaN, 1]);
});

it("a sum of log1p keeps its digits, however small the numbers are", () => {
  for (const scale of [1, 1e-10, 1e-100, 1e-300]) {
    const e = Float64Array.from({ length: 512 }, (_, k) => scale * Math.abs(Math.sin(k + 1)));
    const sum = new RunningSum();
    addLog1ps(sum, e.slice());
    const truth = new RunningSum();
    for (const x of e) truth.add(Math.log1p(x));
    expect(Math.abs(sum.total / truth.total - 1)).toBeLessThan(1e-15);
  }
});

it("addAll adds as add does, odd and even, and keeps infinity", () => {
  const values = Float64Array.from({ length: 101 }, (_, k) => Math.sin(k) * 10 ** (k % 30));
  for (const end of [0, 1, 2, 100, 101]) {
    const [one, all] = [new RunningSum(), new RunningSum()];
    for (const x of values.subarray(0, end)) one.add(x);
    all.addAll(values, 0, end);
    expect(all.total).toBe(one.total);
  }
  const sum = new RunningSum();
  sum.addAll(Float64Array.of(1, Infinity, 2), 0, 3);
  sum.addAll(Float64Array.of(3), 0, 1);
  expect(sum.total).toBe(Infinity);
});

it("addresses in the memory do not meet", () => {
  expect(LAYOUT.products).toBeGreaterThanOrEqual(LAYOUT.scratch + 2 * 8 * CHUNK);
  expect(LAYOUT.list(5)).toBeLessThanOrEqual(LAYOUT.matrix(0));
  expect(at(i32(0), LAYOUT.matrix(1)).offset).toBeGreaterThan(LAYOUT.matrix(0));
});
