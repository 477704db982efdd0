import { describe, expect, it } from "vitest";
import { formatNotebook } from "../../src/nbformat/formatNotebook.js";
import { parseNotebook } from "../../src/nbformat/parseNotebook.js";
import { exactJsonText } from "../../src/text/exactJsonText.js";
import { scriptJson } from "../../src/text/scriptJson.js";

describe("JSON that keeps −0", () => {
  it.each([
    [-0, "-0"],
    [[0, -0, 1], "[0,-0,1]"],
    [{ a: [{ b: -0 }], c: "-0" }, '{"a":[{"b":-0}],"c":"-0"}'],
    [{ a: "-0", b: '"-0"', c: -0, d: "-00" }, '{"a":"-0","b":"\\"-0\\"","c":-0,"d":"-00"}'],
    [{ a: 0, b: undefined }, '{"a":0}'],
    [undefined, undefined],
  ])("%j", (value, text) => expect(exactJsonText(value)).toBe(text));

  it("indents as JSON.stringify does", () => {
    expect(exactJsonText({ a: [-0, 1] }, 1)).toBe('{\n "a": [\n  -0,\n  1\n ]\n}');
  });

  it("in a page and in a notebook that is written back", () => {
    expect(scriptJson({ y: [-0, "<"] })).toBe('{"y":[-0,"\\u003c"]}');
    const text = formatNotebook(
      parseNotebook('{"nbformat":4,"nbformat_minor":5,"metadata":{"a":-0.0},"cells":[]}'),
    );
    expect(text).toContain('"a": -0');
  });
});
