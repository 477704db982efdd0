import { expect, it } from "vitest";
import { lineOf } from "../../src/report/markdown/pageLinks.js";
import { extractFormulas } from "../../src/report/mathematics/extractFormulas.js";

/** The formulas of a Markdown text, a display one between double dollars. */
const formulas = (text: string): string[] =>
  extractFormulas(text, true).formulas.map(({ tex, display }) =>
    display ? `$$${tex}$$` : `$${tex}$`,
  );

it.each([
  // A dollar pair closes no inline formula, and one dollar closes no display one.
  ["$a$$b$", ["$a$", "$b$"]],
  ["$$a$ b$$", ["$$a$ b$$"]],
  ["$a\\$b$", ["$a\\$b$"]],
  ["$\\text{a $b$ c}$", ["$\\text{a $b$ c}$"]],
  ["$x", []],
  ["$$x$", []],
  ["x$", []],
  ["a (b) [c] {d}", []],
  ["(x] and [y)", []],
  ["\\$a$ and b$", []],
])("%s", (text, expected) => {
  expect(formulas(text)).toEqual(expected);
});

it("a formula may nest a hundred braces, and no more", () => {
  const nested = (depth: number): string => `$${"{".repeat(depth)}x${"}".repeat(depth)}$`;
  expect(formulas(nested(100))).toHaveLength(1);
  expect(formulas(nested(101))).toHaveLength(0);
});

it("a formula with a blank line in it begins its line, however long the text before is", () => {
  const display = "$$\na\n\nb\n$$\n";
  for (const before of ["", "x\n", `${"x".repeat(500)}\n`, `${"x ".repeat(90)}\n> `])
    expect(formulas(before + display), before.slice(-5)).toHaveLength(1);
  for (const before of ["x ", "x".repeat(500)]) expect(formulas(before + display)).toHaveLength(0);
});

it("the line of an address is counted from 1, and there is none where it stands nowhere", () => {
  expect(lineOf("a\nb [x](y)", "y")).toBe(2);
  expect(lineOf("y", "y")).toBe(1);
  expect(lineOf("a\nb", "y")).toBeUndefined();
});
