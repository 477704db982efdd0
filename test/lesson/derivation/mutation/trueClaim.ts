import type { DerivationRelation } from "../../../../src/outputs/derivation.js";
import type { ReadDerivation } from "../../../../src/lesson/derive/readDerivation.js";
import type { SourceStep } from "../../../../src/lesson/derive/source.js";
import type { Point } from "../../../../src/lesson/derive/point.js";
import type { Line } from "../../../../src/lesson/derive/line.js";
import { ExpressionError } from "../../../../src/lesson/expression/expressionError.js";
import type { ExpressionNode } from "../../../../src/lesson/expression/node.js";

// Whether a change leaves a true claim of the step's own kind: a constant under ≐, a factor under ∝, a looser bound,
// another function with the same minimiser. Such a change is no mistake, so it is not made. It is decided beside the
// unchanged line alone, by means of its own, never by the test that the change is to try.

const seed = 46_368;
const isTested = (step: SourceStep | undefined): step is SourceStep =>
  step !== undefined && step.untested === undefined;

/** Whether the changed line may stand in the place of line `at`, as far as its steps claim. */
export function isTrueClaim(read: ReadDerivation, at: number, line: Line, changed: Line): boolean {
  const into = read.source.steps[at - 1];
  const out = read.source.steps[at];
  if (isExtremum(line.tree)) return sameOrder(read, line, changed);
  const claims = [
    ...(isTested(into) ? [claimOf(into, "right")] : []),
    ...(isTested(out) ? [claimOf(out, "left")] : []),
  ];
  // An equality, a limit or a bound that is met somewhere leaves no room.
  if (claims.some((claim) => claim === undefined)) return false;
  return claims.every((claim) => claim!(read, line, changed));
}

type Claim = (read: ReadDerivation, line: Line, changed: Line) => boolean;

/** What a step leaves open of the line on its left or right. */
function claimOf(step: SourceStep, side: "left" | "right"): Claim | undefined {
  const { relation, variables } = step;
  const held = new Set(step.uses);
  const leaves =
    (between: (a: number, b: number) => number, allowed: (rest: number) => boolean): Claim =>
    (read, line, changed) =>
      upTo(read, line, changed, held, variables, between, allowed);
  switch (relation) {
    case "≐":
      return leaves(
        (a, b) => a - b,
        () => true,
      );
    case "∝":
      return leaves(
        (a, b) => a / b,
        (ratio) => ratio > 0,
      );
    case "<":
    case ">": {
      // above < line: the line may be larger; line < below: it may be smaller.
      const larger = (relation === "<") === (side === "right");
      return (read, line, changed) =>
        everywhere(read, line, changed, held, (a, b) => (larger ? b >= a : b <= a));
    }
    default:
      return undefined;
  }
}

/** Whether a relation between two neighbouring lines would be true too: `f < g` where `f ≐ g` is claimed. */
export function isTrueRelation(
  read: ReadDerivation,
  above: Line,
  line: Line,
  relation: DerivationRelation,
  uses: readonly string[],
): boolean {
  return everywhere(read, above, line, new Set(uses), (a, b) => (relation === "<" ? a < b : a > b));
}

function valueAt(read: ReadDerivation, line: Line, point: Point): number | undefined {
  try {
    const value = line.float(read.space.environment(read.space.arithmetics.float, point));
    return typeof value === "number" ? value : undefined;
  } catch (error) {
    // An index out of range: no function at all.
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

const pointsFor = (a: Line, b: Line): number => (a.expensive || b.expensive ? 60 : 400);

function domainOf(read: ReadDerivation, a: Line, b: Line, held: ReadonlySet<string>) {
  return a.foreign || b.foreign ? new Set(read.space.widening) : held;
}

/** Whether the values of both lines stand so at every point where the first has one. */
function everywhere(
  read: ReadDerivation,
  a: Line,
  b: Line,
  uses: ReadonlySet<string>,
  stands: (a: number, b: number) => boolean,
): boolean {
  const random = read.space.rng(seed);
  const held = domainOf(read, a, b, uses);
  const wanted = pointsFor(a, b);
  let used = 0;
  for (let i = 0; i < wanted; i++) {
    const point = read.space.draw(random, held, 0.15);
    const x = valueAt(read, a, point);
    const y = valueAt(read, b, point);
    if (x === undefined || y === undefined) return false;
    if (!Number.isFinite(x) && !Number.isFinite(y)) continue;
    if (!stands(x, y)) return false;
    used++;
  }
  return used >= wanted / 4;
}

/** Whether the difference or the ratio stays when the named quantities alone are drawn again. */
function upTo(
  read: ReadDerivation,
  line: Line,
  changed: Line,
  uses: ReadonlySet<string>,
  variables: readonly string[],
  compare: (a: number, b: number) => number,
  accepted: (compared: number) => boolean,
): boolean {
  const random = read.space.rng(seed);
  const held = domainOf(read, line, changed, uses);
  const wanted = pointsFor(line, changed);
  let used = 0;
  for (let i = 0; i < wanted; i++) {
    const point = read.space.draw(random, held, 0.05);
    const fixed = new Map([...point.values].filter(([name]) => !variables.includes(name)));
    const other = read.space.draw(random, held, 0.05, fixed);
    const values = [
      valueAt(read, changed, point),
      valueAt(read, line, point),
      valueAt(read, changed, other),
      valueAt(read, line, other),
    ];
    if (values.includes(undefined)) return false;
    const [a1, b1, a2, b2] = values as [number, number, number, number];
    const [first, second] = [compare(a1, b1), compare(a2, b2)];
    if (!Number.isFinite(first) || !Number.isFinite(second)) {
      if (Number.isFinite(a1) !== Number.isFinite(b1)) return false;
      continue;
    }
    // What the subtraction of large terms loses is no change.
    const lost = compare(2, 1) === 1 ? Math.max(...[a1, b1, a2, b2].map(Math.abs)) : 0;
    const size = Math.max(Math.abs(first), Math.abs(second), lost);
    if (Math.abs(first - second) > 1e-9 * size || !accepted(first)) return false;
    used++;
  }
  return used >= wanted / 4;
}

type Extremum = Extract<ExpressionNode, { kind: "argmin" | "argmax" }>;
const isExtremum = (node: ExpressionNode): node is Extremum =>
  node.kind === "argmin" || node.kind === "argmax";

/** Whether both objectives put every two values of the variable in the same order: then they have one minimiser. */
function sameOrder(read: ReadDerivation, line: Line, changed: Line): boolean {
  const one = line.expanded;
  const two = changed.expanded;
  if (!isExtremum(one) || !isExtremum(two) || one.variable !== two.variable) return false;
  const turn = one.kind === two.kind ? 1 : -1;
  const random = read.space.rng(seed);
  const held = new Set(read.space.widening);
  const wanted = pointsFor(line, changed);
  let used = 0;
  for (let i = 0; i < wanted; i++) {
    const point = read.space.draw(random, held, 0.05);
    const fixed = new Map([...point.values].filter(([name]) => name !== one.variable));
    const other = read.space.draw(random, held, 0.05, fixed);
    const a = [valueAt(read, line, point), valueAt(read, line, other)];
    const b = [valueAt(read, changed, point), valueAt(read, changed, other)];
    if ([...a, ...b].includes(undefined)) return false;
    const gap = ([x, y]: typeof a): number => {
      const [u, v] = [x as number, y as number];
      // Both at an edge, where the objective is infinite.
      if (u === v) return 0;
      return Math.abs(u - v) <= 1e-12 * Math.max(Math.abs(u), Math.abs(v)) ? 0 : Math.sign(u - v);
    };
    const [first, second] = [gap(a), gap(b)];
    if (Number.isNaN(first) || Number.isNaN(second)) continue;
    if (first !== turn * second) return false;
    if (first !== 0) used++;
  }
  return used >= wanted / 4;
}
