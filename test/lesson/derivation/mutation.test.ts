import { describe, expect, it } from "vitest";
import { nat, positive, real, simplex } from "../../../src/lesson/expression/index.js";
import { spread } from "../../sample.js";
import { equivalents, keyOf, testThatChangesAreNoticed } from "./changesNoticed.js";
import { corpus } from "./corpus/index.js";
import { changesOf } from "./mutation/mutate.js";

describe("changes to a derivation", () => {
  // Those to all of them, and that no change is listed that is made no more: test/sweeps/derivations.test.ts.
  testThatChangesAreNoticed(spread(corpus, 10));

  it("that change nothing are listed, each with its reason", () => {
    const anchors = new Set(corpus.map((spec) => spec.anchor));
    expect(equivalents.length).toBeGreaterThan(0);
    expect(new Set(equivalents.map((one) => `${one.from} ${keyOf(one)}`)).size).toBe(
      equivalents.length,
    );
    for (const equivalent of equivalents) {
      if (equivalent.from === "corpus") expect(anchors).toContain(equivalent.derivation);
      const points = /equal to .* at (\d+) fresh points/.exec(equivalent.reason)?.[1];
      const exact = equivalent.reason.includes("30 digits");
      // Why, in words, and not only that it is so.
      expect(equivalent.reason, keyOf(equivalent)).toMatch(/^[a-z][^:]{10,}: equal to /);
      expect(Number(points), keyOf(equivalent)).toBeGreaterThanOrEqual(exact ? 1000 : 100);
    }
  });

  it("are not made where they leave a true claim of the step's own kind", () => {
    const made = (text: string) =>
      changesOf({
        anchor: "own-kind",
        quantities: {
          x: positive,
          y: real,
          m: real,
          c: positive,
          K: nat(2, 4),
          p: simplex("K", { open: true }),
        },
        text,
      }).map(({ step, mutant }) => `${step}: ${mutant}`);
    const bound = made("A bound\nln x\n< 2 x; looser, but true");
    expect(bound).not.toContain("1: 3 x");
    expect(bound).toContain("1: x");
    expect(bound).toContain("0: \\log_2 x");
    const constant = made("A constant\n(y − m)^2 + c\n≐[m] (y − m)^2 + 3; no m in it");
    expect(constant).not.toContain("1: (y-m)^{2}+4");
    expect(constant).toContain("1: (y-m)^{3}+3");
    const factor = made("A factor\nc exp(−m)\n∝[m] 2 exp(−m); no m in it");
    expect(factor).not.toContain("1: 3\\,e^{-m}");
    expect(factor).toContain("1: 2\\,e^{m}");
    const minimiser = made("A minimiser\nargmin[m] (y − m)^2 c\n= argmin[m] c (y − m)^2; the same");
    expect(minimiser).not.toContain("1: \\operatorname*{arg\\,min}_{m}\\;(y-m)^{2}");
    expect(minimiser.some((change) => change.includes("(y+m)^{2}"))).toBe(true);
    const equality = made("An equality\n2 x\n= x + x; no room");
    expect(equality).toContain("0: 3 x");
    const weaker = made("Weaker\n(y − m)^2 + c\n≐[m] (y − m)^2; always smaller");
    expect(weaker).not.toContain("1: ≐ → >");
    expect(weaker).toContain("1: ≐ → <");
  });
});
