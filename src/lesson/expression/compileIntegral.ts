import type { Compilation } from "./compilation.js";
import { calledWith, centresOf, exactRoot, kinksOf, rootsBetween } from "./kinks.js";
import type { ExpressionNode } from "./node.js";
import { NoSecondOpinion } from "./noSecondOpinion.js";
import type { Compiled } from "./scope.js";

/** A density says where its peaks are. */
interface Peaked {
  readonly peaks?: readonly number[];
}

/** So many deviations from the middle of a standard normal density. */
const farOut = 5;

/** ∫ over a variable, cut at kinks and peaks of the body. */
export function compileIntegral<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "integral" }>,
): Compiled {
  const { F } = c;
  const { integrate } = F;
  if (integrate === undefined) throw new NoSecondOpinion("integral");
  const from = c.scalar(node.from);
  const to = c.scalar(node.to);
  return c.bound(node.variable, "scalar", (slot) => {
    const body = c.scalar(node.body);
    const kinks = kinksOf(node.body, node.variable).map((kink) => c.scalar(kink));
    const centres = centresOf(node.body, node.variable).map((centre) => c.scalar(centre));
    const peaked = [...calledWith(node.body, node.variable)].flatMap((name) => {
      const entry = c.scope.slots.get(name);
      return entry?.type === "function" ? [entry.slot] : [];
    });
    return {
      type: "scalar",
      run: (env) => {
        const turns = (low: T, high: T): T[] =>
          kinks.flatMap((kink) =>
            rootsBetween(
              (x) => {
                env[slot] = F.of(x);
                return F.toNumber(kink(env));
              },
              F.toNumber(low),
              F.toNumber(high),
            ).map((x) => exactRoot(F, (at) => ((env[slot] = at), kink(env)), x)),
          );
        const splits = (low: T, high: T): T[] => {
          const turning = turns(low, high);
          // A cut far out would take the rule's nodes away from the bell at 0.
          const isFarOut = turning.some((x) => Math.abs(F.toNumber(x)) > farOut);
          return [
            ...peaked.flatMap((at) => (env[at] as Peaked).peaks ?? []).map((x) => F.of(x)),
            ...centres.map((centre) => centre(env)).filter((x) => F.isFinite(x)),
            ...turning,
            ...(isFarOut ? [F.of(0)] : []),
          ];
        };
        const f = (x: T): T => {
          F.spendTerms(1);
          env[slot] = x;
          return body(env);
        };
        const low = from(env);
        const high = to(env);
        return integrate(f, low, high, splits(low, high));
      },
    };
  });
}
