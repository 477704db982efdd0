import { describe, expect, it } from "vitest";
import { format, markdown } from "../../src/lesson/format.js";
import { DomainError } from "../../src/math/numeric/domainError.js";

describe("format", () => {
  it("prints four significant digits, or as many as asked, without trailing zeros", () => {
    expect(format(Math.PI)).toBe("3.142");
    expect(format(0.5)).toBe("0.5");
    expect(format(123456.789, 6)).toBe("123457");
    expect(format(4.248354255291589e-18, 3)).toBe("4.25e-18");
    expect(format(1e22, 2)).toBe("1e+22");
    // A count is never rounded, nor what stands before the point.
    expect(format(150123)).toBe("150123");
    expect(format(-1234567.8)).toBe("-1234568");
    expect(format(37, 1)).toBe("37");
    expect(format(2 ** 53 - 1)).toBe("9007199254740991");
    expect(format(2 ** 53 + 2)).toBe("9007000000000000");
  });
  it("prints minus zero as zero and the infinities as signs", () => {
    expect(format(-0)).toBe("0");
    expect(format(-Infinity)).toBe("-∞");
    expect(format(NaN)).toBe("NaN");
  });
  it("prints lists", () => {
    expect(format([1 / 3, 2 / 3], 2)).toBe("[0.33, 0.67]");
    expect(format(new Float64Array([1, -0]))).toBe("[1, 0]");
    expect(format(Int32Array.of(1, 2))).toBe("[1, 2]");
    expect(format`${Float32Array.of(0.5)}`).toBe("[0.5]");
  });
  it("is a template", () => {
    expect(format`H = ${Math.LN2} nats, p = ${[0.5, 0.5]}, ${"ok"}`).toBe(
      "H = 0.6931 nats, p = [0.5, 0.5], ok",
    );
  });
  it("refuses more digits than are stable across engines", () => {
    expect(() => format(1, 7)).toThrow(DomainError);
    expect(() => format(1, 7)).toThrow("digits must be a whole number from 1 to 6, got 7");
    expect(() => format(1, 2.5)).toThrow("got 2.5");
  });
});

describe("markdown", () => {
  it("keeps TeX as written and takes off the common indentation", () => {
    const bundle = markdown`
      The loss is $\ln 2$ = **${Math.LN2}**.
        - more
    `;
    expect(bundle["text/markdown"]).toBe("The loss is $\\ln 2$ = **0.6931**.\n  - more");
  });
});
