import { expect, it } from "vitest";
import { whyTooCostly } from "../../src/report/markdown/bounds.js";

const costly = (source: string): boolean => whyTooCostly(source) !== undefined;

it.each(["[a](<b ", "<! ", "<!-- ", "<? ", "[^1] ", "*a ", "**a _b ", "~~a ", "> ", "[", "]", "*"])(
  "a crowd of %j is too costly for the Markdown parser",
  (piece) => {
    expect(costly(piece.repeat(Math.floor(100_000 / piece.length)))).toBe(true);
  },
);

it.each([
  ["lazy quotations", "> > > a\nb\n", 2000],
  ["quotations in a list", "- > a\n", 2000],
  ["lists in a quotation in a list", "> - > a\n", 2000],
  ["many marks on a line", "- - - - - - - - a\n", 1000],
  ["quotations between lists", "- a\n\n> b\n\n", 1500],
  ["paragraphs between lists", "- a\n\nb\n\n", 1500],
  ["HTML that never ends", "<div>\n\n", 400],
] as const)("%s end too often", (_, piece, count) => {
  expect(costly(piece.repeat(count))).toBe(true);
  expect(costly(piece.repeat(count / 10))).toBe(false);
});

it.each(["> a\n", "- a\n", "- > a\n", "[^a]: b\n"])(
  "%j goes on for many lines without its mark",
  (first) => {
    expect(whyTooCostly(`text\n\n${first}${"b\n".repeat(2500)}`)).toEqual({
      line: 3,
      what: "goes on in a quotation or a list for more than 2,000 lines without its mark",
    });
    expect(costly(first + "b\n".repeat(1900))).toBe(false);
    expect(costly(first + "b\n\n".repeat(2500))).toBe(false);
  },
);

it("emphasis in emphasis is too deep, one beside another is not", () => {
  expect(costly("*a ".repeat(600) + "b* ".repeat(600))).toBe(true);
  expect(costly("*a ".repeat(400) + "b* ".repeat(400))).toBe(false);
  expect(costly("*a b* ".repeat(3000))).toBe(false);
});

it("says in which line what was too much", () => {
  expect(whyTooCostly(`a\n\nb\n\n${"[ ".repeat(3000)}`)).toEqual({
    line: 5,
    what: "has 3,000 opening brackets, more than 2,000, in a paragraph",
  });
  expect(whyTooCostly(`a\n${"<b>".repeat(400)}`)).toEqual({
    line: 2,
    what: "nests HTML more than 300 deep",
  });
});

it("so are tables whose rows are filled up to the columns of the line of dashes", () => {
  const wide = `${"|a".repeat(300)}|\n${"|-".repeat(300)}|\n`;
  expect(costly(wide + "|\n".repeat(100))).toBe(true);
  expect(costly(`> ${wide.replaceAll("\n", "\n> ")}${"|\n> ".repeat(100)}`)).toBe(true);
  expect(costly(wide + "|\n".repeat(30))).toBe(false);
  expect(costly(`|a|b|\n|-|-|\n${"|1|2|\n".repeat(2000)}`)).toBe(false);
  expect(costly(`${wide}\n${"a\n".repeat(1000)}`)).toBe(false);
});

it.each([
  ["*a", 8000],
  ["[a", 2000],
  ["](<", 300],
  ["<!", 500],
] as const)("as many of %j as %d in a paragraph are not", (piece, most) => {
  expect(costly(piece.repeat(most))).toBe(false);
  expect(costly(piece.repeat(most + 1))).toBe(true);
  expect(costly(`${piece.repeat(most)}\n\n${piece.repeat(most)}`)).toBe(false);
});

it.each([
  "a *b* **c** [d](e) ".repeat(500),
  "| **a** | [b](c) |\n".repeat(500),
  "A paragraph.\n\n".repeat(10_000),
  "- An item that goes on\nin the next line\n".repeat(300),
  "1. a\n   - b\n   - c\n2. d\n".repeat(200),
  "> [!NOTE]\n> a\n\nb\n\n".repeat(300),
  "<div><p>a</p><br><ul><li>b<li>c</ul></div>\n".repeat(300),
  "x".repeat(299_999),
])("what people write is not: %.20s", (source) => {
  expect(costly(source)).toBe(false);
});
