import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PageLinks } from "../../src/report/markdown/pageLinks.js";
import { PageIds } from "../../src/report/markdown/ids.js";
import { renderHtml, renderMarkdown } from "../../src/report/markdown/renderMarkdown.js";
import { markup } from "../../src/report/html.js";
import { extractFormulas } from "../../src/report/mathematics/extractFormulas.js";
import { normalizeDefinitions } from "../../src/report/mathematics/macros.js";
import { PageMathematics } from "../../src/report/mathematics/pageMathematics.js";
import { wordsOf } from "../../src/report/words.js";
import { corpus, type Reading } from "./mathematicsCorpus.js";
import { reading } from "./readFormulas.js";
import { render } from "./render.js";

function context() {
  const ids = new PageIds();
  return {
    ids,
    mathematics: new PageMathematics(ids),
    highlighter: { code: (source: string) => markup`${source}` },
    words: wordsOf("en"),
    links: new PageLinks(ids),
    footnotes: new Map(),
    cell: "c1",
    cellNumber: 1,
    attachments: {},
  };
}

const markdown = (source: string): string => renderMarkdown(source, context()).html.text;

describe("mathematics is taken out of a text as Jupyter takes it", () => {
  it("in a corpus of at least 150 inputs; a difference has a reason", () => {
    expect(corpus.length).toBeGreaterThanOrEqual(150);
    const differences = corpus.filter(({ ours }) => ours !== undefined);
    expect(differences.every(({ reason }) => (reason ?? "").length > 10)).toBe(true);
  });

  it("and Jupyter's readings are those of its own code", () => {
    const { readings } = JSON.parse(
      readFileSync(join(import.meta.dirname, "..", "fixtures", "jupyterReadings.json"), "utf8"),
    ) as { readonly readings: readonly Pick<Reading, "source" | "jupyter">[] };
    const trimmed = (list: readonly string[]) =>
      list.map((one) => one.replace(/^(.:)\s+|\s+$/g, "$1"));
    expect(readings).toEqual(
      corpus.map(({ source, jupyter }) => ({ source, jupyter: trimmed(jupyter) })),
    );
    // A reason that is none any more is taken away.
    for (const { source, jupyter, ours } of corpus)
      if (ours !== undefined) expect(trimmed(ours), source).not.toEqual(trimmed(jupyter));
  });

  it.each(corpus)("$source", ({ source, jupyter, ours }) => {
    expect(reading(markdown(source))).toEqual(
      (ours ?? jupyter).map((one) => one.replace(/^(.:)\s+|\s+$/g, "$1")),
    );
  });
});

describe("a dollar is a dollar", () => {
  it.each([
    ["in the address of a link's definition", "[a]: pages/$x$.html", ""],
    ["but not beside it", "[a]: pages $x$", "x"],
    ["in a block of code with a blank line", "```\na\n\n$x$\n```\n$y$", "y"],
    ["in a block between waves", "~~~\n$x$\n~~~~\n$y$", "y"],
    ["in a block that a shorter fence does not end", "~~~~\n~~~\n$x$\n~~~~\n$y$", "y"],
    ["in a block that another fence does not end", "~~~ md\n```\n$x$\n~~~\n$y$", "y"],
    ["in the second of two blocks", "```\n$v$\n```\n$w$\n~~~\n\n$x$\n~~~\n$y$", "w y"],
    ["in a block of a list", "1. - ```\n\n  $x$\n  ```\n$y$", "y"],
    ["in a block of a quotation", "> ~~~\n>\n> $x$\n> ~~~\n$y$", "y"],
    ["in a block that never ends", "$y$\n~~~\n\n$x$", "y"],
    ["in code of a line", "``$x$ ` $x$`` $y$", "y"],
    ["in a comment", "<!-- $x$\n\n$x$ --> $y$", "y"],
    ["in an address", "https://x.org/$x$ $y$", "y"],
    ["in a tag", "<b title='>$x$' lang=$x$>$y$</b>", "y"],
  ])("%s", (_, source, formulas) => {
    expect(
      extractFormulas(source, true)
        .formulas.map(({ tex }) => tex)
        .join(" "),
    ).toBe(formulas);
  });

  it("an environment is not ended by a block of code", () => {
    const html = markdown("~~~\n\\begin{align}\n~~~\n\nends with\n\n~~~\n\\end{align}\n~~~");
    expect(html.match(/<pre/g)).toHaveLength(2);
    expect(html).toContain("<p>ends with</p>");
  });
});

it("the words around a formula of its own keep their spaces", () => {
  const html = markdown("*a* b *c*\n$$\nx\n$$\nd *e* f");
  expect(html).toMatch(/^<p><em>a<\/em> b <em>c<\/em><\/p>/);
  expect(html).toMatch(/<p>d <em>e<\/em> f<\/p>$/);
});

describe("all formulas of a page are one document", () => {
  it("a page that is set again is the same, and another one knows nothing of its macros", async () => {
    const markdown = ["$\\gdef\\own{u^2}$", "$\\own + 1$"];
    const first = (await render({ markdown })).article.text;
    expect(first).not.toContain("var(--danger)");
    expect((await render({ markdown })).article.text).toBe(first);
    const without = (await render({ markdown: ["words", "$\\own + 1$"] })).article.text;
    expect(without).toContain("var(--danger)");
    expect((await render({ markdown })).article.text).toBe(first);
  });

  it("a macro holds in the cells that follow, and may be defined again", async () => {
    const { article } = await render({
      markdown: [
        "$\\newcommand{\\KL}[2]{\\mathrm{KL}(#1\\|#2)} \\DeclareMathOperator{\\sgn}{sgn}$",
        "$\\newcommand{\\KL}[2]{D(#1, #2)}$",
        "$\\KL{p}{q}$ $\\sgn x$ $\\renewcommand\\R{\\mathbb{R}}\\R$",
        "$\\DeclareMathOperator*\\argmin{arg\\,{min}}$ $$\\argmin_x f$$",
      ],
    });
    expect(
      article.text.match(/>sgn<\/mi>/g),
      "set where it is used, not where it is made",
    ).toHaveLength(1);
    expect(article.text).toContain("<munder>");
    expect(article.text).not.toContain("tex-error");
    expect(article.text).not.toContain("var(--danger)");
    expect(article.text).toContain('<mi>D</mi><mo stretchy="false">(</mo><mi>p</mi>');
  });

  it("what follows a definition on its line is set where it stands", async () => {
    const { article } = await render({
      markdown: ["$\\DeclareMathOperator{\\foo}{foo}y + \\foo$"],
    });
    expect(article.text).toMatch(/<mi>y<\/mi><mo>\+<\/mo><mi mathvariant="normal">foo<\/mi>/);
    expect(normalizeDefinitions("\\DeclareMathOperator{\\a}{{b}c}d")).toMatch(
      /\{\\operatorname\{\{b\}c\}\}d$/,
    );
    expect(normalizeDefinitions("\\DeclareMathOperator{\\a}{b\\}c")).toContain(
      "DeclareMathOperator",
    );
  });

  it("equations with a label are numbered through, and references lead to them, before and after", async () => {
    const { article } = await render({
      markdown: [
        "See $\\eqref{two}$, \\eqref{one}, \\ref{star} and \\eqref{none}.",
        "$$\na \\label{one}\n$$\n\n\\begin{align}b&=c\\label{two}\\\\d&=e\\end{align}\n\n$$f\\tag{*}\\label{star}$$",
        "In a formula: $x \\overset{\\eqref{one}}{=} y$. `\\eqref{one}`",
      ],
    });
    const html = article.text;
    expect(html).toContain('<a href="#n-equation-two">(2)</a>, <a href="#n-equation-one">(1)</a>');
    expect(html).toContain('<a href="#n-equation-star">*</a>');
    expect(html).toContain("No equation of this page has the label “none”");
    expect(html).toContain(">(???)</span>");
    for (const id of ["one", "two", "star"]) expect(html).toContain(`<span id="n-equation-${id}">`);
    expect(html.match(/<mtext>\(1\)<\/mtext>|<mtext>\(2\)/g)?.length).toBeGreaterThanOrEqual(2);
    expect(html).toContain("<code>\\eqref{one}</code>");
    expect(html).not.toMatch(/tex-error|[\uFDD0-\uFDDF]/);
  });

  it("a reference shows a tag as it is set, formulas too", () => {
    const mathematics = new PageMathematics(new PageIds());
    mathematics.typeset("a\\tag{$\\star$}\\label{s}", true);
    const [formula] = extractFormulas("\\eqref{s}", true).formulas;
    expect(mathematics.resolve(mathematics.formula(formula!)).text).toMatch(
      /<a href="#n-equation-s">\([\s\S]*⋆[\s\S]*\)<\/a>$/,
    );
  });

  it("an unknown command costs its own place, and what cannot be read is said in a line", () => {
    const html = markdown("$x \\notacommand y$ and $\\frac{1$");
    expect(html).toContain('style="color:var(--danger);">\\notacommand</span>');
    expect(html).toContain("<mi>y</mi>");
    expect(html).toMatch(
      /<code class="tex-error" title="The formula could not be set: .{5,200}"\s*>\\frac\{1<\/code\s*>/,
    );
  });

  it.each<readonly [string, string]>([
    ["eqnarray", "\\begin{eqnarray}a&=&b\\\\c&=&d\\end{eqnarray}"],
    ["multline", "\\begin{multline}a\\\\b\\end{multline}"],
    ["flalign", "\\begin{flalign}a&=b\\end{flalign}"],
    ...[
      "align",
      "flalign",
      "gather",
      "multline",
      "eqnarray",
      "equation",
      "displaymath",
      "math",
    ].map((name) => {
      const body = /align/.test(name) ? "a&=b" : name === "eqnarray" ? "a&=&b" : "a=b";
      return [`${name} in a line`, `$\\begin{${name}}${body}\\end{${name}}$`] as const;
    }),
    ["a name of a letter, and its letter", "$\\let\\a=x \\a$"],
    ["a formula straight after a comment", "<!-- a $ b -->$x$"],
    ["text that holds a closing bracket", "\\(\\text{a \\(c\\) b} + d\\)"],
    ["an align with a blank line", "\\begin{align}\na&=b\\\\\n\nc&=d\n\\end{align}"],
  ])("sets %s", (_, source) => {
    const html = markdown(source);
    expect(reading(html)).toHaveLength(1);
    expect(html).not.toMatch(/tex-error|var\(--danger\)/);
  });
});

describe("mathematics in HTML", () => {
  it("is set in the texts of an output, not in its code and attributes", () => {
    const html = renderHtml(
      "<table><tr><td title='$t$'>$x_5^2$</td><td>\\(y\\)</td><td><code>$z$</code></td><td>$5</td><td>$6</td></tr></table>",
      context(),
    )!.text;
    expect(reading(html)).toEqual(["i:x_5^2", "i:y"]);
    expect(html).toContain("<code>$z$</code></td><td>$5</td><td>$6</td>");
    expect(html).toContain('title="$t$"');
  });

  it("keeps what is written in code as it was written, and alternatives of pictures", () => {
    expect(markdown("`a` ``$x$`` and <kbd>k</kbd>\n\n    $y$ and \\begin{a}\\end{a}")).toContain(
      "$y$ and \\begin{a}\\end{a}",
    );
    expect(markdown("![a $x$ b](a.png)")).toContain("a $x$ b");
  });
});

describe("a formula cannot take more than a page has", () => {
  it.each([
    ["letters", "x".repeat(61), true],
    ["letters that fit", "x".repeat(60), false],
    ["a sum that can be broken", Array(61).fill("x").join(" + "), false],
    ["columns", `\\begin{matrix}${"x&".repeat(60)}x\\end{matrix}`, true],
  ])("a part of its line: %s scroll by themselves, or need not", (_, tex, scrolls) => {
    const { text } = new PageMathematics(new PageIds()).typeset(tex, false);
    expect(text.startsWith('<span class="wide-formula" data-scroll="equation">')).toBe(scrolls);
  });

  it.each([
    ["that calls itself", "$\\def\\a{\\a\\a}\\a$"],
    [
      "that doubles its argument",
      `$\\def\\a#1{#1#1#1#1#1#1#1#1#1}${"\\a{".repeat(6)}${"x".repeat(1000)}${"}".repeat(6)}$`,
    ],
    [
      "that multiplies another",
      `$\\def\\a{${"x".repeat(1000)}}\\def\\b{${"\\a".repeat(500)}}${"\\b".repeat(50)}$`,
    ],
  ])("by a macro %s", (_, source) => {
    const html = markdown(source);
    expect(html).toContain('<code class="tex-error"');
    expect(html.length).toBeLessThan(40_000);
  });

  it.each([
    "&#xFDD0;0&#xFDD1;",
    "&#XfDd0;0&#64977;",
    "&#x0FDD0 0&#64977",
    "&#x\uFDD5FDD0;0&#xFDD1;",
  ])("by asking for one again as %s", (again) => {
    const html = markdown(`$x^2$\n\n<p title="${again}">${again}</p>`);
    expect(html.match(/class="katex"/g)?.length).toBe(1);
    expect(html).not.toMatch(/title="[^"]*\$|[\uFDD0-\uFDDF]/);
  });

  it("nor a reader see that one was asked for", () => {
    expect(extractFormulas("a&#xFDD0;b\uFDD0c", true).text).toBe("a\uFFFDbc");
  });

  it("prints nothing to the terminal of whoever publishes", () => {
    const said: unknown[] = [];
    const kept = { log: console.log, error: console.error };
    Object.assign(console, {
      log: (...values: unknown[]) => said.push(values),
      error: (...values: unknown[]) => said.push(values),
    });
    try {
      markdown("$\\message{hello}\\errmessage{hello}\\show\\alpha x$");
    } finally {
      Object.assign(console, kept);
    }
    expect(said).toEqual([]);
  });

  it.each([
    "$ ",
    "$$ ",
    "\\(",
    "\\[",
    "\\begin{a}",
    "${",
    "`",
    '<a b="',
    "](",
    "```\n",
    "[a](<b",
    "h",
    "https://",
    "<!--",
  ])(
    "100,000 times %j are looked through at once",
    (piece) => {
      const source = piece.repeat(100_000);
      expect(extractFormulas(source, true).text.length).toBeGreaterThan(0);
    },
    5000,
  );
});

it("finds where bold ends beside Chinese and Japanese brackets", () => {
  expect(markdown("**テスト（）**だ")).toBe("<p><strong>テスト（）</strong>だ</p>");
  expect(markdown("これは**「強調」**です")).toBe("<p>これは<strong>「強調」</strong>です</p>");
  expect(markdown("a ** b ** c")).toBe("<p>a ** b ** c</p>");
});

it("finds an attachment by a name with spaces and brackets", () => {
  const attachments = { "my (first) picture.png": { "image/png": "AAAA" } };
  const { html } = renderMarkdown("![a](attachment:my (first) picture.png)", {
    ...context(),
    attachments,
  });
  expect(html.text).toBe('<p><img src="data:image/png;base64,AAAA" alt="a"></p>');
});

it("finds the ends of nested environments, balanced by their names", () => {
  const texts = (source: string) => extractFormulas(source, true).formulas.map(({ tex }) => tex);
  const inner = "\\begin{a}x\\end{a}";
  expect(texts(`\\begin{a}${inner}\\end{a} ${inner}`)).toEqual([
    `\\begin{a}${inner}\\end{a}`,
    inner,
  ]);
  expect(texts(`\\begin{a} ${inner}`)).toEqual([inner]);
  expect(texts(`\\end{a} \\begin{b*}y\\end{b*} \\begin{b}`)).toEqual(["\\begin{b*}y\\end{b*}"]);
});
