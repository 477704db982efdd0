import katex from "katex";
import { describe, expect, it } from "vitest";
import { Space } from "../../../src/lesson/derive/space.js";
import { interval, nat, positive, real, vector } from "../../../src/lesson/expression/index.js";
import { typeset } from "../../../src/lesson/expression/typeset.js";
import { namesFor, readsBack } from "../derivation/readsBack.js";

const space = new Space({
  "a": positive,
  "b": positive,
  "c": positive,
  "x": real,
  "y": real,
  "n": nat(1, 4),
  "K": nat(2, 4),
  "u": vector("K"),
  "v": vector("K"),
  "p": interval(0, 1),
  "μ_0": real,
  "x'": real,
  "margin": real,
});
const tex = (text: string): string => typeset(space.parse(text));
const set = (text: string): string =>
  katex.renderToString(text, { throwOnError: true, strict: "error", displayMode: true });

describe("TeX means what was written", () => {
  it.each([
    "a/b/c",
    "a/(b/c)",
    "(a/b) c",
    "a (b/c)",
    "a/b c",
    "x^(a/b)",
    "x^2^3",
    "(a^b)^c",
    "a^(b^c)",
    "e^(a/b c)",
    "e^((a/b) c)",
    "e^(−a/b/c)",
    "e^(a/(b c))",
    "a^(b/c) c",
    "(−x)^2",
    "−x^2",
    "(x')^2",
    "x'^2",
    "μ_0^2",
    "(x + y)^2",
    "x − (y − a)",
    "x − (−y)",
    "−(x + y)",
    "−(−x)",
    "x (−y)",
    "ln x y",
    "ln(x^2 + 1)",
    "(ln a)^2",
    "ln(a^2)",
    "ln a/b",
    "ln(a/b)",
    "√(x^2 + 1)^3",
    "|x|^2",
    "‖u‖^2",
    "Σ[k=1..K] u[k] v[k]",
    "(Σ[k=1..K] u[k]) x",
    "x Σ[k=1..K] u[k]",
    "Σ[k=1..K] u[k] + x",
    "(Σ[k=1..K] u[k])^2",
    "Π[k=1..n] (x + k)",
    "Σ[k=1..K, k≠n] u[k]",
    "dot(u, v)",
    "dot(u, v)^2",
    "n!",
    "(n + 1)!",
    "n!^2",
    "(2^n)!",
    "choose(n, 2)^2",
    "a/b!",
    "(x > y)",
    "x (x > y)",
    "max(x, y)",
    "ln max(a, b)",
    "∫[t=0..1] x t",
    "x ∫[t=0..1] t^2",
    "(∫[t=0..1] t) x",
    "∫[t=0..1] (t + x)",
    "1e-3 x",
    "2·3",
    "dot(u, v) x",
    "‖u‖^2 x",
    "{x if x > 0; a else}",
    "e^((a/b)/c)",
    "e^(c (a/b))",
    "x^(a/b + c)",
    "x^((a/b)^2)",
    "2^(−3)",
    "x^(1e-3)",
    "margin x",
    "a margin b",
    "σ(x)^2",
    "σ(x)/σ(y)",
    "1/(1 + e^(−x))",
    "e^x e^y",
    "e^(e^x)",
    "exp(x)^2",
    "(1/2) x",
    "1/2 x^2",
    "x/2/a",
    "a^2/b^2",
    "(a/b)^2",
    "(a b)^2",
    "1/a^2",
    "2^(1/2)",
    "ln(1/p)",
    "p^(1 − p)",
    "√a b",
    "√(a b)",
    "√(√a)",
  ])("%s", (text) => {
    const printed = tex(text);
    expect(() => set(printed)).not.toThrow();
    expect(readsBack(space, space.parse(text), printed, namesFor(space))).toBe("the same");
  });
  it("two names that nobody can tell apart in print are refused", () => {
    for (const [a, b] of [
      ["x1", "x_1"],
      ["x₁", "x_1"],
      ["A", "Α"],
      ["a", "а"],
    ] as const) {
      expect(() => new Space({ [a]: real, [b]: real })).toThrow(`${a} and ${b} are printed alike`);
    }
    expect(() => new Space({ x_1: real, x_2: real, X: real })).not.toThrow();
    expect(() => new Space({ x_1: real }, { x1: "x_1^2" })).toThrow("are printed alike");
  });
  it("a reader of print notices a bracket that is missing", () => {
    const written = space.parse("e^((a/b) c)");
    expect(readsBack(space, written, "e^{a/(b c)}", namesFor(space))).toMatch(/^another value/);
    expect(readsBack(space, written, "e^{a/b c}", namesFor(space))).toMatch(/^unreadable/);
    expect(readsBack(space, space.parse("(x + y)^2"), "x+y^{2}", namesFor(space))).toMatch(
      /^another value/,
    );
  });
});
