import { describe, expect, it } from "vitest";
import type { RenderGuard } from "../../src/report/page/renderReport.js";
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

  it("cuts a long summary at a word", async () => {
    const summaryOf = async (prose: string) => (await render({ markdown: [prose] })).summary;
    const whole = "seven77 ".repeat(27) + "four";
    expect(whole).toHaveLength(220);
    expect(await summaryOf(whole)).toBe(whole);
    expect(await summaryOf(`${whole}s`)).toBe(`${whole.slice(0, -5)} …`);
    expect(await summaryOf(`${whole} more`)).toBe(`${whole.slice(0, -5)} …`);
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

describe("a guard", () => {
  const notice = "This cell was too much to set: here is its source.";
  const cut = "The rest was left out of the report; it is in the notebook.";
  const guarding = (guard: Partial<RenderGuard>): { guard: RenderGuard; told: unknown[] } => {
    const told: unknown[] = [];
    return {
      told,
      guard: {
        maySet: () => true,
        maySay: () => true,
        failed: (index, error) => void told.push([index, (error as Error).message]),
        ended: () => void told.push("ended"),
        ...guard,
      },
    };
  };
  const cells = ["# *A*", "*b* <c>", "*d*"];

  it("lets a cell be set, or shows its source", async () => {
    const { guard, told } = guarding({ maySet: (index) => index !== 1 });
    const { article, headings } = await render({ markdown: cells }, { guard });
    expect(article.text).toContain("<em>A</em>");
    expect(article.text).toContain(
      `<section id="n-m1" class="cell" data-cell="m1"><p class="notice">${notice}</p><pre class="code" data-scroll="code"><code>*b* &lt;c&gt;</code></pre></section>`,
    );
    expect(article.text).toContain("<em>d</em>");
    expect(headings).toHaveLength(1);
    expect(told).toEqual(["ended"]);
  });

  it("is asked of each cell's markup by its length", async () => {
    const asked: number[] = [];
    const { guard } = guarding({
      maySay: (index, length) => {
        asked[index] = length;
        return length < 1000;
      },
    });
    const { article } = await render({ markdown: ["*a*", "*b* ".repeat(100)] }, { guard });
    expect(article.text.match(/class="notice"/g)).toHaveLength(1);
    expect(article.text).toContain("<em>a</em>");
    expect(article.text).not.toContain("<em>b</em>");
    expect(asked[0]).toBeLessThan(200);
    expect(asked[1]).toBeGreaterThan(1000);
  });

  it("is told of the error that a cell ends with, which is the report's without it", async () => {
    const { guard, told } = guarding({});
    const picture = (): string => {
      throw new Error("no such disk");
    };
    const parts = { markdown: ["![a](a.png)", "*b*"] };
    const { article } = await render(parts, { guard, picture });
    expect(told).toEqual([[0, "no such disk"], "ended"]);
    expect(article.text).toContain("<code>![a](a.png)</code>");
    expect(article.text).toContain("<em>b</em>");
    await expect(render(parts, { picture })).rejects.toThrow("no such disk");
  });

  it("shows 20,000 characters of a source, and nothing of a cell that its tag removes", async () => {
    const { guard } = guarding({ maySet: () => false });
    const source = async (code: string, tags: readonly string[] = []) =>
      (await render({ code, tags }, { guard })).article.text;
    expect(await source("x".repeat(20_000))).not.toContain(cut);
    const longer = await source(`${"x".repeat(20_000)}y`);
    expect(longer).toContain(`xx</code></pre><p class="notice">${cut}</p></section>`);
    expect(await source("x", ["remove-cell"])).toBe("");
  });
});
