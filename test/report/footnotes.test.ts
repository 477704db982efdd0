import { describe, expect, it } from "vitest";
import { footnotesIn, withFootnotes } from "../../src/report/markdown/footnotes.js";

const found = (...sources: string[]): [string, string][] => [...footnotesIn(sources)];

describe("footnotes of other cells", () => {
  it.each([
    ["a line", "text\n\n[^1]: One.", [["1", "[^1]: One."]]],
    ["a name in any case", "[^Long-Name]: One.", [["long-name", "[^Long-Name]: One."]]],
    ["lines that go on", "[^1]: One\ntwo\n\n    three\n", [["1", "[^1]: One\ntwo\n\n    three"]]],
    ["up to the next paragraph", "[^1]: One\n\nText\n\nmore", [["1", "[^1]: One"]]],
    ["one after the other", "[^a]: A\n[^b]: B", [["a", "[^a]: A"], ["b", "[^b]: B"]]],
    ["a little indented", "   [^1]: One", [["1", "   [^1]: One"]]],
    ["no code", "    [^1]: One", []],
    ["no label with spaces", "[^a b]: One", []],
    ["a label of a hundred letters", `[^${"a".repeat(100)}]: A`, [["a".repeat(100), `[^${"a".repeat(100)}]: A`]]],
    ["none longer", `[^${"a".repeat(101)}]: A`, []],
    ["no link", "[1]: https://x.org", []],
  ])("are %s", (_, source, expected) => {
    expect(found(source)).toEqual(expected);
  }); // prettier-ignore

  it("are the first of a label, and none beyond 5000 characters", () => {
    expect(found("[^1]: first\n[^1]: second", "[^1]: third")).toEqual([["1", "[^1]: first"]]);
    const long = (length: number): string => `[^1]: ${"a".repeat(length - 6)}`;
    expect(found(long(5000))).toHaveLength(1);
    expect(found(long(5001))).toEqual([]);
  });

  it("follow the text that names them, once, where it has none of its own", () => {
    const definitions = new Map([
      ["1", "[^1]: One."],
      ["b", "[^B]: Two."],
    ]);
    expect(withFootnotes("a[^1] b[^B] c[^1]", definitions)).toBe(
      "a[^1] b[^B] c[^1]\n\n[^1]: One.\n\n[^B]: Two.",
    );
    for (const alone of ["a", "a[^2]", "a[^1]\n\n[^1]: Own.", "[^1]:"])
      expect(withFootnotes(alone, definitions)).toBe(alone);
    expect(withFootnotes("a[^1]", new Map())).toBe("a[^1]");
  });
});
