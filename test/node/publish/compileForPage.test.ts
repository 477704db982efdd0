import { expect, it } from "vitest";
import { compileForPage } from "../../../src/node/publish/compileForPage.js";
import { linesIn, parseCell } from "../../../src/page/worker/rewrite/stripTypes.js";

/** Each line of the compiled cell that holds `mark`, with the cell's line that it is said to come from. */
function linesWith(source: string, mark: RegExp): (readonly [string, number])[] {
  const compiled = compileForPage(source)!;
  const from = linesIn(compiled)!;
  return compiled
    .split("\n")
    .slice(0, -1)
    .flatMap((line, at) => {
      const found = mark.exec(line)?.[0];
      return found === undefined ? [] : [[found, from[at]!] as const];
    });
}

it("a cell that a page can read needs no help, and one that nobody can read gets none", () => {
  for (const source of [
    "const a: number = 1;",
    "const namespace = 1; namespace;",
    "namespace A { export const b = ; }",
  ])
    expect(compileForPage(source)).toBe(undefined);
});

it("each line of a compiled cell says which line of the cell it comes from", () => {
  const source = `namespace A {\n  export const one = 1;\n\n  export const two = 2;\n}\nA.two;`;
  expect(linesWith(source, /one = 1|two = 2|^A\.two/)).toEqual([
    ["one = 1", 2],
    ["two = 2", 4],
    ["A.two", 6],
  ]);
});

it("also after a gap of many lines", () => {
  for (const gap of [15, 16, 17, 600]) {
    const source = `namespace A {\n  export const one = 1;${"\n".repeat(gap)}  export const two = 2;\n}`;
    expect(linesWith(source, /one = 1|two = 2/)).toEqual([
      ["one = 1", 2],
      ["two = 2", 2 + gap],
    ]);
  }
});

it("an indented line comes from where its own text stands, not from where the line before it ended", () => {
  const source = `class A {\n  @first()\n  a = 1;\n\n  b = 2;\n\n  go() {\n    boom();\n  }\n}\n"end";`;
  // The decorators of a class are called after it.
  expect(linesWith(source, /a = 1|b = 2|go\(\)|boom\(\)|first\(\)|\], A|"end"/)).toEqual([
    ["a = 1", 3],
    ["b = 2", 5],
    ["go()", 7],
    ["boom()", 8],
    ["first()", 2],
    // Its name stands in line 1, and the field in line 3.
    ["], A", 2],
    ['"end"', 11],
  ]);
});

it("lines that the compiler adds come from the line before them, at first from line 1", () => {
  const compiled = compileForPage("\n\nclass A {\n  @first()\n  a = 1;\n}")!;
  expect(compiled.split("\n")[0]).toMatch(/^var __defProp/);
  expect(linesIn(compiled)![0]).toBe(1);
});

it.each([
  "class A {\n  accessor x = 1;\n}\nnew A().x;",
  "const seen = (target: object, name: string) => {};\nclass A {\n  @seen x = 1;\n}",
  "namespace A {\n  export class B {\n    accessor x = 1;\n  }\n}",
])("what comes out is read by a page: %s", (source) => {
  const compiled = compileForPage(source)!;
  expect(() => parseCell(compiled)).not.toThrow();
});
