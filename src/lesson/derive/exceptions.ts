import { compareSides, type Sides } from "./compare.js";
import type { Plan } from "./plan.js";
import type { Point } from "./point.js";
import type { Line } from "./line.js";
import type { DerivationRelation } from "../../outputs/derivation.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import { isReal } from "../expression/domain.js";
import { exactRoot, rootsBetween } from "../expression/kinks.js";
import { binary } from "../expression/node.js";
import type { Environment } from "../expression/scope.js";
import type { WideNumber } from "../expression/wideNumber.js";

/** Whether a point is one that `{except x = 0}` leaves out. */
export const isExcepted = <T>(
  exceptions: readonly Line[],
  F: Arithmetic<T>,
  environment: Environment,
): boolean => exceptions.some((exception) => !F.isZero(exception.value(F, environment) as T));

/** A value of which one component, or the whole, is another number. */
export function replaced(value: unknown, at: readonly number[], x: unknown): unknown {
  const [first, ...rest] = at;
  if (first === undefined) return x;
  return (value as unknown[]).map((part, i) => (i === first - 1 ? replaced(part, rest, x) : part));
}

/** Whether the relation holds at the points that are left out, too: the exception is not needed then. */
export function holdsWhereExcepted(plan: Plan, relation: DerivationRelation): boolean {
  return plan.exceptions.every(({ expanded }) => {
    if (expanded.kind !== "compare") return true;
    const tree = binary("-", expanded.left, expanded.right);
    const gap = plan.space.lineOf(tree, tree);
    return [...gap.names].every((name) => holdsAtRoots(plan, relation, gap, name));
  });
}

/** The same where a quantity, or a component of it, makes the two sides of an exception equal. */
function holdsAtRoots(
  { space, narrow, rng, left, right }: Plan,
  relation: DerivationRelation,
  gap: Line,
  name: string,
): boolean {
  const F = space.arithmetics.decimal;
  const quantity = space.quantities.get(name)!;
  const verdictOf = (sides: Sides): boolean => {
    const { verdict } = compareSides(space.arithmetics, sides, { careful: true });
    if (verdict === "equal") return "=≤≥".includes(relation);
    return verdict === ("≤<".includes(relation) ? "less" : "greater") && relation !== "=";
  };
  const slot = space.slot(name);
  const point = space.draw(rng, narrow, 0);
  const value = point.values.get(name);
  // A bit is any real number on its wider domain.
  const isWide = quantity.wider === "real number" && !narrow.has(name);
  const places: readonly (readonly number[])[] =
    isReal(quantity) || isWide
      ? [[]]
      : quantity.type === "vector"
        ? (value as readonly number[]).map((_, i) => [i + 1])
        : [];
  const { low = -Infinity, high = Infinity } = isWide ? {} : (quantity.range ?? {});
  // ‖w‖ vanishes where no component does so alone.
  if (quantity.kind === "vector") {
    const atZero: Point = {
      ...point,
      values: new Map([...point.values, [name, (value as readonly number[]).map(() => 0)]]),
    };
    const isExceptedThere = F.isZero(gap.value(F, space.environment(F, atZero)) as WideNumber);
    const sides: Sides = (G) => {
      const environment = space.environment(G, atZero);
      return [left.value(G, environment), right.value(G, environment)];
    };
    if (isExceptedThere && !verdictOf(sides)) return false;
  }
  return places.every((at) => {
    const environmentAt = <T>(G: Arithmetic<T>, x: T): Environment => {
      const environment = space.environment(G, point);
      environment[slot] = replaced(environment[slot], at, x);
      return environment;
    };
    const gapOf =
      <T>(G: Arithmetic<T>) =>
      (x: T): T =>
        gap.value(G, environmentAt(G, x)) as T;
    const roots = rootsBetween((x) => F.toNumber(gapOf(F)(F.of(x))), low, high);
    return roots.every((root) => {
      // Each arithmetic finds the root in its own numbers: written out, it may lie beside the place. In float64 it may anyway.
      const sides: Sides = (G) => {
        const environment = environmentAt(G, exactRoot(G, gapOf(G), root));
        return [left.value(G, environment), right.value(G, environment)];
      };
      return verdictOf(sides);
    });
  });
}
