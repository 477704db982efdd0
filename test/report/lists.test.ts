import { describe, expect, it } from "vitest";
import { markupOf, sanitizedTree } from "../../src/report/sanitize.js";
import { render, shown } from "./render.js";

// What a list allows is tried entry by entry, written out here: an entry that is lost is seen.

describe("each kind of picture is shown", () => {
  it.each(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"])(
    "%s",
    async (type) => {
      const { article } = await render({ outputs: [shown({ [type]: "AAAA", "text/plain": "x" })] });
      expect(article.text).toContain(`src="data:${type};base64,AAAA"`);
    },
  );
});

describe("each element that speaks is kept", () => {
  it.each(
    "b strong i em u s del ins sub sup small mark kbd samp var code tt dfn q abbr span a p div h2 h3 ul ol li dl dt dd table caption thead tbody tr td th blockquote pre hr br details summary".split(
      " ",
    ),
  )("%s", (name) => {
    const inside = /^(?:td|th)$/.test(name)
      ? `<table><tr><${name}>x</${name}></tr></table>`
      : /^(?:tr|thead|tbody|caption)$/.test(name)
        ? `<table><${name}>${name === "caption" ? "x" : "<tr><td>x</td></tr>"}</${name}></table>`
        : `<${name}>x</${name}>`;
    expect(markupOf(sanitizedTree(inside))).toMatch(new RegExp(`<${name}[ >]`));
  });
});
