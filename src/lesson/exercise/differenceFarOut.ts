import { compareSides } from "../derive/compare.js";
import { extremesAt } from "../derive/extremes.js";
import type { Space } from "../derive/space.js";
import type { Line } from "../derive/line.js";
import { sidesAt } from "./sameFunction.js";
import { relativeGap, describePoint, shortNumber } from "./pointsApart.js";

/** Points far out, where an answer must not be another function. */
const farPoints = 40;

/**
 * Where an answer that is right at ordinary points is another number: m²/2 + (m > 50). One without a value far out is
 * none the worse: ln(1 + eᶻ) is right, although eᶻ ends at 710.
 */
export function differenceFarOut(
  space: Space,
  given: Line,
  right: Line,
  seed: number,
): string | undefined {
  if (given.expensive || right.expensive) return undefined;
  const rng = space.rng(seed);
  const narrow = new Set(space.widening);
  const names = [...space.quantities.keys()];
  for (let n = 0; n < farPoints; n++) {
    const point = space.draw(rng, narrow, 0, new Map(), extremesAt(names, n));
    const compared = compareSides(space.arithmetics, sidesAt(space, given, right, point), {
      far: true,
      careful: true,
    });
    if (!["less", "greater", "incomparable"].includes(compared.verdict)) continue;
    const pairs = compared.left.map((a, i) => ({ a, b: compared.right[i]!, i }));
    if (!pairs.every(({ a, b }) => Number.isFinite(a) && Number.isFinite(b))) continue;
    const off = pairs.reduce((worst, pair) =>
      relativeGap(pair) > relativeGap(worst) ? pair : worst,
    );
    const which = pairs.length === 1 ? "" : ` component ${off.i + 1} of`;
    return `This is right at ordinary values, but not everywhere: at ${describePoint(point, given, right)},${which} this gives ${shortNumber(off.a)}, and ${shortNumber(off.b)} is right.`;
  }
  return undefined;
}
