import * as d from "../../../src/math/distributions/index.js";
import type { UnivariateDistribution } from "../../../src/math/distributions/distribution.js";
import { DomainError } from "../../../src/math/numeric/domainError.js";
import { rng as seeded, type Rng } from "../../../src/math/random/rng.js";

/** A divergence or an entropy that quadrature or summation is asked for, though its closed form is known. */
export interface Pair {
  readonly what: string;
  /** The closed form. */
  readonly truth: number;
  /** What the closed form itself may be off by: rounding of its terms. */
  readonly slack: number;
  /** By quadrature or summation alone. */
  found(): { readonly value: number; readonly errorBound: number };
}

/** From least to most, every size alike. */
const between = (random: Rng, least: number, most: number): number =>
  least * (most / least) ** random.uniform();

const at = (random: Rng): number => (random.uniform() - 0.5) * 2 * between(random, 1e-2, 1e3);

type Draw = (random: Rng) => UnivariateDistribution;

/** Families whose divergence from each other is known in closed form. */
const families: readonly Draw[] = [
  (r) => d.normal({ mean: at(r), standardDeviation: between(r, 1e-2, 1e2) }),
  (r) => d.laplace({ location: at(r), scale: between(r, 1e-1, 1e2) }),
  (r) => d.cauchy({ location: at(r), scale: between(r, 1e-2, 1e2) }),
  (r) => d.gumbel({ location: r.normal(), scale: between(r, 0.3, 3) }),
  (r) => d.logNormal({ logMean: 3 * r.normal(), logStandardDeviation: between(r, 0.1, 5) }),
  (r) => d.exponential({ rate: between(r, 1e-3, 1e3) }),
  (r) => d.gamma({ shape: between(r, 0.03, 1e4), rate: between(r, 1e-2, 1e2) }),
  (r) => d.inverseGamma({ shape: between(r, 0.1, 1e3), scale: between(r, 1e-2, 1e2) }),
  (r) => d.weibull({ shape: between(r, 0.3, 5), scale: between(r, 0.3, 3) }),
  (r) => d.halfNormal({ scale: between(r, 1e-2, 1e2) }),
  (r) => d.beta({ alpha: between(r, 0.05, 1e3), beta: between(r, 0.05, 1e3) }),
  (r) => d.vonMises({ location: 3 * (2 * r.uniform() - 1), concentration: between(r, 0.1, 1e3) }),
  (r) => d.poisson({ rate: between(r, 1e-3, 1e7) }),
  (r) => d.geometric({ probability: between(r, 1e-6, 1) }),
  (r) => d.binomial({ trials: 100_000, probability: r.uniform() }),
];

/** Families that know the mean surprisal of any other whose moments they can ask for. */
const askers: readonly Draw[] = [families[0]!, families[5]!, families[6]!, families[9]!];
const asked: readonly Draw[] = [
  families[4]!,
  families[5]!,
  families[6]!,
  families[8]!,
  families[9]!,
  (r) => d.uniform({ lower: 0, upper: between(r, 1e-3, 1e3) }),
];

/** Families whose entropy is known in closed form, one alone or far from the next. */
const alone: readonly Draw[] = [
  ...families.slice(0, 11),
  (r) => d.studentT({ degreesOfFreedom: between(r, 0.2, 1e4), location: at(r), scale: 1 }),
  (r) => d.logistic({ location: at(r), scale: between(r, 1e-2, 1e2) }),
  (r) => d.hyperbolicSecant({ location: at(r), scale: between(r, 1e-2, 1e2) }),
];

const pick = (random: Rng, draws: readonly Draw[]): Draw =>
  draws[Math.floor(random.uniform() * draws.length)]!;

const show = (p: UnivariateDistribution): string => `${p.name} ${JSON.stringify(p.parameters)}`;

/** Without closed forms. */
const bare = (p: UnivariateDistribution): UnivariateDistribution => ({
  ...p,
  closedKlDivergence: () => undefined,
  closedCrossEntropyFrom: () => undefined,
});

const EPSILON = 64 * Number.EPSILON;

function divergence(p: UnivariateDistribution, q: UnivariateDistribution): Pair | undefined {
  const truth = d.klDivergenceWithBound(p, q);
  if (truth.method !== "closed form" || !Number.isFinite(truth.value)) return undefined;
  return {
    what: `KL of ${show(p)} and ${show(q)}`,
    truth: truth.value,
    slack: truth.errorBound + EPSILON * truth.value,
    found: () => d.klDivergenceWithBound(bare(p), bare(q)),
  };
}

/** A mixture of normals so far apart that its entropy is that of the choice and the mean of theirs. */
function farApart(random: Rng): Pair {
  const count = 1 + Math.floor(4 * random.uniform());
  const raw = Array.from({ length: count }, () => between(random, 1e-9, 1));
  const total = raw.reduce((a, b) => a + b);
  const weights = raw.map((w) => w / total);
  const components = raw.map((_, k) =>
    d.normal({
      mean: (k - 1) * between(random, 1e3, 1e6) * 8 ** k,
      standardDeviation: between(random, 1e-3, 10),
    }),
  );
  const truth = weights.reduce(
    (sum, w, k) => sum + w * (components[k]!.entropy() - Math.log(w)),
    0,
  );
  return ofMixture(d.mixture({ weights, components }), truth);
}

const ofMixture = (p: UnivariateDistribution, truth: number): Pair => ({
  what: `the entropy of ${show(p)}`,
  truth,
  slack: EPSILON * (1 + Math.abs(truth)),
  found: () => d.crossEntropyWithBound(bare(p), bare(p)),
});

/** So many pairs, drawn by a seed. */
export function drawPairs(seed: number, count: number): Pair[] {
  const random = seeded(seed);
  const pairs: Pair[] = [];
  while (pairs.length < count) {
    const kind = pairs.length % 5;
    const family = pick(random, families);
    const near = random.uniform() < 0.2;
    if (kind < 2) {
      const p = family(random);
      const pair = divergence(p, near ? neighbour(p, random) : family(random));
      if (pair !== undefined) pairs.push(pair);
    } else if (kind === 2) {
      const pair = divergence(pick(random, asked)(random), pick(random, askers)(random));
      if (pair !== undefined) pairs.push(pair);
    } else if (kind === 3) {
      const p = pick(random, alone)(random);
      pairs.push(ofMixture(d.mixture({ weights: [1], components: [p] }), p.entropy()));
    } else pairs.push(farApart(random));
  }
  return pairs;
}

/** The same family with one parameter moved a little. */
function neighbour(p: UnivariateDistribution, random: Rng): UnivariateDistribution {
  const names = Object.keys(p.parameters).filter((name) => name !== "trials");
  const name = names[Math.floor(random.uniform() * names.length)]!;
  const old = (p.parameters as Record<string, number>)[name]!;
  const moved =
    name === "probability" ? Math.min(1, old * 1.0001) : old * (1 + between(random, 1e-9, 1e-2));
  const family = d[p.name as "normal"] as unknown as (parameters: object) => UnivariateDistribution;
  return family({
    ...p.parameters,
    [name]: Math.min(moved, name === "location" && p.name === "vonMises" ? 3.14 : Infinity),
  });
}

/** Those whose error is beyond their bound, and those that were refused. */
export function tally(pairs: readonly Pair[]): { broken: string[]; refused: string[] } {
  const broken: string[] = [];
  const refused: string[] = [];
  for (const { what, truth, slack, found } of pairs) {
    try {
      const { value, errorBound } = found();
      const within = Math.abs(value - truth) <= errorBound + slack;
      if (!within) broken.push(`${what}: ${value} ± ${errorBound} for ${truth}`);
    } catch (error) {
      if (!(error instanceof DomainError && /error of up to/.test(error.message))) throw error;
      refused.push(what);
    }
  }
  return { broken, refused };
}
