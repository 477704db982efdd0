import { hasRangeIn } from "../expression/hasRangeIn.js";
import { extremesApart, extremesAt, extremesTogether } from "./extremes.js";
import { isUsed, type Outcome, type Plan } from "./plan.js";
import type { Point } from "./point.js";
import { whereItExists } from "./whereItExists.js";

/** At how many extremes of the domains: an equation, a bound, what costs much. */
const extremePoints = 12;

/** A bound is asked at more: it may fail in one tail alone. */
const boundExtremes = 36;

const slowExtremePoints = 4;

/** What no size or range counts can be as large as one likes. */
const largeNumbers = [1000, 1_000_001];

const slowExtremes = new Set(["density", "natural", "simplex", "joint", "conditional"]);

/** Points far out in every domain, whose values need not exist: a test there may refuse and never counts. */
export function atExtremes(
  plan: Plan,
  wanted: "less" | "greater" | undefined,
  test: (point: Point, isFar: boolean) => Outcome | "used" | "skip",
): Outcome | undefined {
  const { left, right, space } = plan;
  if (left.foreign || right.foreign) return undefined;
  for (const { names, turn, large, isFar } of extremeLooks(plan, wanted !== undefined)) {
    const point = space.draw(plan.rng, plan.narrow, 0, large, names(turn));
    const result = whereItExists(() => test(point, isFar));
    if (typeof result === "object" && !result.ok) return result;
  }
  return undefined;
}

/** One look from far out: which quantities stand at which extreme, and which whole numbers are large. */
interface ExtremeLook {
  readonly names: (turn: number) => ReadonlyMap<string, number>;
  readonly turn: number;
  readonly large: Point["values"];
  /** A vertex is exactly where it is; elsewhere a difference may be smaller than any digits. */
  readonly isFar: boolean;
}

function extremeLooks(plan: Plan, isBound: boolean): ExtremeLook[] {
  const { left, right, space } = plan;
  const slow = left.expensive || right.expensive;
  const used = [...space.quantities.keys()].filter((name) => isUsed(plan, name));
  // Quadrature in float64 loses more than it tells where a mean is a thousand deviations away.
  const sure = slow
    ? used.filter((name) => slowExtremes.has(space.quantities.get(name)!.kind))
    : used;
  const none: Point["values"] = new Map();
  const looks = (
    names: readonly string[],
    count: number,
    extremes: typeof extremesAt,
  ): ExtremeLook[] =>
    names.length === 0
      ? []
      : Array.from({ length: count }, (_, turn) => ({
          names: (n: number) => extremes(names, n),
          turn,
          large: none,
          isFar: true,
        }));
  if (slow) {
    return [
      ...looks(sure, slowExtremePoints, extremesTogether),
      ...(isBound ? looks(used, slowExtremePoints, extremesTogether) : []),
    ];
  }
  const loose = used.filter((name) => isLoose(plan, name));
  const simplexes = used.filter((name) => space.quantities.get(name)!.kind === "simplex");
  return [
    ...(simplexes.length > 1
      ? [{ names: () => extremesApart(simplexes), turn: 0, large: none, isFar: false }]
      : []),
    ...looks(sure, isBound ? boundExtremes : extremePoints, extremesAt),
    ...loose.flatMap((name) =>
      largeNumbers.map((n) => ({
        names: () => new Map<string, number>(),
        turn: 0,
        large: new Map([[name, n]]),
        isFar: true,
      })),
    ),
  ];
}

/** A whole number that is the size of nothing and ends no sum: it may be a million. */
function isLoose({ space, left, right }: Plan, name: string): boolean {
  const { kind } = space.quantities.get(name)!;
  const isSize = [...space.quantities.values()].some(({ sizes }) => sizes.includes(name));
  const isEnd = [left, right].some(({ expanded }) => hasRangeIn(expanded, name));
  return kind === "natural" && !isSize && !isEnd;
}
