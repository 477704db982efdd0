import { weightsAt } from "./weightsAt.js";

/** Nodes ≥ 0 of the 21-point Kronrod rule; every second one belongs to the 10-point Gauss rule. */
const positive = [
  0.9956571630258081, 0.9739065285171717, 0.9301574913557082, 0.8650633666889845,
  0.7808177265864169, 0.6794095682990244, 0.5627571346686047, 0.4333953941292472,
  0.2943928627014602, 0.14887433898163122, 0,
];
const kronrodWeights = [
  0.011694638867371874, 0.032558162307964725, 0.054755896574351995, 0.07503967481091996,
  0.0931254545836976, 0.10938715880229764, 0.12349197626206584, 0.13470921731147334,
  0.14277593857706009, 0.14773910490133849, 0.1494455540029169,
];
const gaussWeights = [
  0.06667134430868814, 0.1494513491505806, 0.21908636251598204, 0.26926671930999635,
  0.29552422471475287,
];

const mirrored = (half: readonly number[], sign: 1 | -1): number[] => [
  ...half.map((x) => sign * x),
  ...[...half].reverse().slice(half === gaussWeights ? 0 : 1),
];
const nodes = mirrored(positive, -1);
const kronrod = mirrored(kronrodWeights, 1);
const gauss = mirrored(gaussWeights, 1);
/** The Gauss rule's nodes are those at the odd places. */
const isGauss = (_: unknown, i: number): boolean => i % 2 === 1;

/** Writes what is integrated at x, one number a channel: the integrand itself first, then what goes along. */
export type Integrand = (x: number, out: Float64Array) => void;

/** What a rule makes of a piece: an integral a channel, and how far that of the first may be off. */
export interface Estimate {
  readonly sums: Float64Array;
  readonly error: number;
  /** How far the next two channels may be off. */
  readonly errorBeside: number;
}

/** Below this shift of the nodes, in half-widths of the piece, the rule's own weights are as good. */
const UNMOVED = 1e-14;

/** A shift that leaves the nodes, 0.02 apart at least, where weights can be found for them. */
const DISTINCT = 8e-3;

/** A piece of fewer whole numbers is summed one by one. */
const FEW = 128;

/** Whether `count` whole numbers are too few for a rule. */
export const areFew = (count: number): boolean => count <= FEW;

/**
 * The integral over [lower, upper] by the 10- and the 21-point rule. The nodes are the nearest doubles, and far from 0
 * in a narrow piece these lie elsewhere than the rule wants them: then the weights are those that belong to where
 * they are.
 */
export function ruleOverInterval(
  f: Integrand,
  lower: number,
  upper: number,
  channels: number,
): Estimate {
  const half = upper / 2 - lower / 2;
  // From the end that is nearer to 0, whose neighbourhood has the finer doubles.
  const fromLower = Math.abs(lower) <= Math.abs(upper);
  const base = fromLower ? lower : upper;
  let moved = 0;
  const places: number[] = [];
  const actual = nodes.map((u) => {
    const offset = fromLower ? half * (1 + u) : -half * (1 - u);
    const x = base + offset;
    places.push(x);
    const back = x - base;
    const shift = (base - (x - back) + (offset - back)) / -half;
    moved = Math.max(moved, Math.abs(shift));
    return u + shift;
  });
  if (moved < UNMOVED) return apply(f, places, kronrod, gauss, half, channels);
  if (moved > DISTINCT) {
    // Hardly a double between the ends: all that is known is how much the integrand differs there.
    const rough = apply(f, places, kronrod, gauss, half, channels);
    return { ...rough, error: Math.abs(rough.sums[0]!) + rough.error };
  }
  return apply(
    f,
    places,
    weightsAt(actual, Infinity),
    weightsAt(actual.filter(isGauss), Infinity),
    half,
    channels,
  );
}

/** The sum over the whole numbers from `lower` to `upper`, more than a few of them, by the rules at some of them. */
export function ruleOverIntegers(
  f: Integrand,
  lower: number,
  upper: number,
  channels: number,
): Estimate {
  const count = upper - lower + 1;
  const places = nodes.map(
    (u) => lower + Math.min(count - 1, Math.round(((1 + u) * count - 1) / 2)),
  );
  const actual = places.map((k) => (2 * (k - lower) + 1) / count - 1);
  return apply(
    f,
    places,
    weightsAt(actual, count),
    weightsAt(actual.filter(isGauss), count),
    count / 2,
    channels,
  );
}

function apply(
  f: Integrand,
  places: readonly number[],
  full: readonly number[],
  part: readonly number[],
  half: number,
  channels: number,
): Estimate {
  const out = new Float64Array(channels);
  const sums = new Float64Array(channels);
  const coarse = new Float64Array(channels);
  const values: number[] = [];
  for (let i = 0; i < places.length; i++) {
    f(places[i]!, out);
    values.push(out[0]!);
    for (let c = 0; c < channels; c++) {
      sums[c]! += full[i]! * out[c]!;
      if (i % 2 === 1) coarse[c]! += part[(i - 1) / 2]! * out[c]!;
    }
  }
  // QUADPACK's estimate: the difference of the rules, sharpened by how much the integrand varies.
  const mean = sums[0]! / 2;
  let spread = 0;
  let absolute = 0;
  for (let i = 0; i < values.length; i++) {
    spread += Math.abs(full[i]! * (values[i]! - mean));
    absolute += Math.abs(full[i]! * values[i]!);
  }
  const sharpened = sharpen(Math.abs(sums[0]! - coarse[0]!), spread);
  // What goes along is never negative: its own integral is scale enough.
  let beside = 0;
  for (let c = 1; c < Math.min(channels, ALONG); c++) {
    beside = Math.max(beside, sharpen(Math.abs(sums[c]! - coarse[c]!), Math.abs(sums[c]!)));
  }
  for (let c = 0; c < channels; c++) sums[c]! *= half;
  const error = half * Math.max(sharpened, Number.EPSILON * absolute);
  return { sums, error, errorBeside: half * beside };
}

/** So many channels, the integrand's among them, have their errors told. */
const ALONG = 3;

const sharpen = (difference: number, spread: number): number =>
  spread > 0 && difference > 0
    ? spread * Math.min(1, ((200 * difference) / spread) ** 1.5)
    : difference;
