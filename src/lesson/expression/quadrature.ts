/** A node of a rule: where, how heavy, and how far from the middle. */
interface Node {
  readonly x: number;
  readonly weight: number;
}

/** The last term of a rule, beside them all, where the integral converges. */
const leftOver = 1e-9;

const halfPi = Math.PI / 2;

/** Two results of a rule that differ by more, beside the integral of |f|, are no number. */
const converged = 1e-10;

/** An integral and the integral of |f|, by which its rounding is judged. */
export interface Quadrature {
  readonly value: number;
  readonly magnitude: number;
}

/**
 * ∫ f from a to b by the double exponential rule (Takahasi and Mori, 1974), halving the step until
 * two results agree. Either end may be infinite. `splits` are the kinks, jumps and peaks of f: the interval is cut
 * there. NaN where the integral of |f| does not converge: towards an end the terms of the rule must die away.
 */
export function integrate(
  f: (x: number) => number,
  a: number,
  b: number,
  splits: readonly number[] = [],
  mayCut = true,
): Quadrature {
  if (a === b) return { value: 0, magnitude: 0 };
  if (a > b) {
    const turned = integrate(f, b, a, splits);
    return { value: -turned.value, magnitude: turned.magnitude };
  }
  const inside = [...new Set(splits)].filter((x) => x > a && x < b).sort((x, y) => x - y);
  if (inside.length > 0) {
    const ends = [a, ...inside, b];
    const parts = inside.concat(b).map((end, i) => integrate(f, ends[i]!, end));
    return {
      value: parts.reduce((sum, part) => sum + part.value, 0),
      magnitude: parts.reduce((sum, part) => sum + part.magnitude, 0),
    };
  }
  const place = rule(a, b);
  let previous = NaN;
  let result: Sum = { value: NaN, magnitude: NaN, peak: NaN };
  for (let level = 0; level <= 6; level++) {
    result = sumOf(f, place, 2 ** -(level + 1));
    const { value, magnitude } = result;
    if (Number.isNaN(value)) return result;
    if (level > 0 && Math.abs(value - previous) <= 1e-13 * magnitude) return result;
    if (level === 6 && Math.abs(value - previous) > converged * magnitude) {
      // A bell far from where the rule looks: cut there.
      return mayCut && result.peak > a && result.peak < b
        ? cutAt(f, a, b, result.peak)
        : { value: NaN, magnitude: NaN };
    }
    previous = value;
  }
  return result;
}

function cutAt(f: (x: number) => number, a: number, b: number, at: number): Quadrature {
  const left = integrate(f, a, at, [], false);
  const right = integrate(f, at, b, [], false);
  return { value: left.value + right.value, magnitude: left.magnitude + right.magnitude };
}

/** x and dx/dt of the substitution for these limits. */
function rule(a: number, b: number): (t: number) => Node {
  if (a === -Infinity && b === Infinity) {
    return (t) => {
      const s = halfPi * Math.sinh(t);
      return { x: Math.sinh(s), weight: halfPi * Math.cosh(t) * Math.cosh(s) };
    };
  }
  if (b === Infinity) {
    return (t) => {
      const e = Math.exp(halfPi * Math.sinh(t));
      return { x: a + e, weight: halfPi * Math.cosh(t) * e };
    };
  }
  if (a === -Infinity) {
    return (t) => {
      const e = Math.exp(halfPi * Math.sinh(t));
      return { x: b - e, weight: halfPi * Math.cosh(t) * e };
    };
  }
  const width = b - a;
  return (t) => {
    const s = halfPi * Math.sinh(t);
    // 1/(1 + e^{2|s|}) is the distance to the nearer end, without cancellation.
    const near = 1 / (1 + Math.exp(2 * Math.abs(s)));
    const x = s < 0 ? a + width * near : b - width * near;
    return { x, weight: (width / 2) * halfPi * (Math.cosh(t) / Math.cosh(s) ** 2) };
  };
}

/** What a rule gives, and where |f| was largest. */
interface Sum extends Quadrature {
  readonly peak: number;
}

function sumOf(f: (x: number) => number, place: (t: number) => Node, step: number): Sum {
  let highest = 0;
  let peak = NaN;
  let value = 0;
  let magnitude = 0;
  for (const side of [1, -1]) {
    let quiet = 0;
    let last = 0;
    for (let n = side === 1 ? 0 : 1; ; n++) {
      const t = side * n * step;
      if (Math.abs(t) > 6.2) break;
      const { x, weight } = place(t);
      if (!Number.isFinite(x) || !(weight > 0) || weight === Infinity) break;
      const height = f(x);
      const term = height * weight;
      if (Math.abs(height) > highest && Number.isFinite(height)) {
        highest = Math.abs(height);
        peak = x;
      }
      if (!Number.isFinite(term)) {
        // Where what was added has vanished already, 0/0 or 0·∞ is the end of a tail.
        if (Math.abs(t) > 2.6 || (magnitude > 0 && last <= 1e-15 * magnitude)) {
          last = 0;
          break;
        }
        return { value: NaN, magnitude: NaN, peak };
      }
      value += term;
      magnitude += Math.abs(term);
      last = Math.abs(term);
      quiet = Math.abs(term) <= 1e-18 * magnitude ? quiet + 1 : 0;
      if (quiet >= 3 && Math.abs(t) > 2) break;
    }
    if (last > leftOver * magnitude) return { value: NaN, magnitude: NaN, peak };
  }
  return { value: value * step, magnitude: magnitude * step, peak };
}
