import {
  DERIVATION_MIME,
  EXERCISE_MIME,
  EXPLORE_MIME,
  FIGURE_MIME,
} from "../../src/outputs/mimeTypes.js";
import type { ReportOptions } from "../../src/report/page/renderReport.js";

/** A notebook's cells, and how they are set. */
export interface MarkupCase {
  readonly name: string;
  readonly cells: readonly unknown[];
  readonly options?: Partial<ReportOptions>;
}

const text = (name: string, ...sources: string[]): MarkupCase => ({
  name,
  cells: sources.map((source, k) => ({
    cell_type: "markdown",
    id: `m${k + 1}`,
    metadata: {},
    source,
  })),
});
const code = (
  source: string,
  outputs: readonly unknown[] = [],
  tags: readonly string[] = [],
): unknown => ({
  cell_type: "code",
  id: "code",
  metadata: { tags },
  execution_count: 1,
  source,
  outputs,
});
const shown = (data: Record<string, unknown>) => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const output = (name: string, data: Record<string, unknown>): MarkupCase => ({
  name,
  cells: [code("", [shown(data)])],
});
const stream = (value: string, name = "stdout") => ({ output_type: "stream", name, text: value });
const german = (one: MarkupCase): MarkupCase => ({
  ...one,
  name: `${one.name}, in German`,
  options: { ...one.options, language: "de" },
});

const step = (number: number, more: Record<string, unknown> = {}) => ({
  number,
  relation: "=",
  relationTex: "=",
  tex: `x_${number}`,
  source: "x",
  reason: `because of $r_${number}$`,
  points: 40,
  tested: "random points",
  uses: [],
  ...more,
});
const derivation: MarkupCase = output("a derivation", {
  [DERIVATION_MIME]: {
    version: 1,
    anchor: "gibbs",
    title: "Gibbs' $\\ge$",
    quantities: [
      { name: "p", tex: "p", domain: "probabilities" },
      { name: "n", tex: "n", domain: "whole" },
      7,
      { name: "q" },
    ],
    definitions: [{ name: "H", tex: "H = 1" }],
    start: "a",
    startSource: "a",
    steps: [
      step(1),
      step(2, { equalAt: "q = p", is: "entropy", points: 1, tested: "" }),
      step(3, { untested: "Gibbs (1902)", points: 0 }),
    ],
    points: 1,
    tex: "",
    note: "A test at $40$ points.",
  },
});
const withoutNote: MarkupCase = output("a derivation without a note, a name and quantities", {
  [DERIVATION_MIME]: {
    version: 1,
    anchor: "?",
    title: "T",
    quantities: [],
    definitions: [],
    start: "a",
    steps: [],
  },
});

const exercise = {
  version: 1,
  id: "die",
  kind: "choice",
  title: "A <die>",
  question: "How *many* $n$?",
  options: [{ letter: "a", text: "one", reason: "Too **few**." }, { letter: "b", text: "six" }, 3],
  hints: ["First.", "Second $h$."],
  solution: "It is `6`.",
  points: 2,
  part: "question",
  feedback: { state: "unsolved", message: "Not yet.", points: 0 },
};
const figure = (more: Record<string, unknown> = {}, layout: Record<string, unknown> = {}) => ({
  [FIGURE_MIME]: { data: [{ type: "bar", y: [1] }], layout, ...more },
});
const exploration = {
  version: 1,
  id: "coin",
  title: "A coin & more",
  controls: [
    {
      kind: "slider",
      name: "p",
      label: "share",
      positions: [0.1, 0.5, 0.9],
      start: 0.5,
      unit: "m",
    },
    { kind: "slider", name: "q", label: "bare", positions: [1, 2], start: 3 },
    { kind: "choice", name: "c", label: "which", positions: ["x", "y"], start: "y" },
    { kind: "toggle", name: "t", label: "on", positions: [false, true], start: true },
    { kind: "toggle", name: "u", label: "off", positions: [false, true], start: false },
  ],
  frames: "all",
  words: {
    "1--1-1-1-0": {
      numbers: [{ label: "entropy", text: "0.69" }, 4],
      sentences: ["It is <fair>.", "Twice."],
    },
  },
};

const texts: readonly MarkupCase[] = [
  text("headings", "# One *a* [link](https://x.org) ![p](a.png)\n## Two $x^2$\n### Two $x^2$\n###### Six\n####### Seven", '## <a id="own"></a>Own\n## <del>d</del> <kbd>k</kbd> <q>q</q>\n\n[to](#own) [to](#Two-x2) [none](#nowhere) [top](#) [top](#top)'),
  text("an author's id on a heading", '<h2 id="mine">Mine</h2>\n\n[a](#mine) [b](#Mine)'),
  text("lists and tasks", "- a\n- b\n  1. c\n  2. d\n\n- [ ] open\n- [x] done"),
  text("callouts", "> [!NOTE]\n> a", "> [!tip] b", "> [!IMPORTANT]\n>\n> c", "> [!WARNING]\\\n> d", "> [!CAUTION]", "> [!OTHER]\n> e", "> a quotation\n> [!NOTE]"),
  text("a table", "| a | b | |\n|:--|--:|:-:|\n| $\\lvert x\\rvert$ | `a\\|b` | c |\n| aVeryLongNameThatMayBreakSomewhere | shortName | |"),
  text("footnotes", "a[^1] b[^n]\n\n[^1]: One *x*.", "c[^1] d[^n]\n\n[^n]: Two."),
  text("links", "[a](https://x.org) <https://y.org> [b](mailto:a@b.c) [c](javascript:1) [d](other.ipynb) [e](other.ipynb#part) [f](file.txt)\n\n[a]: https://z.org\n\nhttps://bare.org."),
  { ...text("links to pages of the site", "[d](other.ipynb) [e](other.ipynb#part) [f](no.ipynb) [g](<my notes.ipynb#a b>)"), options: { link: (path) => (path.startsWith("no") ? undefined : `${path.replace(/ /g, "-").replace(".ipynb", "")}.html`) } },
  text("code", "```ts\nconst a = 1;\n```\n\n~~~\nplain <b>\n~~~\n\n```weird\nx\n```\n\n    indented $x$\n\n`a $b$ c` ``d ` e``"),
  text("formulas", "a $x_1$ b $$y$$ c\n\n$$\nz\n$$\n\n\\(u\\) and \\[v\\]\n\n> $q$\n> $$r$$\n\n- $s$\n\n*$t$* **a $u$** [l $v$](https://x.org)"),
  text("money and marks", "It costs $5 and $6. A \\$7 b \\$8. `$9$` <span title=\"$10$\">x</span> <!-- $11$ --> $ 12 $ a$b$c $$ $$"),
  text("no formula across a paragraph", "a $x\n\ny$ b\n\n$$a\n\nb$$ c"),
  text("environments", "\\begin{align}a &= b \\\\ c &= d \\label{two}\\end{align}\n\nSee \\eqref{two} and \\ref{two} and \\eqref{none}.\n\n\\begin{equation}\\label{one}e\\end{equation}\n\n$$f \\tag{*}$$ $$g \\nonumber$$\n\n\\begin{nothing}h\\end{nothing}"),
  text("macros", "$\\newcommand{\\R}{\\mathbb R} \\R^2$", "$\\R$ $\\def\\f#1{f(#1)}\\f{x}$ $\\message{a} b$ $\\href{https://x.org}{c}$ $\\unknown$"),
text("dollars in links, addresses and tags", "[l $a$](https://x.org/$b$) <https://y.org/$c$> https://z.org/$d$/ <b title='$e$' lang=$f$>g $h$</b> ~~$j$~~ [r $k$]: $l$", "[r] $m$\n\n[r]: https://x.org/$i$", "[u](<a $n$ b> $o$) [v](a(b$p$)c) $q$"),
  text("dollars in code", "```ts $x$\n$a$\n```\n$b$\n~~~\n$c$\n```\n$d$\n~~~\n$e$\n\n> ```\n> $f$\n> ```\n\n- ```\n  $g$\n  ```\n\n`` $i$ ` `` $k$", "```un`closed $h$", "```\nnever closed $j$", "a ` $x$ b\n\nc ` $y$ d", "````\n$l$\n```\n$m$\n````\n$n$"),
  text("dollars in comments", "<!-- $a$ --> $b$", "$c$ <!-- never closed $d$"),
  text("brackets", "\\[sic\\] \\(see below\\) \\[a+1\\](x) \\[x+1\\] \\(y+1\\) \\\\[z+1\\\\] \\\\(w+1\\\\) \\[ \\] \\(7\\) \\(no end"),
  text("formulas side by side", "$x$$y$ ${a$b}$ $\\$$ $c\nd$ $e\n# no$ f", "$g\n```\nh$", "$i {$ j} k$ $\\{$ $}$"),
  text("formulas of their own line", "$$\na\n\nb\n$$\n\ntext $$c$$ text $$d\ne$$\n\n> $$\n> f\n> g\n> $$\n\n- $$h$$\n\n1. $$\n   i\n   $$\n\n$$j\n\nk$$.\n\n$$l\n\nm$$ no"),
  text("environments in one another", "\\begin{align}a\\\\ \\begin{aligned}b\\\\c\\end{aligned}\\\\ {d}\\end{align} \\begin{cases}e\\end{cases} \\begin{align}never", "\\begin{align*}a\\\\b\\end{align*} \\begin{gather}c\\\\d\\notag\\\\e\\label{g}\\end{gather} \\begin{multline}f\\\\g\\end{multline} \\eqref{g}", "\\begin{matrix}\\begin{matrix}a\\end{matrix}\\end{matrix}"),
  text("an eqnarray", "\\begin{eqnarray}a &=& b \\label{x}\\\\ c &=& \\frac{d}{f} \\\\ \\begin{matrix}g&h\\end{matrix} &\\le& i \\nonumber\\end{eqnarray} \\ref{x}"),
  text("prices", "from $10 to $20k, $5-$6 and $x = 5$ and $n$ and $2x$ and $3 of these$"),
  ...["mathit", "textit", "mathbf", "textbf", "boldsymbol", "mathbb", "mathcal", "mathfrak", "mathscr", "mathsf", "textsf", "mathtt", "texttt", "big", "Big", "bigg", "Bigg"].map((name) =>
    text(`the fonts of ${name}`, /^big/i.test(name) ? `$\\${name}($` : `$\\${name}{AB}$`),
  ),
  text("the fonts of sums", "$\\sum_a$ $$\\sum_b$$"),
  text("formulas between blocks", "a $$b$$ c $$d$$\n$$e$$\nf\n\n**g $$h$$ i**\n\n| a |\n|---|\n| $$j$$ |"),
  text("a formula that is none", "$\\frac{a}$ $x^2$"),
  text("HTML", "<details><summary>s</summary>\n\n*inside* $x$\n\n</details>\n\n<b onclick='a()'>bold</b> <script>a()</script> <style>p{}</style> <img src='javascript:1'> a<br>b\n\n<!-- gone -->\n\n<div align='right'>\n\n**x**\n\n</div>"),
  text("East Asian emphasis", "**これは「強調」**です。*你好！*世界"),
  text("pictures", "![a](data:image/png;base64,AAAA) ![b](https://x.org/a.png) ![c](file.png) ![](attachment:none.png) <img src='file.png' alt='d' width='3'>"),
  { ...text("pictures of the project", "![c](file.png) ![e](other.png)"), options: { picture: (path) => (path === "file.png" ? "data:image/png;base64,AAAA" : undefined) } },
  { name: "attachments", cells: [{ cell_type: "markdown", id: "m", metadata: {}, attachments: { "a (1).png": { "image/png": "AAAA" }, "b.svg": { "image/svg+xml": "<svg/>" } }, source: "![a](attachment:a (1).png) ![b](attachment:b.svg)" }] },
  german(text("a callout and a picture", "> [!NOTE]\n> a\n\n![c](file.png)\n\n# K")),
]; // prettier-ignore

const outputs: readonly MarkupCase[] = [
  derivation,
  german(derivation),
  withoutNote,
  output("no derivation", { [DERIVATION_MIME]: { version: 2 }, "text/plain": "plain" }),
  output("an exercise", { [EXERCISE_MIME]: exercise }),
  german(
    output("an exercise", { [EXERCISE_MIME]: { ...exercise, options: undefined, points: 1 } }),
  ),
  output("an exercise without points or a name", {
    [EXERCISE_MIME]: { ...exercise, id: "!", points: undefined, hints: [], options: [] },
  }),
  output("an answer", {
    [EXERCISE_MIME]: {
      ...exercise,
      part: "answer",
      feedback: { state: "right", message: "Yes, $x$.", points: 2 },
    },
  }),
  output("an answer that says nothing", {
    [EXERCISE_MIME]: { ...exercise, part: "answer", feedback: 3 },
  }),
  output("an exploration", {
    [EXPLORE_MIME]: exploration,
    ...figure(
      { more: [{ data: [{ y: [2] }], layout: { sliders: [1], title: "More" } }, 5] },
      { sliders: [1], updatemenus: [1] },
    ),
    "text/plain": "A coin\nThe first figure.\nThe second figure.\nwords",
  }),
  output("an exploration without words at its start", {
    [EXPLORE_MIME]: { ...exploration, id: "?", controls: [], words: {} },
  }),
  output("a figure", { ...figure({ alt: "What it shows." }), "text/plain": "text" }),
  output("a figure of a height", figure({}, { height: 300.4, title: { text: "A title" } })),
  output("a figure that is too high", figure({}, { height: 5000 })),
  output("a figure that is too flat", figure({}, { height: 1 })),
  output("a caption that begins with the title", {
    ...figure({}, { title: { text: "The title." } }),
    "text/plain": "The title. and then what is to be seen in the figure.",
  }),
  output("a caption that only repeats the title", {
    ...figure({}, { title: { text: "The title" } }),
    "text/plain": "The title. Short.",
  }),
  output("a caption of its own", {
    ...figure({}, { title: { text: "The title" } }),
    "text/plain": "Something else. And then a good deal more of it.",
  }),
  output("kinds of figures beyond a report", {
    [FIGURE_MIME]: { data: [{ type: "scattermap" }, { type: "a".repeat(50) }], layout: {} },
  }),
  output("HTML with a table", {
    "text/html":
      '<table class="dataframe"><tr><th></th><th>a</th></tr><tr><th>0</th><td colspan="900">1</td></tr></table>',
  }),
  ...["$$a$$", "\\[b\\]", "$c$", "\\(d\\)", "e", "$f$ and $g$"].map((value) =>
    output(`the formula ${value}`, { "text/latex": value }),
  ),
  output("JSON", { "application/json": { a: [1, "<"] } }),
  output("an SVG", { "image/svg+xml": "<svg/>" }),
  output("a picture with its size", { "image/png": "AAAA", "text/plain": "Figure" }),
  output("Markdown", { "text/markdown": "*a* $x$ # b" }),
  output("many kinds that nobody knows", {
    "application/x-a": "1", "application/x-b": "2", "application/x-c": "3",
    "application/x-d": "4", "application/x-e": "5", "application/x-f": "6",
  }), // prettier-ignore
  output("unknown JSON", { "application/vnd.x+json": { a: 1 } }),
  output("unknown text", { "text/x-thing": "thing <1>" }),
  { name: "streams", cells: [code("a", [stream("x\n<"), stream("e", "stderr"), stream("")])] },
  { name: "40 lines", cells: [code("", [stream("l\n".repeat(40))])] },
  { name: "41 lines", cells: [code("", [stream("l\n".repeat(41))])] },
  {
    name: "errors",
    cells: [
      code("", [
        { output_type: "error", ename: "E", evalue: "bad <", traceback: ["t1", "t2"] },
        { output_type: "error", ename: "", evalue: "only", traceback: [" "] },
        { output_type: "error", ename: "Name", evalue: "", traceback: [] },
        { output_type: "error", ename: "", evalue: "", traceback: ["only a traceback"] },
      ]),
    ],
  },
];

const tagged = (...tags: string[]): MarkupCase => ({
  name: `a cell tagged ${tags.join(", ")}`,
  cells: [code("1", [stream("out"), stream("err", "stderr")], tags)],
});
const cells: readonly MarkupCase[] = [
  ...["hide-input", "hide-output", "hide-cell", "remove-input", "remove-output", "remove-cell", "remove-stdout", "remove-stderr", "node-only"].map((tag) => tagged(tag)),
  tagged("hide-input", "hide-output"),
  german(tagged("hide-cell", "hide-input")),
  { name: "nothing to hide", cells: [code(" ", [], ["hide-input", "hide-output"])] },
  {
    name: "a reader's cell of an exercise",
    cells: [code("author()", [stream("out")])],
    options: { exerciseCell: () => ({ stub: "reader()", solved: "author()" }) },
  },
  { name: "a cell in Python", cells: [code("def f(): pass")], options: {} },
  ...["text/html", "text/markdown", "text/latex", "text/x-none"].map((format) => ({
    name: `a raw cell in ${format}`,
    cells: [{ cell_type: "raw", id: "r", metadata: { format }, source: "*a* <b>b</b> $c$" }],
  })),
]; // prettier-ignore

export const markupCases: readonly MarkupCase[] = [...texts, ...outputs, ...cells];
