// Calls that users of PyTorch, SciPy, statsmodels and others reported as wrong there, with their true values.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as L from "../../../src/index.js";

interface Case {
  /** Its place in the list that was handed over, from 1; none of what was added since. */
  readonly row?: number;
  /** The report: a repository and its issue, or the kind of question. */
  readonly source: string;
  readonly code: string;
  /** A number, "Infinity", or the beginning of a DomainError's message. */
  readonly truth: number | string | readonly number[];
  /** Relative; 1e-12 by default, and larger only for the reason in `note`. */
  readonly tolerance?: number;
  readonly note?: string;
}

const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/mathematicsCases.json"), "utf8"),
) as Case[];
const run = (code: string): unknown =>
  (
    new Function("L", code.includes("return ") ? code : `return ${code}`) as (
      l: typeof L,
    ) => unknown
  )(L);

describe("reported calls come out true", () => {
  it("are all of the list", () => {
    const rows = cases.flatMap(({ row }) => row ?? []);
    expect(rows).toEqual(Array.from({ length: 119 }, (_, i) => i + 1));
  });

  const named = cases.map((one) => [`${one.row ?? "further"}: ${one.code}`, one] as const);
  it.each(named)("%s", (_, { code, truth, tolerance }) => {
    if (typeof truth === "string") {
      expect(() => run(code)).toThrow(L.DomainError);
      expect(() => run(code)).toThrow(truth);
      return;
    }
    const value = run(code);
    const expected = typeof truth === "number" ? [truth] : truth;
    const given = typeof value === "number" ? [value] : Array.from(value as ArrayLike<number>);
    expect(given).toHaveLength(expected.length);
    expected.forEach((t, k) => {
      const error = t === given[k] ? 0 : Math.abs(given[k]! - t) / Math.abs(t);
      expect(error, `${given[k]} for ${t}`).toBeLessThanOrEqual(tolerance ?? 1e-12);
    });
  });
});
