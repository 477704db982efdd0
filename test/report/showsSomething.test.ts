import { describe, expect, it } from "vitest";
import { showsSomething } from "../../src/report/markdown/showsSomething.js";
import { sanitizedTree } from "../../src/report/sanitize.js";

const shows = (markup: string): boolean => showsSomething(sanitizedTree(markup));

// The phrasing elements of HTML that the sanitiser keeps and that have no box of their own.
const inline = ["a", "abbr", "b", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var"]; // prettier-ignore

describe.each(inline)("an empty <%s>", (name) => {
  it("shows nothing by its ground and height alone, and something by a padding at its side", () => {
    const styled = (style: string): string =>
      `<${name} style="background: red; ${style}"></${name}>`;
    expect(shows(styled("height: 9px"))).toBe(false);
    expect(shows(styled("padding-left: 9px"))).toBe(true);
  });
});

it("an empty box with a ground and a height is seen", () => {
  expect(shows('<div style="background: red; height: 9px"></div>')).toBe(true);
  expect(shows('<div style="background: red; height: 0px"></div>')).toBe(false);
});
