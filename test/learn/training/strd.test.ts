// The Statistical Reference Datasets of the US National Institute of Standards and Technology.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  chain,
  combine,
  exponential,
  jetVariables,
  log1pOf,
  times,
} from "../../../src/learn/models/jet.js";
import type { Jet } from "../../../src/learn/models/jet.js";
import type { Objective } from "../../../src/learn/models/objective.js";
import { fitLinear } from "../../../src/learn/training/fitGeneralisedLinear.js";
import { minimiseNewton } from "../../../src/learn/training/minimiseNewton.js";
import { normal } from "../../../src/math/distributions/index.js";
import { matrix } from "../../../src/math/numeric/matrix.js";

const { univariate, linear, nonlinear } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/strd.json"), "utf8"),
) as {
  univariate: {
    name: string;
    data: number[];
    repeat?: number;
    mean: number;
    standardDeviation: number;
  }[];
  linear: { name: string; rows: number[][]; certified: [number, number][] }[];
  nonlinear: { name: string; rows: number[][]; starts: number[][]; certified: number[] }[];
};

/** How many digits agree: the log relative error, at most 15. */
const digits = (value: number, certified: number): number =>
  value === certified ? 15 : -Math.log10(Math.abs(value - certified) / Math.abs(certified));

describe("univariate summaries", () => {
  // Next to 10⁷ doubles are 1.9e-9 apart, and none is 10000000.1: the deviation of the doubles themselves differs from
  // NIST's 0.1 in the ninth digit. This is theirs, in rational arithmetic.
  const ofTheDoubles: Record<string, number> = { NumAcc4: 0.10000000055879354 };
  it.each(univariate)("$name", ({ name, data, repeat = 1, mean, standardDeviation }) => {
    const all = data.slice(0, repeat > 1 ? 1 : data.length);
    for (let k = 0; k < repeat && repeat > 1; k++) all.push(data[1]!, data[2]!);
    const p = normal.fit(all);
    const n = all.length;
    expect(digits(p.mean(), mean)).toBeGreaterThanOrEqual(14);
    const deviation = Math.sqrt((p.variance() * n) / (n - 1));
    const truth = ofTheDoubles[name] ?? standardDeviation;
    expect(digits(deviation, truth)).toBeGreaterThanOrEqual(9);
    expect(digits(deviation, standardDeviation)).toBeGreaterThanOrEqual(8.2);
  });
});

describe("linear regressions", () => {
  const degrees: Record<string, number> = { Pontius: 2, Filip: 10 };
  it.each(linear)("$name", ({ name, rows, certified }) => {
    const degree = degrees[name] ?? (name.startsWith("Wampler") ? 5 : undefined);
    const x = rows.map(([, ...own]) =>
      degree === undefined ? own : Array.from({ length: degree }, (_, k) => own[0]! ** (k + 1)),
    );
    const y = rows.map((row) => row[0]!);
    const intercept = !name.startsWith("NoInt");
    if (name === "Filip") {
      // Ten powers of numbers from −9 to −3: x¹⁰ is the others' combination to all but the last of its digits.
      expect(() => fitLinear(x, y)).toThrow("features must be independent of each other");
      return;
    }
    const fit = fitLinear(x, y, { intercept });
    const found = intercept ? [fit.intercept, ...fit.weights] : [...fit.weights];
    expect(found).toHaveLength(certified.length);
    found.forEach((value, k) => {
      expect(digits(value, certified[k]![0]), `B${k} ${value}`).toBeGreaterThanOrEqual(9);
    });
  });
});

/** ln u and u^p, whose derivatives `chain` passes on. */
const logOf = (u: Jet): Jet => chain(u, Math.log(u.value), 1 / u.value, -1 / u.value ** 2);
const inverse = (u: Jet): Jet => chain(u, 1 / u.value, -1 / u.value ** 2, 2 / u.value ** 3);
const minus = (u: Jet, constant = 0): Jet => combine([[-1, u]], constant);
const plus = (u: Jet, constant: number): Jet => combine([[1, u]], constant);
const scaled = (factor: number, u: Jet): Jet => combine([[factor, u]]);
const rising = ([b1, b2]: Jet[], x: number): Jet =>
  times(b1!, minus(exponential(scaled(-x, b2!)), 1));
const growth = ([b1, b2, b3, b4]: Jet[], x: number): Jet => {
  const log = log1pOf(exponential(combine([[1, b2!], [-x, b3!]]))); // prettier-ignore
  return times(b1!, exponential(minus(b4 === undefined ? log : times(log, inverse(b4)))));
};
const models: Record<string, (b: Jet[], x: number) => Jet> = {
  Misra1a: rising,
  BoxBOD: rising,
  Misra1b: ([b1, b2], x) =>
    times(b1!, minus(exponential(scaled(-2, logOf(plus(scaled(x / 2, b2!), 1)))), 1)),
  Misra1d: ([b1, b2], x) => scaled(x, times(times(b1!, b2!), inverse(plus(scaled(x, b2!), 1)))),
  DanWood: ([b1, b2], x) => times(b1!, exponential(scaled(Math.log(x), b2!))),
  Rat42: growth,
  Rat43: growth,
  MGH09: ([b1, b2, b3, b4], x) =>
    times(
      times(b1!, plus(scaled(x, b2!), x * x)),
      inverse(combine([[x, b3!], [1, b4!]], x * x)), // prettier-ignore
    ),
  Eckerle4([b1, b2, b3], x) {
    const z = times(minus(b3!, x), inverse(b2!));
    return times(times(b1!, inverse(b2!)), exponential(scaled(-0.5, times(z, z))));
  },
};

/** Half the sum of squares with its exact Hessian, in units of the start. */
function sumOfSquares(
  model: (b: Jet[], x: number) => Jet,
  rows: readonly number[][],
  units: readonly number[],
): Objective {
  const k = units.length;
  const terms = (place: ArrayLike<number>): Jet[] => {
    const b = jetVariables(Array.from(place)).map((u, j) => scaled(units[j]!, u));
    return rows.map(([y, x]) => {
      const residual = plus(model(b, x!), -y!);
      return scaled(0.5, times(residual, residual));
    });
  };
  const sum = (jets: Jet[], part: (jet: Jet) => number): number =>
    jets.reduce((total, jet) => total + part(jet), 0);
  return {
    dimension: k,
    examples: rows.length,
    evaluate(place, gradient) {
      const jets = terms(place);
      for (let j = 0; j < k; j++) gradient[j] = sum(jets, (jet) => jet.gradient[j]!);
      return sum(jets, (jet) => jet.value);
    },
    hessian(place) {
      const jets = terms(place);
      const h = matrix(k, k);
      for (let i = 0; i < k * k; i++) h.data[i] = sum(jets, (jet) => jet.hessian[i]!);
      return h;
    },
  };
}

describe("nonlinear regressions, by Newton's method from both starts", () => {
  it.each(nonlinear)("$name", ({ name, rows, starts, certified }) => {
    starts.forEach((start, which) => {
      const objective = sumOfSquares(models[name]!, rows, start);
      const found = minimiseNewton(
        objective,
        start.map(() => 1),
        { maximumIterations: 500 },
      );
      certified.forEach((value, j) => {
        const estimate = found.parameters[j]! * start[j]!;
        const place = `start ${which + 1}: b${j + 1} ${estimate}`;
        expect(digits(estimate, value), place).toBeGreaterThanOrEqual(9);
      });
    });
  });
});
