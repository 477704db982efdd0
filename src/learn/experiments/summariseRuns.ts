import {
  checkIsList,
  checkIsNumber,
  checkNames,
  checkOptions,
  checkString,
  describeValue,
} from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import type { Run, Settings } from "./experiment.js";

/** The mean of a measure over seeds with its band. */
export interface RunSummary {
  readonly settings: Settings;
  readonly count: number;
  readonly mean: number;
  /** Of the single runs, n − 1 in the denominator; NaN of one run, as the interval is. */
  readonly standardDeviation: number;
  /** 95 % interval of the mean, by Student's t. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * Runs grouped by settings: mean and 95 % interval of a measure over the seeds, in the order of first appearance.
 *
 *     summariseRuns(runs, ["loss", "noise"], "accuracy")
 */
export function summariseRuns(
  runs: readonly Run[],
  by: readonly string[],
  measure: string,
): RunSummary[] {
  checkIsList("runs", runs);
  checkNames("by", by);
  const groups = new Map<string, { settings: Settings; values: number[] }>();
  for (const run of runs) {
    const value = measureOf(run, measure);
    const settings = Object.fromEntries(by.map((name) => [name, run[name]!]));
    const key = JSON.stringify(settings);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { settings, values: [value] });
    else group.values.push(value);
  }
  return [...groups.values()].map(({ settings, values }) => ({ settings, ...interval(values) }));
}

function measureOf(run: Run, measure: string): number {
  checkString("measure", measure);
  const value = (run as Run | null)?.[measure];
  if (typeof value === "number") return value;
  throw new DomainError(`runs must hold the measure "${measure}", got ${describeValue(value)}`);
}

/** Mean and 95 % interval of numbers. */
export function interval(values: readonly number[]): Omit<RunSummary, "settings"> {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardDeviation = count > 1 ? Math.sqrt(squares / (count - 1)) : NaN;
  const half = (studentQuantile(count - 1) * standardDeviation) / Math.sqrt(count);
  return { count, mean, standardDeviation, lower: mean - half, upper: mean + half };
}

/** The differences of two settings, seed by seed: what a paired comparison looks at. */
export function pairedDifference(
  runs: readonly Run[],
  measure: string,
  a: Settings,
  b: Settings,
): Omit<RunSummary, "settings"> {
  checkIsList("runs", runs);
  for (const [name, settings] of Object.entries({ a, b })) {
    checkOptions(name, settings, Object.keys(settings ?? {}));
  }
  const bySeed = (settings: Settings): Map<number, number> =>
    new Map(
      runs
        .filter((run) =>
          Object.entries(settings).every(([name, value]) => (run as Run | null)?.[name] === value),
        )
        .map((run) => {
          const value = measureOf(run, measure);
          return [run["seed"] as number, value];
        }),
    );
  const [left, right] = [bySeed(a), bySeed(b)];
  const seeds = [...left.keys()].filter((seed) => right.has(seed));
  if (seeds.length === 0) throw new DomainError("the settings to compare must share seeds");
  return interval(seeds.map((seed) => left.get(seed)! - right.get(seed)!));
}

/** "0.912 [0.905, 0.919]". */
export function intervalText(summary: Omit<RunSummary, "settings">): string {
  checkOptions("intervalText", summary, [
    "count",
    "mean",
    "standardDeviation",
    "lower",
    "upper",
    "settings",
  ]);
  const short = (value: number): string => {
    checkIsNumber("mean, lower and upper", value);
    return String(Number(value.toPrecision(3)));
  };
  return `${short(summary.mean)} [${short(summary.lower)}, ${short(summary.upper)}]`;
}

/** The 97.5 % quantile of Student's t: exact to 4 digits to 9 degrees of freedom, then the Cornish–Fisher series. */
function studentQuantile(degrees: number): number {
  const table = [NaN, 12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622];
  if (degrees < table.length) return table[degrees]!;
  const z = 1.959963984540054;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}
