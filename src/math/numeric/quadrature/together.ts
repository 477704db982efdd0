import { RunningSum } from "../runningSum.js";
import type { Piece } from "./pieces.js";

/** To this the channels beside the integrand are found, whose truth is of the order of 1. */
const BESIDE = 1e-13;

interface Totals {
  readonly value: number;
  readonly error: number;
  readonly beside: number;
  readonly absolute: number;
  readonly noise: number;
}

/**
 * The pieces together: the worst one is split until the errors of all of them meet the tolerance, or nothing can be
 * split, or there are `limit` of them. An infinite value ends it at once. `noise` is a channel that tells how far
 * rounding moves the first: an error below that need not be mended, nor one below what cannot be mended.
 */
export function together(
  first: readonly Piece[],
  tolerance: number,
  limit: number,
  noise?: number,
): { sums: Float64Array; error: number } {
  const stuck: Piece[] = [];
  const pieces = [...first].sort((a, b) => a.error - b.error);
  const noiseOf = ({ sums }: Piece): number => (noise === undefined ? 0 : sums[noise]!);
  const totalsOf = (list: readonly Piece[]): Totals => {
    let [value, error, beside, absolute, noisy] = [0, 0, 0, 0, 0];
    for (const piece of list) {
      value += piece.sums[0]!;
      error += piece.error;
      beside += piece.errorBeside;
      absolute += Math.abs(piece.sums[0]!);
      noisy += noiseOf(piece);
    }
    return { value, error, beside, absolute, noise: noisy };
  };
  const plus = (a: Totals, b: Totals, sign = 1): Totals => ({
    value: a.value + sign * b.value,
    error: a.error + sign * b.error,
    beside: a.beside + sign * b.beside,
    absolute: a.absolute + sign * b.absolute,
    noise: a.noise + sign * b.noise,
  });
  let free = totalsOf(pieces);
  let fixed = totalsOf(stuck);
  for (let round = 0; ; round++) {
    // Now and then anew, for what is added and taken away leaves its rounding behind.
    if (round % RENEWED === 0) free = totalsOf(pieces);
    const all = plus(free, fixed);
    const enough = Math.max(
      tolerance * Math.abs(all.value),
      Number.EPSILON * all.absolute,
      all.noise,
      fixed.error / 10,
    );
    const settled = free.error <= enough;
    const known = free.beside <= Math.max(BESIDE, fixed.beside / 10);
    const count = pieces.length + stuck.length;
    if ((settled && known) || pieces.length === 0 || count >= limit || !Number.isFinite(all.value))
      break;
    const worst = settled ? takeLeastKnown(pieces) : pieces.pop()!;
    const halves = worst.split();
    if (halves === undefined) {
      stuck.push(worst);
      fixed = totalsOf(stuck);
    } else for (const half of halves) insert(pieces, half);
    free = plus(plus(free, totalsOf([worst]), -1), totalsOf(halves ?? []));
  }
  const every = [...stuck, ...pieces];
  const sums = every[0]!.sums.map((_, c) => {
    const total = new RunningSum();
    for (const piece of every) total.add(piece.sums[c]!);
    return total.total;
  });
  return { sums, error: Number.isFinite(sums[0]!) ? totalsOf(every).error : Infinity };
}

const RENEWED = 32;

/** Keeps the pieces in the order of their errors. */
function insert(pieces: Piece[], piece: Piece): void {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.error < piece.error) low = middle + 1;
    else high = middle;
  }
  pieces.splice(low, 0, piece);
}

function takeLeastKnown(pieces: Piece[]): Piece {
  let worst = 0;
  pieces.forEach((piece, k) => {
    if (piece.errorBeside > pieces[worst]!.errorBeside) worst = k;
  });
  return pieces.splice(worst, 1)[0]!;
}
