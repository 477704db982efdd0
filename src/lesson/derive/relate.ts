import { checkAverage } from "./average.js";
import { failureBesideEquality } from "./besideEquality.js";
import { checkEqualAt } from "./equalAt.js";
import { checkExtremum, isAboutExtremum } from "./minimiser/extrema.js";
import { checkLimit } from "./limit.js";
import { checkOrder } from "./order.js";
import type { Outcome, Plan } from "./plan.js";
import { checkPointwise } from "./pointwise.js";
import type { ReadDerivation } from "./readDerivation.js";
import type { Line } from "./line.js";
import { checkUpTo } from "./upTo.js";

/** Tests the relation of a step between its two lines. */
export function relate(read: ReadDerivation, position: number, plan: Plan): Outcome {
  const source = read.source.steps[position]!;
  if (isAboutExtremum(plan.left, plan.right)) {
    if (source.relation !== "=") {
      return {
        ok: false,
        failure: { reason: `a minimiser stands beside =, not ${source.relation}` },
      };
    }
    return checkExtremum(plan);
  }
  switch (source.relation) {
    case "≈":
      return checkAverage(plan);
    case "→":
      return plan.left.order === undefined
        ? checkLimit(plan, source.variables[0]!, targetOf(plan, source.limit!))
        : checkOrder(plan, source.variables[0]!, targetOf(plan, source.limit!), "→");
    case "∝":
    case "≐":
      return checkUpTo(plan, source.relation, source.variables);
    default: {
      if (source.limit !== undefined) {
        return checkOrder(plan, source.variables[0]!, targetOf(plan, source.limit), "=");
      }
      const outcome = checkPointwise(plan, source.relation);
      if (!outcome.ok || source.equalAt === undefined) return outcome;
      const places = read.equalAt[position]!;
      const equal = checkEqualAt(plan, places);
      if (!equal.ok) return equal;
      const wanted = source.relation === "≤" ? "less" : "greater";
      return failureBesideEquality(plan, wanted, places) ?? outcome;
    }
  }
}

/** Where the variable goes: a number, or a line of its own. */
function targetOf({ space }: Plan, text: string): number | Line {
  const number = limitOf(text);
  return Number.isNaN(number) ? space.line(space.parse(text)) : number;
}

function limitOf(text: string): number {
  const word = text.replace(/^[−-]/u, "");
  const sign = word === text ? 1 : -1;
  if (word === "∞" || word === "inf") return sign * Infinity;
  return word === "" ? NaN : sign * Number(word);
}

/** Which narrow domains a failed step needs: the author is asked to declare them. */
export function neededUses(read: ReadDerivation, position: number, plan: Plan): string | undefined {
  const { space } = read;
  const candidates = space.widening.filter(
    (name) => !plan.narrow.has(name) && (plan.left.names.has(name) || plan.right.names.has(name)),
  );
  if (candidates.length === 0) return undefined;
  const holds = (narrow: ReadonlySet<string>): boolean => {
    try {
      return relate(read, position, {
        ...plan,
        narrow,
        rng: space.rng(5),
        points: Math.min(plan.points, 40),
      }).ok;
    } catch {
      return false;
    }
  };
  let needed = new Set([...plan.narrow, ...candidates]);
  if (!holds(needed)) return undefined;
  for (const name of candidates) {
    const fewer = new Set([...needed].filter((other) => other !== name));
    if (holds(fewer)) needed = fewer;
  }
  if ([...needed].every((name) => plan.narrow.has(name))) return undefined;
  const list = [...needed].join(", ");
  const why = [...needed]
    .filter((name) => !plan.narrow.has(name))
    .map((name) => `of the domain of ${name} (${space.quantities.get(name)!.words})`)
    .join(" and ");
  return `the step holds because ${why}: if that is meant, write {uses ${list}}`;
}
