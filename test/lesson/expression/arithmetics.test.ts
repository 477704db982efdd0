import { describe, expect, it } from "vitest";
import { newArithmetics, type Arithmetics } from "../../../src/lesson/expression/arithmetics.js";
import { compile } from "../../../src/lesson/expression/compile.js";
import { newScope } from "../../../src/lesson/expression/scope.js";
import { EffortError, TermBudget } from "../../../src/lesson/expression/effort.js";
import { parseExpression } from "../../../src/lesson/expression/parse.js";

const compiled = (text: string, { float }: Arithmetics): (() => number) => {
  const tree = parseExpression(text, { values: new Set(), callables: new Set() });
  const { run } = compile(tree, newScope(), float);
  return () => run([]) as number;
};

describe("arithmetics", () => {
  it("keep their own account of what sums lose", () => {
    const one = newArithmetics();
    const other = newArithmetics();
    compiled("1000 − 999", one)();
    compiled("3 + 4", other)();
    expect(one.float.losses().rounding).toBe(2e-15 * 1000);
    expect(other.float.losses().rounding).toBe(2e-15 * 4);
    one.float.forgetLosses();
    expect(one.float.losses().rounding).toBe(0);
    expect(other.float.losses().rounding).toBe(2e-15 * 4);
  });

  it("leave the terms inside an integral out, and keep its size", () => {
    const { float } = newArithmetics();
    const one = newArithmetics();
    expect(compiled("∫[x=0..2] (x + 5)", one)()).toBeCloseTo(12, 12);
    expect(one.float.losses()).toEqual({
      largestTerm: 0,
      rounding: 0,
      quadrature: expect.closeTo(1.2e-10, 20) as number,
      overflowed: false,
    });
    float.term(-7);
    float.term(Infinity);
    expect(float.losses().rounding).toBe(2e-15 * 7);
  });

  it("spend of the budget that they were given, each for itself", () => {
    const limited = newArithmetics(new TermBudget(100));
    const sum = compiled("Σ[k=1..60] k", limited);
    expect(sum()).toBe(1830);
    expect(sum).toThrow(EffortError);
    expect(compiled("Σ[k=1..60] k", newArithmetics())()).toBe(1830);
  });

  it("count a term of 60 digits as twenty", () => {
    const { decimal } = newArithmetics(new TermBudget(100));
    decimal.spendTerms(5);
    expect(() => {
      decimal.spendTerms(1);
    }).toThrow(/more than 100 terms/);
  });

  it("say what 60 digits lost: of the largest term, and to 0", () => {
    const { decimal, float } = newArithmetics();
    const sum = decimal.adding(
      () => decimal.of(1e20),
      () => decimal.of(-1),
    );
    expect(sum(undefined).toPrecision(20)).toBe("99999999999999999999");
    expect(Math.round(decimal.losses().rounding.log10())).toBe(-30);
    expect(decimal.losses().overflowed).toBe(false);
    decimal.exp(decimal.parse("-1e30"));
    expect(decimal.losses().overflowed).toBe(true);
    expect(decimal.isNearlyLost).toBeUndefined();
    expect([1e-301, 1, 1e301, NaN].map((x) => float.isNearlyLost!(x))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});
