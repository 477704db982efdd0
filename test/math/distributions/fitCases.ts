// Every fit of the public interface with data to try it on: of the families, and of what makes families of families.
import * as lossbook from "../../../src/index.js";
import type { UnivariateDistribution } from "../../../src/math/distributions/distribution.js";
import { rng } from "../../../src/math/random/rng.js";
import type { Rng } from "../../../src/math/random/rng.js";
import { univariateFamilies } from "./families.js";

type Datum = unknown;
export interface Fitted {
  readonly name: string;
  logProb(x: Datum): number;
}

export interface FitCase {
  /** As the errors of the fit call it. */
  readonly name: string;
  readonly data: readonly Datum[];
  /** What weighs nothing and must not matter: as far out as the fit accepts. */
  readonly wild: Datum;
  /** Where two fits are compared. */
  readonly places: readonly Datum[];
  /** All the same datum, which is exact. */
  readonly constant: readonly Datum[];
  fit(data: readonly Datum[], weights?: readonly number[], options?: object): Fitted;
}

interface Fittable {
  readonly familyName: string;
  readonly domains?: object;
  fit(data: readonly Datum[], weights?: readonly number[], options?: object): Fitted;
}

/** What a family's fit must be told. */
const KNOWN: Readonly<Record<string, object>> = {
  binomial: { trials: 12 },
  betaBinomial: { trials: 12 },
};

const random = rng(1414);
const draw = (p: { sample(rng: Rng): Datum }, name: string, count: number): Datum[] => {
  const own = random.split(name);
  return Array.from({ length: count }, () => p.sample(own));
};
/** Data of the families that stand for no data of their own. */
const OTHERS: Readonly<Record<string, () => Datum[]>> = {
  dirichlet: () => draw(lossbook.dirichlet({ concentration: [1, 2, 3] }), "dirichlet", 40),
  multinomial: () =>
    draw(lossbook.multinomial({ trials: 5, probabilities: [0.2, 0.3, 0.5] }), "multinomial", 40),
  multivariateNormal: () =>
    draw(
      lossbook.multivariateNormal({ mean: [1, -2], covariance: [[2, 0.7], [0.7, 1]] }), // prettier-ignore
      "multivariateNormal",
      40,
    ),
  // Half of a normal's samples look like those of no skew-normal.
  skewNormal: () =>
    draw(lossbook.skewNormal({ location: 1, scale: 2, shape: 3 }), "skew", 120).map(
      (x, n) => (x as number) - (n % 17 === 0 ? 1.5 : 0),
    ),
  // The tails that tell the degrees of freedom.
  studentT: () => [...draw(lossbook.studentT({ degreesOfFreedom: 3, location: 1, scale: 2 }), "t", 80), -14, 17], // prettier-ignore
};

const exported = lossbook as unknown as Readonly<Record<string, Partial<Fittable> | undefined>>;
const familyNames = Object.keys(exported).filter(
  (name) => typeof exported[name]?.fit === "function",
);
const instanceOf = (name: string): UnivariateDistribution | undefined =>
  univariateFamilies[name]?.instances[0];

function caseOf(name: string): FitCase {
  const family = exported[name] as Fittable;
  const p = instanceOf(name);
  if (p === undefined && OTHERS[name] === undefined) {
    throw new Error(`${name} has a fit: give it data in fitCases.ts`);
  }
  const data = OTHERS[name]?.() ?? draw(p!, name, name === "tweedie" ? 40 : 60);
  return {
    name,
    data,
    wild: typeof data[0] === "number" && p !== undefined ? p.quantile(1 - 1e-9) : data[7],
    places: data.slice(0, 5),
    constant: data.map(() => data[3]),
    fit: (own, weights, options) => family.fit(own, weights, options ?? KNOWN[name]),
  };
}

/** Every family that has a fit. */
export const familyFits = (): FitCase[] => familyNames.map(caseOf);

/** Families of smooth parameters, which `truncated` and `censored` can fit. */
export const smoothFamilies = familyNames.filter(
  (name) => exported[name]!.domains !== undefined && instanceOf(name) !== undefined,
);

/** The fits of one family seen through limits. */
export function limitedFits(name: string): FitCase[] {
  const family = exported[name] as unknown as typeof lossbook.normal;
  const { data } = caseOf(name) as { data: readonly number[] };
  const sorted = [...data].sort((a, b) => a - b);
  const at = (u: number): number => sorted[Math.floor(u * (sorted.length - 1))]!;
  const isWhole = data.every(Number.isInteger);
  const [lower, upper] = [at(0.08), at(0.95)];
  const within = data.filter((x) => x >= lower && x <= upper);
  const step = isWhole ? 1 : (at(0.75) - at(0.25)) / 10;
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const observed = data.map((x, n): Datum => {
    if (n % 5 === 1) return { atLeast: Math.min(x, at(0.8)) };
    if (n % 5 === 2) return { atMost: Math.max(x, at(0.2)) };
    // Ends that the family can have, one of them inside.
    const [from, to] = [Math.max(least, x - step), Math.min(most, x + step)];
    return n % 5 === 3 && from < to ? { between: [from, to] } : x;
  });
  const edges = [...new Set([0.1, 0.3, 0.5, 0.7, 0.9].map(at))];
  const classes = data.map((x) => edges.filter((edge) => x > edge).length);
  const through = (
    label: string,
    limited: { fit: (data: never, weights: never, known: never) => UnivariateDistribution },
    own: readonly Datum[],
    wild: Datum,
    places: readonly Datum[],
  ): FitCase => ({
    name: `${label}(${name})`,
    data: own,
    wild,
    places,
    constant: own.map(() => places[0]),
    fit: (some, weights, options) =>
      limited.fit(some as never, weights as never, (options ?? KNOWN[name] ?? {}) as never),
  });
  const { truncated, censored, intervalCensored } = lossbook;
  return [
    through("truncated", truncated(family, { lower, upper }), within, upper, within.slice(0, 5)),
    through("censored", censored(family), observed, { atLeast: most }, data.slice(0, 5)),
    through("censored", censored(family, { lower, upper }), data, most, within.slice(0, 5)),
    through(
      "intervalCensored",
      intervalCensored(family, { edges }),
      classes,
      0,
      classes.slice(0, 5),
    ),
  ];
}
