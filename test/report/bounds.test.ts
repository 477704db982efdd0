import { expect, it } from "vitest";
import { isTooCostly } from "../../src/report/markdown/bounds.js";

it.each(["[a](<b ", "<! ", "<!-- ", "<? ", "[^1] ", "*a ", "**a _b ", "~~a ", "> ", "[", "*"])(
  "a crowd of %j is too costly for the Markdown parser",
  (piece) => {
    expect(isTooCostly(piece.repeat(Math.floor(100_000 / piece.length)))).toBe(true);
  },
);

it("so are tables whose rows are filled up to the columns of the line of dashes", () => {
  const wide = `${"|a".repeat(300)}|\n${"|-".repeat(300)}|\n`;
  expect(isTooCostly(wide + "|\n".repeat(100))).toBe(true);
  expect(isTooCostly(`> ${wide.replaceAll("\n", "\n> ")}${"|\n> ".repeat(100)}`)).toBe(true);
  expect(isTooCostly(wide + "|\n".repeat(30))).toBe(false);
  expect(isTooCostly(`|a|b|\n|-|-|\n${"|1|2|\n".repeat(2000)}`)).toBe(false);
  expect(isTooCostly(`${wide}\n${"a\n".repeat(1000)}`)).toBe(false);
});

it.each([
  ["*a", 8000],
  ["[a", 2000],
  ["](<", 300],
  ["<!", 500],
] as const)("as many of %j as %d in a paragraph are not", (piece, most) => {
  expect(isTooCostly(piece.repeat(most))).toBe(false);
  expect(isTooCostly(piece.repeat(most + 1))).toBe(true);
  expect(isTooCostly(`${piece.repeat(most)}\n\n${piece.repeat(most)}`)).toBe(false);
});

it.each([
  "a *b* **c** [d](e) ".repeat(500),
  "| **a** | [b](c) |\n".repeat(500),
  "A paragraph.\n\n".repeat(10_000),
  "x".repeat(299_999),
])("what people write is not: %.20s", (source) => {
  expect(isTooCostly(source)).toBe(false);
});
