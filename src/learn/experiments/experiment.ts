import { rng } from "../../math/random/rng.js";
import type { Rng } from "../../math/random/rng.js";
import type { Table } from "../table/table.js";

/** One place of a grid: the value of each setting. */
export type Settings = Readonly<Record<string, string | number>>;

/** The outcome of one run: its settings, seed and measures. */
export type Run = Readonly<Record<string, string | number>>;

/** What the runs say about what was claimed. */
export interface Verdict {
  readonly claim: string;
  readonly seen: boolean;
  /** The figures that decide, with 95 % intervals over the seeds. */
  readonly evidence: string;
}

/**
 * A study: a grid of settings, each run with several seeds; metric, split and claims are fixed beforehand.
 */
export interface Experiment {
  readonly name: string;
  readonly question: string;
  /** What the literature claims, written before the runs. */
  readonly claims: readonly string[];
  readonly sources: readonly string[];
  /** The measure that decides, and how test data are set apart. */
  readonly metric: string;
  readonly split: string;
  /** Names of the tables it needs. */
  readonly tables: readonly string[];
  readonly seeds: number;
  readonly grid: readonly Settings[];
  /** How far a rerun's measures may be from the stored, for engines differ in the last bit of exp. */
  readonly tolerance: number;
  run(
    tables: ReadonlyMap<string, Table>,
    settings: Settings,
    seed: number,
  ): Readonly<Record<string, number>>;
  /** One verdict a claim. */
  judge(runs: readonly Run[]): readonly Verdict[];
}

/** The stream of an experiment's seed; parts of a run take sub-streams by name. */
export function experimentRng(experiment: string, seed: number): Rng {
  return rng(seed).split(experiment);
}

/** The combinations of all values: `grid({ a: [1, 2], b: ["x"] })` → [{ a: 1, b: "x" }, { a: 2, b: "x" }]. */
export function grid(axes: Readonly<Record<string, readonly (string | number)[]>>): Settings[] {
  return Object.entries(axes).reduce<Settings[]>(
    (cells, [name, values]) =>
      cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value }))),
    [{}],
  );
}
