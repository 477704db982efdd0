import { expect, it } from "vitest";
import { readFileSync } from "node:fs";
import * as L from "../../src/index.js";

// A few of each kind of what test/fixtures/cancellation.py draws: where 1 − p, ln Γ and neighbours would cancel.

interface Row {
  readonly family?: string;
  readonly parameters?: object;
  readonly other?: object;
  readonly method?: string;
  readonly x?: number | null;
  readonly loss?: string;
  readonly options?: object;
  readonly function?: string;
  readonly arguments?: readonly number[];
  readonly truth: number;
  readonly relative?: boolean;
  /** The slope of a loss: a rounding of its logit is so many times that. */
  readonly slope?: number;
}

type Call = (
  ...list: readonly unknown[]
) => Record<string, (...list: readonly unknown[]) => number>;
const library = L as unknown as Readonly<Record<string, Call>>;

function valueOf(row: Row): number {
  const given = row.arguments ?? [];
  if (row.loss !== undefined) return library[row.loss]!(row.options)["value"]!(...given);
  if (row.function !== undefined) return library[row.function]!(...given) as unknown as number;
  const p = library[row.family!]!(row.parameters);
  if (row.other !== undefined)
    return L.klDivergence(p as never, library[row.family!]!(row.other) as never);
  return p[row.method!]!(...(row.x === null ? [] : [row.x]));
}

const path = new URL("../fixtures/cancellation.json", import.meta.url);
const rows = JSON.parse(readFileSync(path, "utf8")) as readonly Row[];
const named = rows.map(
  (row) => [row.family ?? row.loss ?? row.function, row.method ?? "", row] as const,
);

it.each(named)("%s %s keeps its digits", (_, __, row) => {
  const size = row.relative === true ? Math.abs(row.truth) : Math.max(1, Math.abs(row.truth));
  const logit = row.slope === undefined ? 0 : Math.abs(row.slope * row.arguments![0]!);
  const bound = 1e-12 * size + 2 * Number.EPSILON * logit;
  expect(Math.abs(valueOf(row) - row.truth)).toBeLessThanOrEqual(bound);
});
