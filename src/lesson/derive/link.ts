import type { Arithmetic } from "../expression/arithmetic.js";
import { compareSides, flat } from "./compare.js";
import { comparePoint, forPoints, type Outcome, type Plan } from "./plan.js";
import type { ReadDerivation } from "./readDerivation.js";
import type { Line } from "./line.js";

/** The line against the function of `src`, on the declared domain. */
export function checkLink(read: ReadDerivation, name: string, line: Line, plan: Plan): Outcome {
  const { space } = read;
  const link = read.links.get(name)!;
  const narrow = new Set(space.widening);
  return forPoints({ ...plan, narrow, rng: space.rng(plan.points + 31) }, (point) => {
    let answer: unknown;
    try {
      const environment = space.environment(space.arithmetics.float, point);
      answer = (link.call as (...args: unknown[]) => unknown)(
        ...link.args.map((arg) => arg.float(environment)),
      );
    } catch (error) {
      return {
        ok: false,
        failure: {
          reason: `${name} of src refuses a point of the domain: ${error instanceof Error ? error.message : String(error)}`,
          values: point.values,
        },
      };
    }
    const values = flat(answer instanceof Float64Array ? [...answer] : answer) as number[];
    if (comparePoint(space, line, line, point).verdict === "unusable") return "skip";
    const comparison = compareSides(space.arithmetics, <T>(F: Arithmetic<T>) => {
      const environment = space.environment(F, point);
      const mine = line.value(F, environment);
      // src answers in float64: 60 digits decide only about this line's own rounding.
      const rounded = flat(mine).map((x) => F.of(F.toNumber(x as T)));
      return [rounded, values.map(F.of)];
    });
    const close =
      comparison.verdict === "equal" ||
      (comparison.left.length === comparison.right.length && comparison.difference <= 1e-9);
    return close
      ? "used"
      : {
          ok: false,
          failure: {
            reason: `this line is not ${name} of src`,
            left: comparison.right,
            right: comparison.left,
            values: point.values,
            hint: `(above: what ${name} returns)`,
          },
        };
  });
}
