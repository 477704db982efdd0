import { NoSecondOpinion } from "./noSecondOpinion.js";
import type { WideFunctions } from "./wideFunctions.js";
import { special, WideNumber, type Precision } from "./wideNumber.js";

/** What a quadrature of many digits found: the integral, that of |f|, and what it may have lost of it. */
export interface DecimalQuadrature {
  readonly value: WideNumber;
  readonly loss: WideNumber;
}

/** Nodes beyond carry nothing that 25 digits see, even where f falls as slowly as 1/x². */
const farthest = 5;
const coarsest = 3;
const finest = 6;
/** Two results that agree so far are the integral; at the finest step fewer digits must do. */
const agreed = 1e-13;
const agreedAtFinest = 1e-12;
/** Terms below this, beside all, have died away. */
const dead = 1e-24;
/** The last term of a rule, beside them all, where the integral converges. */
const leftOver = 1e-16;

type Shape = "line" | "half" | "finite";

/** Where a node stands between the ends, and its weight. On the finite interval `x` is the distance to the nearer end. */
interface Node {
  readonly x: WideNumber;
  readonly weight: WideNumber;
}

/**
 * The double exponential rule in many digits, for integrals that float64 cannot tell from a wrong tenth digit. Each
 * halving of the step uses the nodes before; nodes are computed once for an arithmetic.
 */
export function decimalQuadrature(
  precision: Precision,
  { exp, pi }: WideFunctions,
): (
  f: (x: WideNumber) => WideNumber,
  a: WideNumber,
  b: WideNumber,
  splits: readonly WideNumber[],
) => DecimalQuadrature {
  const zero = special(precision, 0);
  const nothing = special(precision, NaN);
  const one = WideNumber.of(precision, 1);
  const known = new Map<string, Node>();
  const halfPi = pi.div(2);

  function nodeAt(shape: Shape, numerator: number, level: number): Node {
    const t = numerator / 2 ** level;
    const key = `${shape} ${t}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const et = exp(WideNumber.of(precision, t));
    const sinhT = et.minus(one.div(et)).div(2);
    const coshT = et.plus(one.div(et)).div(2);
    const s = halfPi.times(sinhT);
    const es = exp(s);
    const inverse = one.div(es);
    const rate = halfPi.times(coshT);
    let node: Node;
    if (shape === "line") {
      node = { x: es.minus(inverse).div(2), weight: rate.times(es.plus(inverse)).div(2) };
    } else if (shape === "half") {
      node = { x: es, weight: rate.times(es) };
    } else {
      // 1/(1 + e^{2|s|}) of the width, from the nearer end.
      const e2 = s.lt(0) ? inverse.times(inverse) : es.times(es);
      const both = es.plus(inverse);
      node = { x: one.div(e2.plus(1)), weight: rate.times(2).div(both.times(both)) };
    }
    known.set(key, node);
    return node;
  }

  function between(
    f: (x: WideNumber) => WideNumber,
    a: WideNumber,
    b: WideNumber,
    mayCut = true,
  ): DecimalQuadrature {
    const shape: Shape =
      a.isFinite() && b.isFinite() ? "finite" : a.isFinite() || b.isFinite() ? "half" : "line";
    const width = shape === "finite" ? b.minus(a) : one;
    let highest = zero;
    let peak = nothing;
    const termAt = (numerator: number, level: number): WideNumber => {
      const { x, weight } = nodeAt(shape, numerator, level);
      const place =
        shape === "line"
          ? x
          : shape === "half"
            ? a.isFinite()
              ? a.plus(x)
              : b.minus(x)
            : numerator < 0
              ? a.plus(x.times(width))
              : b.minus(x.times(width));
      const height = f(place);
      if (height.abs().gt(highest) && height.isFinite()) {
        highest = height.abs();
        peak = place;
      }
      return height.times(weight).times(width);
    };
    let value = zero;
    let magnitude = zero;
    let before = zero;
    let cutOff = zero;
    // How far out the coarsest rule found anything on either side: a bell there is not passed by.
    const reached = new Map<number, number>();
    for (let level = coarsest; level <= finest; level++) {
      for (const side of [1, -1]) {
        let quiet = 0;
        let last = zero;
        // Odd nodes alone are new, after the coarsest level.
        const first = level === coarsest ? (side === 1 ? 0 : 1) : 1;
        const stride = level === coarsest ? 1 : 2;
        for (let n = first; n <= farthest * 2 ** level; n += stride) {
          const term = termAt(side * n, level);
          if (!term.isFinite()) {
            if (quiet > 2 || last.lte(magnitude.times(dead))) break;
            return { value: nothing, loss: zero };
          }
          value = value.plus(term);
          magnitude = magnitude.plus(term.abs());
          last = term.abs();
          const t = n / 2 ** level;
          quiet = last.lte(magnitude.times(dead)) ? quiet + 1 : 0;
          if (level === coarsest && quiet === 0) reached.set(side, t);
          if (quiet > 2 && t > Math.max(1, reached.get(side) ?? 0)) break;
        }
        if (last.gt(magnitude.times(leftOver))) {
          return { value: nothing, loss: zero };
        }
        cutOff = cutOff.gt(last) ? cutOff : last;
      }
      const step = 2 ** -level;
      const now = value.times(step);
      const gap = now.minus(before).abs();
      const size = magnitude.times(step);
      if (level > coarsest && gap.lte(size.times(level < finest ? agreed : agreedAtFinest))) {
        return { value: now, loss: gap.plus(size.times(1e-28)).plus(cutOff.times(10)) };
      }
      before = now;
    }
    // A bell far from where the rule looks: cut there.
    if (mayCut && peak.gt(a) && peak.lt(b)) {
      const [left, right] = [between(f, a, peak, false), between(f, peak, b, false)];
      return { value: left.value.plus(right.value), loss: left.loss.plus(right.loss) };
    }
    throw new NoSecondOpinion("an integral that many digits find no value of");
  }

  return (f, a, b, splits) => {
    if (a.isNaN() || b.isNaN()) return { value: nothing, loss: zero };
    if (a.eq(b)) return { value: zero, loss: zero };
    const [low, high] = a.lt(b) ? [a, b] : [b, a];
    const inside = splits
      .filter((x) => x.gt(low) && x.lt(high))
      .sort((x, y) => x.cmp(y))
      .filter((x, i, list) => i === 0 || !x.eq(list[i - 1]!));
    let value = zero;
    let loss = zero;
    let from = low;
    for (const to of [...inside, high]) {
      const part = between(f, from, to);
      value = value.plus(part.value);
      loss = loss.plus(part.loss);
      from = to;
    }
    return { value: a.lt(b) ? value : value.negated(), loss };
  };
}
