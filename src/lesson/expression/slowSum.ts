import type { Arithmetic } from "./arithmetic.js";

/** How many terms are gathered, and at which of them the last results are compared. */
const most = 48;
const places = [500, 1000, 2000];
/** As in Σ 0.9999ᵏ, terms may fall by a steady share only far out: there, at twice and at four times as far. */
const fartherPlaces = [1e5, 1e9, 1e14];

/**
 * An infinite sum whose terms die away too slowly to be added up: 1/k², (−1)ᵏ/k. Levin's u-transformation, two results
 * of which must agree. NaN where the sum does not converge: the terms must fall, by turns of sign at any rate, else
 * faster than 1/k, as Raabe's test says, or by a steady share. `isQuick` terms are computed far out, too.
 *
 * Source  D. Levin, Int. J. Comput. Math. B3 (1973) 371–388.
 */
export function slowSum<T>(
  F: Arithmetic<T>,
  first: number,
  termAt: (k: number) => T,
  isQuick: boolean,
): T {
  const isConvergent = converges(F, first, termAt) || (isQuick && fallsSteadily(F, termAt));
  if (!isConvergent) return F.of(NaN);
  const results = [most - 8, most - 4, most].map((n) => transformed(F, first, termAt, n));
  const [a, b, c] = results as [T, T, T];
  // float64 loses digits to the alternating weights of the transformation.
  const allowed = F.of(F.digits <= 16 ? 1e-10 : 1e-16);
  const near = (x: T, y: T): boolean =>
    F.compare(F.abs(F.subtract(x, y)), F.multiply(allowed, F.abs(y))) <= 0;
  if (F.digits <= 16) {
    const short = [10, 12, 14].map((n) => transformed(F, first, termAt, n)) as [T, T, T];
    if (near(short[0], short[1]) && near(short[1], short[2])) return short[2];
  }
  if (!near(a, b) || !near(b, c)) return F.of(NaN);
  F.lose(F.multiply(F.of(10), F.abs(F.subtract(c, b))));
  return c;
}

function converges<T>(F: Arithmetic<T>, first: number, termAt: (k: number) => T): boolean {
  const terms = places.map(
    (k) => [k, F.toNumber(termAt(first + k)), F.toNumber(termAt(first + k + 1))] as const,
  );
  if (terms.some(([, a, b]) => !Number.isFinite(a) || !Number.isFinite(b) || a === 0)) return false;
  const sizes = terms.map(([, a]) => Math.abs(a));
  const falls = sizes.every((size, i) => i === 0 || size < sizes[i - 1]!);
  const alternates = terms.every(([, a, b]) => a * b < 0);
  if (alternates) return falls && Math.abs(terms[0]![2] / terms[0]![1]) <= 1;
  return falls && terms.every(([k, a, b]) => (first + k) * (a / b - 1) > 1.05);
}

/** Terms that grow by more from one to the next never fall: looking farther would only overflow. */
const mostGrowth = 1e-3;

/** The ratio test, ever farther out: between neighbours the terms lose the same share at k, 2k and 4k. */
function fallsSteadily<T>(F: Arithmetic<T>, termAt: (k: number) => T): boolean {
  for (const k of fartherPlaces) {
    const [first, ...rest] = [k, 2 * k, 4 * k].map((at) => {
      const [a, b] = [termAt(at), termAt(at + 1)];
      return F.toNumber(F.subtract(F.of(1), F.divide(b, a)));
    }) as [number, number, number];
    if (!(first > -mostGrowth && first < 1)) return false;
    const isSteady = rest.every((share) => Math.abs(share / first - 1) < 0.01);
    if (first > 0 && isSteady) return true;
  }
  return false;
}

/** Levin's u-transformation of the first n terms. */
function transformed<T>(F: Arithmetic<T>, first: number, termAt: (k: number) => T, n: number): T {
  let top = F.of(0);
  let bottom = F.of(0);
  let partial = F.of(0);
  let choose = F.of(1);
  const last = F.of(n + 1);
  for (let j = 0; j <= n; j++) {
    const term = termAt(first + j);
    partial = F.add(partial, term);
    const place = F.of(j + 1);
    let power = F.of(1);
    const ratio = F.divide(place, last);
    for (let i = 0; i < n - 1; i++) power = F.multiply(power, ratio);
    const weight = F.divide(F.multiply(choose, power), F.multiply(place, term));
    const signed = j % 2 === 0 ? weight : F.negate(weight);
    top = F.add(top, F.multiply(signed, partial));
    bottom = F.add(bottom, signed);
    choose = F.divide(F.multiply(choose, F.of(n - j)), F.of(j + 1));
  }
  return F.divide(top, bottom);
}
