import { describe, expect, it } from "vitest";
import { checkBoolean } from "../../../src/math/numeric/checkBoolean.js";
import { checkOptions } from "../../../src/math/numeric/checks.js";
import { finiteNumbersOf, labelsOf } from "../../../src/math/numeric/numbers.js";
import { findRoot } from "../../../src/math/numeric/special/findRoot.js";
import { checkRng } from "../../../src/math/random/checkRng.js";
import { permutation } from "../../../src/math/random/permutation.js";
import { rng } from "../../../src/math/random/rng.js";
import { sampleBinomial } from "../../../src/math/random/sampleBinomial.js";
import { sampleCategorical } from "../../../src/math/random/sampleCategorical.js";

describe("what is refused", () => {
  it.each<[string, () => unknown, string]>([
    ["a word as a switch", () => checkBoolean("full", "yes"), "full must be true or false, got \"yes\""],
    ["options that are none", () => checkOptions("huber", null as never, ["delta"]), "huber's options must be an object, got null"],
    ["an infinite number", () => finiteNumbersOf("x", [1, Infinity]), "x[1] must be a finite number, got Infinity"],
    ["half a class", () => labelsOf("labels", [0, 1.5], 3), "labels[1] must be a class index from 0 to 2, got 1.5"],
    ["a class below 0", () => labelsOf("labels", [-1], 3), "labels[0] must be a class index from 0 to 2, got -1"],
    ["a class too many", () => labelsOf("labels", [0, 2, 3], 3), "labels[2] must be a class index from 0 to 2, got 3"],
    ["half a class of any number", () => labelsOf("labels", [0.5], Infinity), "labels[0] must be a class index from 0, got 0.5"],
    ["a function as a generator", () => checkRng(Math.random as never), "rng must be an Rng, as rng(seed) makes one, got function"],
    ["half a permutation", () => permutation(rng(1), 1.5), "n must be a whole number of at least 0, got 1.5"],
    ["trials below 0", () => sampleBinomial(rng(1), -1, 0.5), "trials must be a non-negative integer, got -1"],
    ["a probability above 1", () => sampleBinomial(rng(1), 3, 1.5), "probability must be in [0, 1], got 1.5"],
    ["a negative weight", () => sampleCategorical(rng(1), [1, -1]), "weights[1] must be finite and not negative, got -1"],
  ])("%s", (_, call, sentence) => {
    expect(call).toThrow(sentence);
  }); // prettier-ignore
});

it("a draw next to 1 takes the last class of positive weight, though the sum was rounded", () => {
  const highest = { ...rng(1), uniform: () => 1 - 2 ** -53 };
  expect(sampleCategorical(highest, [0.1, 0.2, 0.7, 0])).toBe(2);
});

it("a root that 500 halvings do not reach is told as near as they bring it", () => {
  // From a bracket of width 2, 10⁻³⁰⁰ is a thousand halvings away.
  const leap = (x: number): number => (x < 1e-300 ? -1 : 1);
  const found = findRoot(leap, -1, 1.5);
  expect(Math.abs(found)).toBeLessThan(1e-100);
});
