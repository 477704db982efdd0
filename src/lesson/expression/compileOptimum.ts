import { fail, type Compilation } from "./compilation.js";
import { centresOf, exactRoot, kinksOf, rootsBetween } from "./kinks.js";
import { leastOfMany } from "./leastOfMany.js";
import { leastOfOne } from "./leastOfOne.js";
import { leastOfWhole, wholeVectors } from "./leastOfWhole.js";
import type { Least } from "./least.js";
import type { ExpressionNode } from "./node.js";
import { NoSecondOpinion } from "./noSecondOpinion.js";
import type { Quantity, Size } from "./quantity.js";
import type { Compiled, Environment, Evaluate } from "./scope.js";

/**
 * min, max, inf and sup over the domain of a quantity: a search of the whole domain, then Newton's rule by differences,
 * so that many digits get the value to as many. A minimum that is not attained is refused.
 */
export function compileOptimum<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "optimum" }>,
): Compiled {
  const { F } = c;
  const { goal, variable, domain } = node;
  const entry = c.scope.slots.get(variable);
  if (domain === undefined || entry === undefined) {
    return fail(`${goal} is over a quantity, which has a domain`, node);
  }
  if (F.digits > 60) throw new NoSecondOpinion("a minimum beyond 60 digits");
  const { slot } = entry;
  const sign = goal === "max" || goal === "sup" ? -1 : 1;
  const body = c.scalar(node.body);
  const marks = marksOf(c, node, slot);
  const sizes = domain.sizes.map((size) => sizeOf(c, size));
  const least = searchOf<T>(node, domain);
  return {
    type: "scalar",
    run: (env) => {
      const before = env[slot];
      const f = (value: unknown): T => {
        F.spendTerms(1);
        env[slot] = value;
        const height = body(env);
        return sign > 0 ? height : F.negate(height);
      };
      const size = sizes.map((one) => one(env))[0] ?? 1;
      const { value, isAttained } = F.withoutLosses(() =>
        least({ F, f, domain, size, marks: marks(env) }),
      );
      env[slot] = before;
      if (!isAttained && (goal === "min" || goal === "max")) {
        fail(
          `the ${goal}imum over ${variable} is not attained: write ${goal === "min" ? "inf" : "sup"}[${variable}]`,
          node,
        );
      }
      return sign > 0 ? value : F.negate(value);
    },
  };
}

/** What a search is asked. */
interface Search<T> {
  readonly F: Parameters<typeof leastOfOne<T>>[0];
  readonly f: (value: unknown) => T;
  readonly domain: Quantity;
  readonly size: number;
  /** Where the function has kinks and bells. */
  readonly marks: readonly T[];
}

function searchOf<T>(
  node: Extract<ExpressionNode, { kind: "optimum" }>,
  domain: Quantity,
): (search: Search<T>) => Least<T> {
  const { low = -Infinity, high = Infinity, whole = false } = domain.range ?? {};
  if (domain.kind === "classIndex") {
    return ({ F, f, size }) => leastOfWhole(F, f, low, size);
  }
  if (domain.type === "integer" || domain.kind === "bit") {
    return ({ F, f }) =>
      leastOfWhole(F, (n) => f(domain.type === "integer" ? n : F.of(n)), low, high);
  }
  if (domain.type === "scalar") {
    return ({ F, f, marks }) => leastOfOne(F, f, { low, high }, marks);
  }
  if (domain.type === "vector" && whole) {
    return ({ F, f, size }) => wholeVectors(F, f, domain, size);
  }
  if (domain.kind === "vector" || domain.kind === "positives" || domain.kind === "simplex") {
    const isOpen = domain.words.includes("none of them 0");
    return ({ F, f, size }) =>
      leastOfMany(F, f, size, {
        low,
        isSimplex: domain.kind === "simplex",
        hasEdges: domain.kind === "simplex" && !isOpen,
      });
  }
  return fail(
    `the ${node.goal} over a ${domain.words} is not computed: say where it is, with arg${node.goal === "max" || node.goal === "sup" ? "max" : "min"}`,
    node,
  );
}

function sizeOf<T>(c: Compilation<T>, size: Size): Evaluate<number> {
  return typeof size === "number" ? () => size : c.integer({ kind: "name", name: size, at: 0 });
}

/** Kinks and centres of bells, which no grid can be sure to meet. */
function marksOf<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "optimum" }>,
  slot: number,
): (env: Environment) => T[] {
  const { F } = c;
  if (node.domain?.type !== "scalar" || node.domain.range?.whole === true) return () => [];
  const { low = -Infinity, high = Infinity } = node.domain.range ?? {};
  const kinks = kinksOf(node.body, node.variable).map((kink) => c.scalar(kink));
  const centres = centresOf(node.body, node.variable).map((centre) => c.scalar(centre));
  return (env) => [
    ...centres.map((centre) => centre(env)),
    ...kinks.flatMap((kink) =>
      rootsBetween((x) => ((env[slot] = F.of(x)), F.toNumber(kink(env))), low, high).map((x) =>
        exactRoot(F, (at) => ((env[slot] = at), kink(env)), x),
      ),
    ),
  ];
}
