import { describe, expect, it } from "vitest";
import { connectPages } from "../../src/report/page/connectPages.js";
import { render } from "./render.js";

/** Every link inside the page, and whether its target is there. */
function links(html: string): string[] {
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size, "every id once").toBe(ids.length);
  return [...html.matchAll(/<a [^>]*?href="#([^"]+)"/g)]
    .map(([, target]) => decodeURI(target!))
    .map((target) => (ids.includes(target) ? target : `dead: ${target}`));
}

describe("a link inside a page meets its target", () => {
  it.each([
    ["as GitHub writes it", "## Loss & risk", "loss--risk"],
    ["as Jupyter writes it", "## Loss & risk", "Loss-&-risk"],
    ["encoded", "## Größe des Verlusts", "Gr%C3%B6%C3%9Fe-des-Verlusts"],
    ["in capitals", "## From likelihood", "From-likelihood"],
    ["with a formula", "## The $\\alpha$ level", "The-\\alpha-level"],
    ["with code", "## `fit(x)` and after", "fitx-and-after"],
    ["by the number of a second heading", "## Same\n\n## Same", "same-1"],
    ["by <a id>", '<a id="Custom_1"></a>text', "Custom_1"],
    ["by <a name>", '<a name="intro"></a>\n\ntext', "intro"],
    ["by the id of an HTML heading", '<h2 id="custom">Html heading</h2>', "custom"],
    ["by the words of an HTML heading", '<h2 id="custom">Html heading</h2>', "html-heading"],
    ["by the id of a paragraph", '<p id="here">text</p>', "here"],
    ["by the id of an author's own footnote", '<sup id="fn1">1</sup>', "fn1"],
    ["as MathJax names an equation", "$$a\\label{eq:loss}$$", "mjx-eqn-eq:loss"],
    ["by an id with a space", '<p id="a b">text</p>', "a%20b"],
    ["by the id of a cell", "text", "m1"],
  ])("%s", async (_, target, fragment) => {
    const { article, deadLinks } = await render({ markdown: [`[go](#${fragment})`, target] });
    const [first] = links(article.text);
    expect(first).toMatch(/^n-/);
    expect(deadLinks).toEqual([]);
  });

  it("or keeps its words and is told of, with cell and line", async () => {
    const { article, deadLinks } = await render({
      markdown: ["text", "one\n\n[go](#nowhere) and [there](../secret.txt)"],
    });
    expect(article.text).toContain("<a>go</a> and <span>there</span>");
    expect(deadLinks).toEqual([
      { cell: 2, line: 3, href: "../secret.txt" },
      { cell: 2, line: 3, href: "#nowhere" },
    ]);
  });

  it("also from an output, and to the top", async () => {
    const { article, deadLinks } = await render({
      markdown: ["## Here"],
      outputs: [
        {
          output_type: "display_data",
          data: { "text/html": '<a href="#here">a</a> <a href="#top">b</a>' },
          metadata: {},
        },
      ],
    });
    expect(article.text).toContain('<a href="#n-here">a</a> <a href="#main">b</a>');
    expect(deadLinks).toEqual([]);
  });

  it("an id that is given twice stays with the first", async () => {
    const { article } = await render({ markdown: ['<p id="a">1</p>', '<p id="a">2</p>', "## a"] });
    expect(links(article.text)).toEqual(["n-a-1"]);
    expect(article.text).toContain('<p id="n-a">1</p>');
    expect(article.text).toContain("<p>2</p>");
  });
});

it("links between pages lead to the place that they mean, and dead ones are told of", async () => {
  const options = { link: (path: string) => path.replace(".ipynb", ".html") };
  const one = await render(
    { markdown: ["[a](two.ipynb#Loss-&-risk) [b](two.ipynb#Custom) [c](two.ipynb#none)"] },
    options,
  );
  const two = await render({ markdown: ['## Loss & risk\n\n<a id="Custom"></a>'] }, options);
  const { reports, dead } = connectPages(
    new Map([
      ["one.html", one],
      ["two.html", two],
    ]),
  );
  const { text } = reports.get("one.html")!.article;
  expect(text).toContain('<a href="two.html#n-loss-risk">a</a>');
  expect(text).toContain('<a href="two.html#n-Custom">b</a>');
  expect(text).toContain('<a href="two.html">c</a>');
  expect(dead).toEqual([{ page: "one.html", cell: 1, line: 1, href: "two.ipynb#none" }]);
});

describe("a footnote", () => {
  it("may be defined in another cell", async () => {
    const { article } = await render({
      markdown: [
        "One[^1] and two[^b].",
        "[^1]: The note.\n    Its second line.\n\n[^b]: Other.\n\nText.",
      ],
    });
    expect(article.text).toMatch(/One<sup>.*The note\.\s+Its second line\./s);
    expect(article.text).toContain("Other.");
    expect(article.text).not.toContain("[^1]");
    for (const link of links(article.text)) expect(link).not.toContain("dead");
  });

  it("of its own cell comes first", async () => {
    const { article } = await render({ markdown: ["a[^1]\n\n[^1]: own", "[^1]: other"] });
    expect(article.text).toContain("own");
    expect(article.text).not.toContain("other");
  });
});
