import { checkVector } from "../../../src/math/numeric/checks.js";
import { numbersOf } from "../../../src/math/numeric/numbers.js";
import fc from "../../fastCheck.js";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as N from "./all.js";
import { flatten, unflatten } from "../../../src/math/numeric/nested.js";

const near = (a: number, b: number, tolerance = 4e-16) =>
  expect(Math.abs(a - b), `${a} and ${b}`).toBeLessThanOrEqual(tolerance * Math.abs(b));
const real = fc.double({ min: -700, max: 700, noNaN: true });

describe("one number", () => {
  it("log-sigmoid, mpmath", () => {
    expect(N.logSigmoid(-32)).toBe(-32.000000000000014);
    near(N.logSigmoid(100), -3.720075976020836e-44);
    near(N.logSigmoid(710), -4.47628622567513e-309, 1e-14);
  });
  it("softplus and sigmoid at the ends", () => {
    expect([N.softplus(-Infinity), N.softplus(Infinity)]).toEqual([0, Infinity]);
    expect([N.sigmoid(-Infinity), N.sigmoid(Infinity), N.sigmoid(0)]).toEqual([0, 1, 0.5]);
    near(N.softplus(-40), 4.248354255291589e-18);
  });
  it("σ(z) + σ(−z) = 1 and softplus(z) − softplus(−z) = z", () => {
    fc.assert(
      fc.property(real, (z) => {
        near(N.sigmoid(z) + N.sigmoid(-z), 1);
        expect(Math.abs(N.softplus(z) - N.softplus(-z) - z)).toBeLessThanOrEqual(
          1e-15 * (1 + Math.abs(z)),
        );
      }),
    );
  });
  it("log1mExp, mpmath", () => {
    near(N.log1mExp(-1e-10), -23.02585092999046);
    near(N.log1mExp(-1), -0.4586751453870819);
    near(N.log1mExp(-50), -1.9287498479639178e-22);
    expect([N.log1mExp(0), N.log1mExp(-Infinity)]).toEqual([-Infinity, -0]);
  });
  it("relEntr, mpmath", () => {
    near(N.relEntr(0.945665771343, 0.945665771343), 0);
    near(N.relEntr(0.9456657713430001, 0.9456657713430094), -9.325873406851269e-15);
    near(N.relEntr(4, 2.22e-308), 2839.139983229607);
    near(N.relEntr(1e-200, 1e200), -9.210340371976183e-198);
    expect([N.relEntr(0, 0), N.relEntr(0, 1), N.relEntr(1, 0)]).toEqual([0, 0, Infinity]);
  });
  it("0 ln 0 is 0, NaN stays NaN", () => {
    expect([N.xLogY(0, 0), N.xLog1pY(0, -1)]).toEqual([0, 0]);
    expect([N.xLogY(0, NaN), N.xLog1pY(0, NaN), N.relEntr(0, NaN)]).toEqual([NaN, NaN, NaN]);
    near(N.xLogY(2, 3), 2 * Math.log(3));
    near(N.xLog1pY(2, 1e-20), 2e-20);
  });
});

describe("sums", () => {
  it("carry their rounding errors", () => {
    expect(N.compensatedSum([1, 1e100, 1, -1e100])).toBe(2);
    expect(N.compensatedSum(new Float64Array(10).fill(0.1))).toBe(1);
    expect(N.compensatedSum([1, Infinity])).toBe(Infinity);
    expect(N.compensatedSum([])).toBe(0);
    expect(N.compensatedMean([1, 2])).toBe(1.5);
    expect(() => N.compensatedMean([])).toThrow("must not be empty");
  });
  it("logSumExp neither overflows nor loses the small", () => {
    near(N.logSumExp([1000, 1000]), 1000 + Math.LN2);
    near(N.logSumExp([0, -40]), 4.248354255291589e-18);
    expect(N.logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(N.logSumExp([1, Infinity])).toBe(Infinity);
    expect(() => N.logSumExp([])).toThrow(/must not be empty/);
    expect(() => N.logSumExp([NaN])).toThrow(/^values\[0\] must be a number, got NaN$/);
  });
});

describe("softmax", () => {
  const logits = fc.array(real, { minLength: 1, maxLength: 12 });
  it("sums to 1, and its three readings agree", () => {
    fc.assert(
      fc.property(logits, (z) => {
        const { minusLog, probabilities, complements } = N.softmaxTerms(z);
        near(N.compensatedSum(probabilities), 1, 1e-14);
        expect(N.minusLogSoftmax(z)).toEqual(minusLog);
        expect(N.softmax(z)).toEqual(probabilities);
        z.forEach((_, k) => {
          expect(minusLog[k]).toBeGreaterThanOrEqual(0);
          near(probabilities[k]! + complements[k]!, 1, 1e-15);
          if (minusLog[k]! < 700) near(Math.exp(-minusLog[k]!), probabilities[k]!, 3e-13);
        });
      }),
    );
  });
  it("never cancels", () => {
    expect(N.minusLogSoftmax([40, 0])).toEqual([4.248354255291589e-18, 40]);
    near(N.softmaxTerms([40, 0, 0]).complements[0]!, 8.496708510583178e-18);
    near(N.minusLogComplementSoftmax([36, 0, 0])[1]!, 2.319522830243569e-16);
    near(N.minusLogComplementSoftmax([800, 0])[0]!, 800);
    expect(N.softmax([-Infinity, 0])).toEqual([0, 1]);
  });
  it("refuses logits that say nothing", () => {
    expect(() => N.softmax([])).toThrow(/^logits must not be empty$/);
    expect(() => N.softmax([0, NaN])).toThrow(
      /^logits\[1\] must be a number below \+Infinity, got NaN$/,
    );
    expect(() => N.softmax([0, Infinity])).toThrow(/got Infinity$/);
    expect(() => N.softmax([-Infinity])).toThrow(/^logits must not all be -Infinity$/);
    expect(() => N.softmax("12" as unknown as number[])).toThrow(
      /must be an array of numbers or a typed array, got "12"$/,
    );
  });
});

describe("matrices", () => {
  it("are views", () => {
    const m = N.matrixFrom([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    N.matrixRow(m, 1)[0] = 40;
    expect(N.matrixToArrays(m)).toEqual([
      [1, 2, 3],
      [40, 5, 6],
    ]);
    expect(N.isMatrix(m)).toBe(true);
    expect(N.isMatrix([[1]])).toBe(false);
    const data = new Float64Array(4);
    expect(N.matrix(2, 2, data).data).toBe(data);
  });
  it("refuse sizes that do not fit", () => {
    expect(() => N.matrix(2, 2, new Float64Array(3))).toThrow(
      /^data must have rows × columns = 2 × 2 numbers, got 3$/,
    );
    expect(() => N.matrix(-1, 2)).toThrow(N.DomainError);
    expect(() => N.matrixFrom([[1], [1, 2]])).toThrow(
      /^row 1 must have the length of row 0, 1, got 2$/,
    );
    expect(() => N.matrixRow(N.matrix(2, 2), 2)).toThrow(/^row must be from 0 to 1, got 2$/);
  });
  it("nested arrays go flat and back", () => {
    const nested = [[[1, 2]], [[3, 4]], [[5, 6]]];
    const flat = flatten("x", nested);
    expect(flat.shape).toEqual([3, 1, 2]);
    expect(Array.from(flat.data)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(unflatten(flat)).toEqual(nested);
    expect(() => flatten("x", [[1], [1, 2]])).toThrow(
      /^x must have rows of equal length, 1 at level 2, got 2$/,
    );
    expect(() => flatten("x", [1, [2]])).toThrow(
      /^x must hold numbers 1 levels deep, got a list there$/,
    );
  });
});

describe("checks", () => {
  it("name the argument, what was expected and what came", () => {
    const messages: [() => void, string][] = [
      [() => N.checkProbabilities("p", [0.5, 0.4]), "p must sum to 1, got 0.9"],
      [
        () => N.checkProbabilities("p", [1.5, -0.5]),
        "p[1] must be finite and not negative, got -0.5",
      ],
      [() => N.checkProbabilities("p", []), "p must not be empty"],
      [() => N.checkPositive("rate", -1), "rate must be positive and finite, got -1"],
      [() => N.checkInteger("n", 1.5, 0), "n must be a whole number of at least 0, got 1.5"],
      [() => N.checkOpenInterval("u", 1, 0, 1), "u must be greater than 0 and less than 1, got 1"],
      [() => N.checkLabel("label", 3, 3), "label must be a class index from 0 to 2, got 3"],
      [() => N.checkSameLength("p", [1], "q", [1, 2]), "q must have the length of p, 1, got 2"],
      [() => N.checkSign("target", 0), "target must be -1 or 1, got 0"],
      [() => N.checkBoolean("full", 1), "full must be true or false, got 1"],
      [() => N.checkOptions("f", { a: 1 }, ["b"]), 'f knows the options b, got "a"'],
    ];
    for (const [body, message] of messages) expect(body).toThrow(new N.DomainError(message));
    N.checkProbabilities("p", [0.5, 0.5 + 5e-10]);
  });
});

it("every function of src/math/numeric has its source or is a check or a container", () => {
  const folder = join(import.meta.dirname, "..", "..", "..", "src", "math", "numeric");
  const without = [
    "index.ts",
    "checks.ts",
    "checkBoolean.ts",
    "checkSign.ts",
    "constants.ts",
    "domainError.ts",
    "mapPairs.ts",
    "matrix.ts",
    "nearestName.ts",
    "nested.ts",
    "numbers.ts",
    "vector.ts",
  ];
  for (const file of readdirSync(folder)) {
    if (!file.endsWith(".ts") || without.includes(file)) continue;
    expect(readFileSync(join(folder, file), "utf8"), file).toMatch(/^ \* Source {2}\S/m);
  }
});

it("a list is an array or a typed array: BigInts are read as numbers, never taken for them", () => {
  const view = new DataView(new ArrayBuffer(8)) as never;
  expect(() => checkVector("x", view)).toThrow("typed array, got an object");
  expect(() => numbersOf("x", view)).toThrow("x must be a list of numbers, got an object");
  const whole = BigInt64Array.of(3n, -1n);
  expect([...numbersOf("x", whole)]).toEqual([3, -1]);
  expect(() => checkVector("x", whole as never)).toThrow("typed array, got a list of length 2");
  expect(() => numbersOf("x", [2n ** 53n + 1n])).toThrow(
    "a number, got the BigInt 9007199254740993",
  );
});
