import { describe, expect, it } from "vitest";
import { render, shown } from "./render.js";

const text = async (...markdown: string[]) => (await render({ markdown })).article.text;

describe("prose", () => {
  it("sets mathematics in the line and on lines of its own, with MathML beside it", async () => {
    const html = await text("a $x^2$ b\n\n$$y$$\n\n\\begin{align}z&=1\\end{align}");
    expect(html.match(/<math /g)).toHaveLength(3);
    expect(html.match(/class="equation"/g)).toHaveLength(2);
  });

  it("shows a formula with an error as its source", async () => {
    expect(await text("$\\frac{x$")).toContain('<code class="tex-error"');
  });

  it("makes callouts of GitHub's marks and leaves other quotations alone", async () => {
    const html = await text("> [!TIP]\n> Do this.\n\n> A quotation.");
    expect(html).toContain('<div class="callout callout-tip" role="note">');
    expect(html).toContain("<p>Do this.</p>");
    expect(html).toContain("<blockquote>");
  });

  it("gives every heading an anchor of its own, prefixed", async () => {
    const html = await text("## Same\n\n## Same");
    expect(html).toContain('id="n-same"');
    expect(html).toContain('id="n-same-1"');
  });

  it("lets every cell be linked to by its id, after headings of that name", async () => {
    const html = await text("## m1", "second", "third");
    expect(html).toMatch(/<h2 id="n-m1"/);
    expect(html).not.toMatch(/<section id="n-m1"/);
    expect(html).toMatch(/<section id="n-m2" class="cell prose"/);
  });

  it("keeps the footnotes of two cells apart", async () => {
    const html = await text("a[^1]\n\n[^1]: first", "b[^1]\n\n[^1]: second");
    const ids = [...html.matchAll(/id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it("leads to another notebook's page where there is one, and nowhere else", async () => {
    const { article } = await render(
      { markdown: ["[a](06-binary.ipynb#From-likelihood) [b](other.ipynb) [c](../secret.txt)"] },
      { link: (path) => (path === "06-binary.ipynb" ? "06-binary.html" : undefined) },
    );
    expect(article.text).toContain('href="06-binary.html#n-from-likelihood"');
    expect(article.text.match(/<a /g)).toHaveLength(1);
  });

  it("takes a picture through the options only, and never from the network", async () => {
    const { article } = await render(
      { markdown: ["![in](a.png) ![out](https://example.org/b.png)"] },
      { picture: (path) => (path === "a.png" ? "data:image/png;base64,AAAA" : undefined) },
    );
    expect(article.text).toContain('<img src="data:image/png;base64,AAAA" alt="in">');
    expect(article.text).not.toContain("example.org");
  });
});

describe("code and outputs", () => {
  it("colours code and escapes it", async () => {
    const { article } = await render({ code: 'const a = "<b>";', outputs: [] });
    expect(article.text).toContain('<span class="k">const</span>');
    expect(article.text).toContain("&lt;b&gt;");
  });

  it("folds an output of more than 40 lines and loses none of them", async () => {
    const lines = Array.from({ length: 41 }, (_, index) => `line ${index}`).join("\n");
    const { article } = await render({
      outputs: [{ output_type: "stream", name: "stdout", text: lines }],
    });
    expect(article.text).toContain('<details class="folded">');
    expect(article.text).toContain("line 40");
  });

  it("prefers the richest type it can show", async () => {
    const { article } = await render({
      outputs: [shown({ "text/plain": "plain", "text/html": "<b>rich</b>", "text/latex": "$x$" })],
    });
    expect(article.text).toContain("<b>rich</b>");
    expect(article.text).not.toContain("plain");
  });

  it("falls back where its own type is not what it says", async () => {
    const { article } = await render({
      outputs: [
        shown({
          "application/vnd.lossbook.derivation+json": { version: 1 },
          "text/plain": "plain",
        }),
      ],
    });
    expect(article.text).toContain("plain");
  });

  it.each([
    ["remove-cell", ["secret", "out"], []],
    ["remove_input", ["secret"], ["out"]],
    ["remove-output", ["out"], ["secret"]],
    ["remove-stdout", ["out"], ["secret"]],
    ["hide-input", [], ["secret", "out", "hidden-part"]],
  ])("honours the tag %s", async (tag, gone, kept) => {
    const { article } = await render({
      code: "secret",
      outputs: [{ output_type: "stream", name: "stdout", text: "out" }],
      tags: [tag],
    });
    for (const word of gone) expect(article.text).not.toContain(word === "out" ? ">out<" : word);
    for (const word of kept) expect(article.text).toContain(word);
  });
});

describe("what a page must bring", () => {
  it.each([
    [["scatter"], "basic"],
    [["heatmap", "bar"], "cartesian"],
    [["surface"], "gl3d"],
    [["surface", "heatmap"], "full"],
    [["sankey"], "full"],
    [["choroplethmap"], undefined],
  ] as const)("for %j the Plotly bundle is %s", async (types, bundle) => {
    const figure = { data: types.map((type) => ({ type })), layout: {} };
    const report = await render({
      outputs: [shown({ "application/vnd.plotly.v1+json": figure, "text/plain": "a figure" })],
    });
    expect(report.plotly).toBe(bundle);
  });

  it("names exactly the fonts that the formulas use", async () => {
    expect((await render({ markdown: ["no formula"] })).fonts).toEqual([]);
    expect((await render({ markdown: ["$x$"] })).fonts).toEqual([
      "KaTeX_Main-Regular",
      "KaTeX_Math-Italic",
    ]);
    expect((await render({ markdown: ["$\\mathbb{R}$ $$\\sum$$"] })).fonts).toEqual([
      "KaTeX_Main-Regular",
      "KaTeX_AMS-Regular",
      "KaTeX_Size2-Regular",
    ]);
  });

  it("takes the title from the first heading and the summary from the first prose", async () => {
    const report = await render({ markdown: ["# Entropy of $p$\n\nHow *surprised* are we?"] });
    expect(report.title).toBe("Entropy of p");
    expect(report.summary).toBe("How surprised are we?");
  });

  it("takes an opening question for the summary, but no callout", async () => {
    const question = await render({
      markdown: ["# Losses\n\n> Which one,\n> and *why*?\n\nProse."],
    });
    expect(question.summary).toBe("Which one, and why?");
    const code = await render({ markdown: ["# Losses\n\n> You _typed_ `f(a_b, c*d)` or a_b."] });
    expect(code.summary).toBe("You typed f(a_b, c*d) or a_b.");
    const callout = await render({ markdown: ["# Losses\n\n> [!NOTE]\n> Mind.\n\nProse."] });
    expect(callout.summary).toBe("Prose.");
  });
});

it("lets a long name in a table break between its words, and no short one", async () => {
  const { article } = await render({
    outputs: [
      shown({
        "text/html":
          "<table><tr><td>binaryCrossEntropyWithLogits</td><td>logCosh</td></tr></table>",
      }),
    ],
  });
  expect(article.text).toContain(
    "<td>binary<wbr>Cross<wbr>Entropy<wbr>With<wbr>Logits</td><td>logCosh</td>",
  );
});

it("leaves no header of a table empty", async () => {
  const { article } = await render({
    outputs: [shown({ "text/html": "<table><tr><th></th><th>loss</th></tr></table>" })],
  });
  expect(article.text).toContain("<td></td><th>loss</th>");
});
