import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parityError } from "../../fixtures/evaluateParity.mjs";
import type { ParityCase } from "../../fixtures/evaluateParity.mjs";
import * as losses from "../../../src/math/losses/index.js";

const fixture = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "pytorchParity.json"), "utf8"),
) as { made: string; cases: ParityCase[] };

// The other 1,920 of 2,000: npm run accuracy -- --parity.
it(`agrees with ${fixture.made} in value and gradient over all options`, () => {
  expect(new Set(fixture.cases.map((case_) => case_.f)).size).toBe(9);
  for (const case_ of fixture.cases) {
    expect(parityError(losses, case_), JSON.stringify(case_)).toBeLessThanOrEqual(1e-12);
  }
});
