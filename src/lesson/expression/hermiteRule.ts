import type { Arithmetic } from "./arithmetic.js";

interface HermiteNode<T> {
  readonly x: T;
  readonly weight: T;
}

/** Each arithmetic has its rules for itself: the numbers of one mean nothing to another. */
const known = new WeakMap<object, Map<number, readonly HermiteNode<unknown>[]>>();

/**
 * Gauss and Hermite's rule for averages over a standard normal: E f(u) ≈ Σ wᵢ f(xᵢ), exact for polynomials to degree
 * 2n − 1. The nodes are the roots of Heₙ, bracketed in float64 and found by Newton's rule.
 *
 * Source  W. Gautschi, Orthogonal Polynomials: Computation and Approximation, 2004, §3.1.
 */
export function hermiteRule<T>(F: Arithmetic<T>, n: number): readonly HermiteNode<T>[] {
  const rules = known.get(F) ?? new Map<number, readonly HermiteNode<unknown>[]>();
  known.set(F, rules);
  const found = rules.get(n) ?? rootsOf(n).map((root) => nodeAt(F, n, root));
  rules.set(n, found);
  return found as readonly HermiteNode<T>[];
}

function nodeAt<T>(F: Arithmetic<T>, n: number, root: number): HermiteNode<T> {
  const squareRoots = Array.from({ length: n + 1 }, (_, k) => F.sqrt(F.of(k)));
  /** The last two of the polynomials, each of length one: √(k + 1) h_{k+1} = x h_k − √k h_{k−1}. */
  const at = (x: T): [T, T] => {
    let [before, now] = [F.of(0), F.of(1)];
    for (let k = 0; k < n; k++) {
      const next = F.divide(
        F.subtract(F.multiply(x, now), F.multiply(squareRoots[k]!, before)),
        squareRoots[k + 1]!,
      );
      [before, now] = [now, next];
    }
    return [before, now];
  };
  let x = F.of(root);
  for (let i = 0; i < (F.digits > 16 ? 4 : 2); i++) {
    const [before, now] = at(x);
    x = F.subtract(x, F.divide(now, F.multiply(squareRoots[n]!, before)));
  }
  const [before] = at(x);
  return { x, weight: F.divide(F.of(1), F.multiply(F.of(n), F.multiply(before, before))) };
}

/** Where the polynomial changes its sign. */
function rootsOf(n: number): number[] {
  const value = (x: number): number => {
    let [before, now] = [0, 1];
    for (let k = 0; k < n; k++) {
      [before, now] = [now, (x * now - Math.sqrt(k) * before) / Math.sqrt(k + 1)];
    }
    return now;
  };
  const end = Math.sqrt(4 * n + 2);
  const count = 40 * n;
  const roots: number[] = [];
  for (let i = 0; i < count; i++) {
    let low = -end + (2 * end * i) / count;
    let high = -end + (2 * end * (i + 1)) / count;
    const sign = Math.sign(value(low));
    if (sign === Math.sign(value(high))) continue;
    for (let halving = 0; halving < 50; halving++) {
      const middle = (low + high) / 2;
      if (Math.sign(value(middle)) === sign) low = middle;
      else high = middle;
    }
    roots.push((low + high) / 2);
  }
  return roots;
}
