import { DomainError } from "../domainError.js";

/** Nodes ≥ 0 of the 21-point Kronrod rule; every second one belongs to the 10-point Gauss rule. */
const nodes = [
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

/** What an integral came to, and how far the truth may be from it. */
export interface Integral {
  readonly value: number;
  readonly errorBound: number;
}

export interface IntegrateOptions {
  /** Where the integrand has a kink or a jump, or where its mass lies. */
  readonly points?: readonly number[];
  /** Relative tolerance of the whole; 1e-12 by default. */
  readonly tolerance?: number;
  /** How many pieces at most; 2000 by default. */
  readonly limit?: number;
}

interface Piece extends Integral {
  readonly lower: number;
  readonly upper: number;
}

function rule(f: (x: number) => number, lower: number, upper: number): Piece {
  const centre = 0.5 * (lower + upper);
  const half = 0.5 * (upper - lower);
  const values: number[] = [];
  let kronrod = 0;
  let gauss = 0;
  for (let k = 0; k < nodes.length; k++) {
    const weight = kronrodWeights[k]!;
    for (const side of nodes[k] === 0 ? [0] : [-1, 1]) {
      const value = f(centre + side * half * nodes[k]!);
      values.push(value);
      kronrod += weight * value;
      if (k % 2 === 1) gauss += gaussWeights[(k - 1) / 2]! * value;
    }
  }
  // QUADPACK's estimate: the difference of the rules, sharpened by how much the integrand varies.
  const mean = kronrod / 2;
  let spread = 0;
  let at = 0;
  let absolute = 0;
  for (let k = 0; k < nodes.length; k++) {
    for (let sides = nodes[k] === 0 ? 1 : 2; sides > 0; sides--) {
      spread += kronrodWeights[k]! * Math.abs(values[at]! - mean);
      absolute += kronrodWeights[k]! * Math.abs(values[at]!);
      at++;
    }
  }
  const difference = Math.abs(kronrod - gauss);
  let error = difference;
  if (spread > 0 && difference > 0)
    error = spread * Math.min(1, ((200 * difference) / spread) ** 1.5);
  error = Math.max(error, 50 * Number.EPSILON * absolute * 0.02);
  return { lower, upper, value: kronrod * half, errorBound: error * Math.abs(half) };
}

/**
 * ∫ f over [lower, upper] by adaptive Gauss–Kronrod quadrature (10 and 21 points): the worst piece
 * is halved until the bounds of all pieces together meet the tolerance. Infinite ends are mapped by
 * x = c ± t/(1−t). The caller judges `errorBound`; it is Infinity where the integral does not settle.
 *
 * Errors  DomainError if lower > upper, or the integrand is NaN.
 * Source  R. Piessens et al., QUADPACK (1983), QAG, QAGI and QAGP.
 */
export function integrate(
  f: (x: number) => number,
  lower: number,
  upper: number,
  options: IntegrateOptions = {},
): Integral {
  if (!(lower <= upper)) {
    throw new DomainError(`lower must not be above upper, got ${lower} and ${upper}`);
  }
  const { points = [], tolerance = 1e-12, limit = 2000 } = options;
  if (lower === upper) return { value: 0, errorBound: 0 };
  const inner = [...new Set(points)]
    .filter((x) => x > lower && x < upper && Number.isFinite(x))
    .sort((a, b) => a - b);
  if (inner.length === 0 && lower === -Infinity && upper === Infinity) inner.push(0);
  const edges = [lower, ...inner, upper];
  const pieces: { piece: Piece; g: (t: number) => number }[] = [];
  for (let k = 0; k + 1 < edges.length; k++) {
    const a = edges[k]!;
    const b = edges[k + 1]!;
    let g = f;
    let ends: [number, number] = [a, b];
    if (a === -Infinity || b === Infinity) {
      // The scale of the tail is that of the neighbouring piece.
      const anchor = a === -Infinity ? b : a;
      const neighbour = a === -Infinity ? edges[k + 2] : edges[k - 1];
      const gap = neighbour === undefined ? NaN : Math.abs(neighbour - anchor);
      const scale = Number.isFinite(gap) && gap > 0 ? gap : 1;
      const side = a === -Infinity ? -1 : 1;
      g = (t) => {
        const rest = 1 - t;
        const value = f(anchor + (side * scale * t) / rest);
        return value === 0 ? 0 : (value * scale) / (rest * rest);
      };
      ends = [0, 1];
    }
    pieces.push({ piece: rule(g, ends[0], ends[1]), g });
  }
  for (;;) {
    let value = 0;
    let error = 0;
    let worst = 0;
    for (let k = 0; k < pieces.length; k++) {
      value += pieces[k]!.piece.value;
      error += pieces[k]!.piece.errorBound;
      if (pieces[k]!.piece.errorBound > pieces[worst]!.piece.errorBound) worst = k;
    }
    if (Number.isNaN(value)) throw new DomainError("the integrand must be a number, got NaN");
    if (!Number.isFinite(value)) return { value, errorBound: Infinity };
    const { piece, g } = pieces[worst]!;
    const middle = 0.5 * (piece.lower + piece.upper);
    const stuck = middle <= piece.lower || middle >= piece.upper;
    if (error <= tolerance * Math.abs(value) || stuck || pieces.length >= limit) {
      return { value, errorBound: error };
    }
    pieces[worst] = { piece: rule(g, piece.lower, middle), g };
    pieces.push({ piece: rule(g, middle, piece.upper), g });
  }
}
