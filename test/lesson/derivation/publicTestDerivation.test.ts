import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as notebook from "../../../src/notebook.js";
import type { DerivationSpec } from "../../../src/notebook.js";

const { DerivationError, nat, simplex, testDerivation } = notebook;

/** The example of docs/derivations.md, with another line below its first. */
function example(step: string): DerivationSpec {
  return {
    anchor: "code",
    quantities: { K: nat(2, 6), p: simplex("K", { open: true }) },
    text: `
      Entropy is the expected code length
      H(p)
      ${step}
    `,
  };
}

describe("testDerivation of lossbook/notebook", () => {
  it("says how each step was tested, and needs no Runtime", () => {
    const data = testDerivation(example("= −Σ[k=1..K] p[k] ln p[k]"));
    expect(data.points).toBe(200);
    expect(data.steps).toMatchObject([{ relation: "=", points: 200, tested: "random points" }]);
  });

  it("throws at a step that does not hold, with the point", () => {
    const test = (): unknown => testDerivation(example("= −Σ[k=1..K] p[k] ln (p[k] + 0.01)"));
    expect(test).toThrow(DerivationError);
    expect(test).toThrow(/step 1: the two lines differ[^]*at K = \d/);
  });

  it("takes the options of derive", () => {
    const spec = { ...example("= c(p)"), where: { "c(v)": "−Σ[k=1..K] v[k] ln v[k]" }, points: 20 };
    expect(testDerivation(spec).points).toBe(20);
  });

  it("does what its example in the documentation says", () => {
    const text = readFileSync(new URL("../../../docs/derivations.md", import.meta.url), "utf8");
    const [, block = ""] = /```ts\n(import [^`]*testDerivation[^]*?)```/.exec(text) ?? [];
    const body = block.replace(/^import .*$/m, "");
    const run = new Function("nat", "simplex", "testDerivation", "test", "expect", body);
    const names: string[] = [];
    run(
      nat,
      simplex,
      testDerivation,
      (name: string, check: () => void) => {
        names.push(name);
        check();
      },
      expect,
    );
    expect(names).toEqual(["entropy is the expected code length"]);
  });
});
