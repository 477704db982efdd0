import { expect, it } from "vitest";
import * as losses from "../../src/math/losses/index.js";
import { DomainError } from "../../src/math/numeric/domainError.js";
import * as special from "../../src/math/numeric/special/index.js";
import { univariateFamilies } from "./distributions/families.js";

/** The sentence of the DomainError that a call ends with; anything else is told as it is. */
function sentenceOf(call: () => unknown): string {
  try {
    return `no error, but ${String(call())}`;
  } catch (error) {
    return error instanceof DomainError ? error.message : String(error);
  }
}

/** Losses whose options are numbers above 0 or at least 0, by name: each must be refused by its own. */
const positive: Readonly<Record<string, (options: never) => unknown>> = {
  "betaNegativeLogLikelihood precision": losses.betaNegativeLogLikelihood,
  "gammaNegativeLogLikelihood shape": losses.gammaNegativeLogLikelihood,
  "gaussianNegativeLogLikelihood standardDeviation": losses.gaussianNegativeLogLikelihood,
  "huber delta": losses.huber,
  "huberisedHinge h": losses.huberisedHinge,
  "laplaceNegativeLogLikelihood scale": losses.laplaceNegativeLogLikelihood,
  "logNormalNegativeLogLikelihood standardDeviation": losses.logNormalNegativeLogLikelihood,
  "negativeBinomialNegativeLogLikelihood size": losses.negativeBinomialNegativeLogLikelihood,
  "studentTNegativeLogLikelihood degreesOfFreedom": losses.studentTNegativeLogLikelihood,
  "studentTNegativeLogLikelihood scale": losses.studentTNegativeLogLikelihood,
};

it.each(Object.entries(positive))("%s above 0 and nothing else", (names, make) => {
  const option = names.split(" ")[1]!;
  for (const wrong of [0, -1, NaN, "1", null])
    expect(
      sentenceOf(() => make({ [option]: wrong } as never)),
      String(wrong),
    ).toMatch(new RegExp(`^${option} must be .*, got `));
  expect(() => make({ [option]: 0.7 } as never)).not.toThrow();
});

const pairs: Readonly<Record<string, (a: number, b: number) => number>> = {
  logBeta: special.logBeta,
  inverseBeta: (a, b) => special.inverseBeta(a, b, 0.3),
};
it.each(Object.entries(pairs))("%s refuses each of its two arguments by its name", (_, f) => {
  for (const wrong of [0, -1, NaN]) {
    expect(sentenceOf(() => f(wrong, 2))).toMatch(/^a must be .*, got /);
    expect(sentenceOf(() => f(2, wrong))).toMatch(/^b must be .*, got /);
  }
});

it.each(Object.entries(univariateFamilies).filter(([, entry]) => entry.fit !== undefined))(
  "the fit of %s says which datum it cannot take, and what it must be",
  (_, entry) => {
    expect(sentenceOf(() => entry.fit!([NaN, 0.3, 0.6]))).toMatch(
      /^data\[0\] must be \S.*, got NaN/,
    );
    expect(sentenceOf(() => entry.fit!(["x"] as never))).toMatch(
      /^data\[0\] must be .*number.*, got/,
    );
  },
);

it("what a batch is given beside its numbers is refused by its own name", () => {
  const [z, y] = [Float64Array.of(1, 2), Float64Array.of(0, 1)];
  for (const name of ["posWeight", "weight"])
    expect(
      sentenceOf(() => losses.binaryCrossEntropyBatch(z, y, { [name]: ["a", "b"] } as never)),
    ).toMatch(new RegExp(`^${name}\\[0\\] must be a number`));
  expect(sentenceOf(() => losses.binaryCrossEntropyBatch(["a"] as never, y))).toMatch(
    /^logits\[0\]/,
  );
  expect(sentenceOf(() => losses.binaryCrossEntropyBatch(z, ["a"] as never))).toMatch(
    /^targets\[0\]/,
  );
});
