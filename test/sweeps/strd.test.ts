// NIST's nonlinear regressions that take a second each; the smaller ones are in test/learn/training/strd.test.ts.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { certifiedDigits } from "../learn/training/strdModels.js";
import type { Certified } from "../learn/training/strdModels.js";

const { nonlinear } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../fixtures/strd.json"), "utf8"),
) as { nonlinear: Certified[] };

it("are all 27", () => expect(nonlinear).toHaveLength(27));

it.each(nonlinear)("$name: nine digits from both starts", (set) => {
  set.starts.forEach((start, which) => {
    const least = Math.min(...certifiedDigits(set, start));
    expect(least, `start ${which + 1}`).toBeGreaterThanOrEqual(9);
  });
});
