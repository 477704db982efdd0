import { describe, expect, it } from "vitest";
import { reading } from "./readFormulas.js";
import { render, shown } from "./render.js";

const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Others of the kinds of `test/fixtures/cases`: the formulas that a page sets, cell by cell. */
const formulas: readonly (readonly [kind: string, markdown: readonly string[], set: readonly string[]])[] = [
  ["a line that ends in $$", ["text $$a\n+b$$ more *em*"], ["d:a\n+b"]],
  ["$$ in a list, a quotation, a table", ["- $$a$$\n\n> $$b$$\n\n|x|\n|-|\n|$$c$$|"], ["d:a", "d:b", "d:c"]],
  ["three with text between", ["$$a$$ and\n$$\nb\n$$\nand $$c\n$$"], ["d:a", "d:b", "d:c"]],
  ["HTML around formulas", ["<center>$$x$$</center>\n\n<dl><dt>$d_1$</dt></dl>\n\n<div>\n\n$b_1$ *em*\n\n</div>"], ["d:x", "i:d_1", "i:b_1"]],
  ["MathJax's delimiters in prose", ["\\\\(a\\\\), \\\\[b\\\\] and \\(c\\)"], ["i:a", "d:b", "i:c"]],
  ["prices of every kind", ["From $5 to $10, US$3, A$4; 5$ or 6$; $1,000.50 and $2m"], []],
  ["a price beside a formula", ["For $20 you get $n$ of them, or $2n$ for $39."], ["i:n", "i:2n"]],
  ["dollars that are escaped", ["\\$5 and \\$6, $\\$7 + x$, `$8$`"], ["i:\\$7 + x"]],
]; // prettier-ignore

describe("others of the same kinds: formulas", () => {
  it.each(formulas)("%s", async (_, markdown, set) => {
    const { article } = await render({ markdown });
    expect(reading(article.text)).toEqual(set);
    expect(article.text).not.toContain("tex-error");
  });

  it.each([
    ["\\def and \\let", ["$$\\def\\E{\\mathbb{E}} \\let\\eps\\varepsilon$$", "# T $\\E[\\eps]$"]],
    ["an operator, starred", ["$\\DeclareMathOperator*{\\argmin}{arg\\,min}$", "$$\\argmin_x f$$"]],
    ["a macro with an optional argument", ["$\\newcommand{\\norm}[2][2]{\\|#2\\|_{#1}}$", "$\\norm{x} \\norm[1]{y}$"]],
    ["environments with stars and numbers", ["\\begin{multline}a\\\\b\\end{multline}\n\n\\begin{flalign}a&=b\\end{flalign}\n\n\\begin{alignat}{2}a&=b\\end{alignat}\n\n\\begin{math}x\\end{math} \\begin{Vmatrix}1\\end{Vmatrix}"]],
  ])("%s: nothing is an error", async (_, markdown) => {
    const { article } = await render({ markdown });
    expect(article.text).not.toMatch(/tex-error|katex-error|var\(--danger\)/);
  }); // prettier-ignore

  it("labels in an align, with tags, before and after", async () => {
    const { article } = await render({
      markdown: [
        "See \\eqref{b}.",
        "\\begin{align}a&=1\\label{a}\\\\b&=2\\tag{B}\\label{b}\\end{align}",
        "And $\\ref{a}$, but \\eqref{none}.",
      ],
    });
    expect(article.text).toContain('<a href="#n-equation-b">(B)</a>');
    expect(article.text).toContain('<a href="#n-equation-a">1</a>');
    expect(article.text).toContain("No equation of this page has the label “none”");
  });
});

describe("others of the same kinds: links, pictures, text", () => {
  it("anchors in every spelling meet their targets, in outputs too", async () => {
    const links = ["Custom", "caf%C3%A9", "div", "sp", "Loss-&-risk", "up", "heading-two", "cell"];
    const { article, deadLinks } = await render({
      markdown: [
        links.map((link) => `[x](#${link})`).join(" "),
        "<h3 id=Custom>X</h3>\n\n## Café\n\n<div id='div'>d</div>\n\n<span id=\"sp\"></span>\n\n## Loss & risk\n\n<A NAME='up'></A>\n\nHeading two\n---",
      ],
      outputs: [shown({ "text/html": '<p id="cell">here</p>' })],
    });
    expect(deadLinks).toEqual([]);
    const ids = [...article.text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const targets = [...article.text.matchAll(/<a href="#([^"]+)">x</g)].map(([, id]) =>
      decodeURIComponent(id ?? ""),
    );
    expect(targets).toHaveLength(links.length);
    for (const target of targets) expect(ids).toContain(target);
  });

  it.each([
    ["**「テスト」**です。", "<strong>「テスト」</strong>です"],
    ["これは**重要**です", "これは<strong>重要</strong>です"],
    ["**注意：**请看", "<strong>注意：</strong>请看"],
    ["~~削除~~です", "<del>削除</del>です"],
    ["**`code`**です", "<strong><code>code</code></strong>です"],
    ["**한국어(ko)**는", "<strong>한국어(ko)</strong>는"],
  ])("%s", async (markdown, html) => {
    expect((await render({ markdown: [markdown] })).article.text).toContain(html);
  });

  it("a footnote of the next cell but one, and one used twice", async () => {
    const { article } = await render({
      markdown: ["One[^a] and[^a].", "between", "[^a]: The *note*.\n\nText."],
    });
    expect(article.text).not.toContain("[^a]");
    expect(article.text.match(/The <em>note<\/em>/g)).toHaveLength(1);
  });

  it.each([
    ["a widget by its text", { "application/vnd.jupyter.widget-view+json": {}, "text/plain": "IntSlider(value=3)" }, "IntSlider(value=3)"],
    ["GeoJSON by its name", { "application/geo+json": { type: "Point" } }, "application/geo+json"],
    ["a data resource by its table", { "application/vnd.dataresource+json": {}, "text/html": "<table><tr><td>t</td></tr></table>" }, "<td>t</td>"],
    ["a sound by its text", { "text/html": "<audio controls src='data:audio/wav;base64,AAAA'></audio>", "text/plain": "Audio object" }, "Audio object"],
    ["an SVG in lines", { "image/svg+xml": ["<svg width='9' height='9'>", "<circle r='5'/></svg>"] }, "<img src=\"data:image/svg+xml"],
    ["a picture beside a script", { "application/javascript": "plot()", "image/png": png }, "<img src=\"data:image/png"],
    ["PDF by its name", { "application/pdf": "JVBERi0=" }, "application/pdf"],
  ])("an output is shown: %s", async (_, data, html) => {
    expect((await render({ outputs: [shown(data)] })).article.text).toContain(html);
  }); // prettier-ignore
});
