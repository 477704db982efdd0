import { DomainError } from "../../numeric/domainError.js";
import { integers, oneByOne, ray, type Piece } from "../../numeric/quadrature/pieces.js";
import { edgesOf, piecesBetween } from "../../numeric/quadrature/piecesBetween.js";
import { together } from "../../numeric/quadrature/together.js";
import { RunningSum } from "../../numeric/runningSum.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import type { Integral } from "../../numeric/quadrature/integrate.js";
import type { UnivariateDistribution } from "../distribution.js";
import { atomsOf, endsOf } from "../univariate.js";
import { landmarksOf } from "./landmarks.js";
import { massBeside } from "./massBeside.js";

/** What to take the mean of under p. */
export interface Wanted {
  /** g(x), where p has the log-density or log-mass `logP` at x. */
  g(x: number, logP: number): number;
  /** What rounding g may be off by, in units of ε: by default that of a logarithm of densities. */
  roundings?(g: number): number;
  /** A distribution whose kinks and mass g also has. */
  readonly other?: UnivariateDistribution;
  /**
   * Where g = ln p − ln q of the same support: ∫ p = ∫ q = 1, so that p(g − 1) + q ≥ 0 has the same integral, and of
   * neighbours all its digits.
   */
  readonly gap?: boolean;
}

/** So many whole numbers are summed one by one rather than by rules at some of them. */
const SHORT = 1 << 11;

/** So many of them at the ends of a support, where a mass may stand alone. */
const HEAD = 64;

/** A logarithm of a density is known to so many roundings of 1 + |itself|. */
const ROUNDINGS = 16;

/** Mass that quadrature does not find, from here on, is missing and not rounded away. */
const MISSING = 1e-12;

// The channels that go along with the integrand: p, q, and how far rounding may have moved the integrand.
const [VALUE, MASS, OTHER, NOISE] = [0, 1, 2, 3];
const CHANNELS = 4;

/** The rules' own estimates of their errors are, now and then, a little too small. */
const CAUTION = 4;

/** Relative tolerance of a quadrature, far below what is promised. */
const TOLERANCE = 1e-12;
const LIMIT = 3000;

/**
 * E_p[g] by quadrature or summation, with a bound of its error: of the rules and tails, of rounding, and of mass that
 * was not found, for the integral of p itself is taken along and must be 1.
 *
 * Errors  DomainError if the support is one of vectors, or g is not a number somewhere.
 */
export function expectation(p: UnivariateDistribution, wanted: Wanted): Integral {
  const { other: q, gap = false } = wanted;
  const { support } = p;
  if (support.kind === "vector") {
    throw new DomainError("there is no quadrature beyond one dimension, got a vector support");
  }
  const { g, roundings } = wanted;
  let greatest = 0;
  const at = (x: number, out: Float64Array): void => {
    out.fill(0);
    const logP = p.logProb(x);
    const density = Math.exp(logP);
    const logQ = gap ? q!.logProb(x) : -Infinity;
    const otherDensity = Math.exp(logQ);
    out[MASS] = density;
    out[OTHER] = otherDensity;
    if (density === 0 && !(logP > -1e4)) {
      out[VALUE] = otherDensity;
      if (otherDensity > 0) out[NOISE] = otherDensity * Number.EPSILON * (1 + Math.abs(logQ));
      return;
    }
    const value = g(x, logP);
    if (Number.isNaN(value)) throw new DomainError(`a term of the mean is not a number at ${x}`);
    greatest = Math.max(greatest, Math.abs(value));
    const ofP = ROUNDINGS * Number.EPSILON * (1 + Math.abs(logP));
    if (gap) {
      // p(e^r − 1 − r) with e^r − 1 − r ≥ 0
      const r = -value;
      out[VALUE] = r < 0.5 ? density * expm1MinusX(r) : otherDensity - density - density * r;
      const ofQ = ROUNDINGS * Number.EPSILON * (1 + Math.abs(logP + r));
      out[NOISE] = density * Math.abs(r) * ofP + Math.abs(otherDensity - density) * ofQ;
    } else {
      // A density that has no double may meet a g that is as great as it is small.
      out[VALUE] =
        logP > -700
          ? density * value
          : Math.sign(value) * Math.exp(logP + Math.log(Math.abs(value)));
      const ofG = roundings?.(value) ?? ROUNDINGS * (1 + Math.abs(logP) + Math.abs(value));
      out[NOISE] = density * (Math.abs(value) * ofP + Number.EPSILON * ofG);
    }
  };

  /** The rest towards an end: the mass there, a power of the distance, and how g goes on. */
  const tailOf = (x: number, end: number, next: number): Float64Array | undefined => {
    const anchor = Number.isFinite(end) ? end : centre;
    const mass = massBeside(p, x, end);
    const otherMass = gap ? massBeside(q!, x, end) : 0;
    if (mass === 0) return Float64Array.of(otherMass, 0, otherMass, 0);
    const [far, near] = [Math.abs(x - anchor), Math.abs(next - anchor)];
    const step = Math.log(near / far);
    const power = Math.log(massBeside(p, next, end) / mass) / step;
    const [valueFar, valueNear] = [g(x, p.logProb(x)), g(next, p.logProb(next))];
    const mean = meanOfTail(valueFar, valueNear, step, power);
    if (!Number.isFinite(mean)) return undefined;
    const value = mass * mean + (gap ? otherMass - mass : 0);
    const size = Math.abs(mean) + (gap ? 1 + Math.abs(p.logProb(x)) : 0);
    const noise = ROUNDINGS * Number.EPSILON * (mass * size + otherMass);
    return Float64Array.of(value, mass, otherMass, noise);
  };
  const everyone = q === undefined ? [p] : [p, q];
  const [lower, upper] = endsOf(support);
  const marks = everyone.flatMap((one) => [...landmarksOf(one)]);
  const centre = p.quantile(0.5);

  const judge = ({ sums, error }: { sums: Float64Array; error: number }, masses = 0): Integral => {
    const value = sums[VALUE]!;
    if (value === Infinity) return { value, errorBound: Infinity };
    const rounding = sums[NOISE]! + Number.EPSILON * Math.abs(value);
    const lost = Math.abs(1 - masses - sums[MASS]!);
    const otherLost = gap ? Math.abs(1 - sums[OTHER]!) : 0;
    const missing =
      (lost > MISSING ? lost * (greatest || 1) : 0) + (otherLost > MISSING ? otherLost : 0);
    const errorBound = CAUTION * error + rounding + missing;
    return { value, errorBound: Number.isNaN(errorBound) ? Infinity : errorBound };
  };

  if (support.kind === "points") {
    const { values } = support;
    const out = new Float64Array(CHANNELS);
    const totals = Array.from(out, () => new RunningSum());
    for (const x of values) {
      at(x, out);
      totals.forEach((total, c) => total.add(out[c]!));
    }
    return judge({ sums: Float64Array.from(totals, ({ total }) => total), error: 0 });
  }
  if (support.kind === "integer") return judge(overIntegers());

  const atoms = atomsOf(support);
  const sums = new Float64Array(CHANNELS);
  const out = new Float64Array(CHANNELS);
  for (const atom of atoms) {
    at(atom, out);
    out.forEach((value, c) => (sums[c]! += value));
  }
  // A node next to an end may round to it, where a density like the beta's can be infinite.
  const inside = (x: number, into: Float64Array): void => {
    /* v8 ignore next 4 -- no node of today's families rounds to an end */
    if (!(x > lower && x < upper) || atoms.includes(x)) {
      into.fill(0);
      return;
    }
    at(x, into);
  };
  const kinks = everyone.flatMap((one) => [...(one.kinks ?? []), ...endsOf(one.support)]);
  const edges = edgesOf(lower, upper, marks, [...kinks, ...atoms]);
  const singular = new Set([...kinks, ...atoms]);
  const density = together(
    piecesBetween(inside, lower, upper, edges, CHANNELS, singular, tailOf),
    TOLERANCE,
    LIMIT,
    NOISE,
  );
  density.sums.forEach((value, c) => (sums[c]! += value));
  return judge({ sums, error: density.error });

  function overIntegers(): { sums: Float64Array; error: number } {
    const ends = everyone.flatMap((one) => endsOf(one.support)).filter(Number.isFinite);
    const named = [...marks, ...(p.kinks ?? []), ...(q?.kinks ?? [])];
    const first = Math.max(lower, Math.floor(Math.min(...named, ...ends)));
    const last = Math.min(upper, Math.ceil(Math.max(...named, ...ends)));
    const pieces: Piece[] = [];
    const whole = (a: number, b: number): void => {
      if (a <= b) pieces.push(integers(at, a, b, CHANNELS));
    };
    if (last - first < SHORT) {
      pieces.push({ ...oneByOne(at, first, last, CHANNELS), split: () => undefined });
    } else {
      // A cut after each mark; around an end a few whole numbers stand for themselves.
      const cuts = [
        ...named.map(Math.round),
        ...ends.flatMap((end) => [end - HEAD - 1, end - 1, end, end + HEAD]),
        ...(p.kinks ?? []).flatMap((k) => [k - 1, k, k + HEAD]),
        last,
      ].filter((k) => k >= first && k <= last);
      let start = first;
      for (const cut of [...new Set(cuts)].sort((a, b) => a - b)) {
        whole(start, cut);
        start = cut + 1;
      }
    }
    const step = Math.max(8, Math.ceil((last - first) / 8));
    // A finite end is one of the ends that first and last were made of.
    if (last < upper) pieces.push(ray(at, last, 1, step, CHANNELS, tailOf, true));
    if (first > lower) pieces.push(ray(at, first, -1, step, CHANNELS, tailOf, true));
    const found = together(pieces, TOLERANCE, LIMIT, NOISE);
    const lost = Math.abs(1 - found.sums[MASS]!);
    // Masses that stand alone: no rule sees them, so each is asked.
    if (lost > MISSING && upper - lower <= LONGEST_SUM) {
      return oneByOne(at, lower, upper, CHANNELS);
    }
    return found;
  }
}

/** How many whole numbers are asked one by one where no rule finds all the mass. */
const LONGEST_SUM = 4_000_000;

/**
 * The mean of g over a tail whose mass is a power of the distance to its end: `valueFar` and `valueNear` are g at two places,
 * `step` the logarithm of the ratio of their distances. g is a power of the distance too, or a line in its logarithm.
 */
function meanOfTail(valueFar: number, valueNear: number, step: number, power: number): number {
  if (!Number.isFinite(power)) return valueFar;
  const growth = Math.log(valueNear / valueFar) / step;
  if (Math.abs(growth) > STEEP) {
    const share = power / (power + growth);
    return share > 0 && share < ENDLESS ? valueFar * share : NaN;
  }
  return valueFar - (valueNear - valueFar) / step / power;
}

/** A tail this many times its mass and value has no end that numbers can tell. */
const ENDLESS = 1000;

/** From this power of the distance on, g is taken for a power rather than a logarithm. */
const STEEP = 0.3;
