import { expect, it } from "vitest";
import { isTooCostly } from "../../src/report/markdown/bounds.js";

it.each(["[a](<b ", "<! ", "<!-- ", "<? ", "[^1] ", "*a ", "**a _b ", "~~a ", "> ", "[", "*"])(
  "a crowd of %j is too costly for the Markdown parser",
  (piece) => {
    expect(isTooCostly(piece.repeat(Math.floor(100_000 / piece.length)))).toBe(true);
  },
);

it.each([
  "a *b* **c** [d](e) ".repeat(500),
  "| **a** | [b](c) |\n".repeat(500),
  "A paragraph.\n\n".repeat(10_000),
  "x".repeat(299_999),
])("what people write is not: %.20s", (source) => {
  expect(isTooCostly(source)).toBe(false);
});
