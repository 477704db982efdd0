// Notebooks of ten megabytes of one kind each, as a generator: what a publisher may meet, and what may be quadratic.
// `node test/faults/tenMegabytes.mjs FOLDER [BYTES [WORD]]` writes them all, or those
// whose name holds the word.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";

const notebook = (cells) => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
const markdown = (source, more = {}) => ({ cell_type: "markdown", metadata: {}, source, ...more });
const code = (source, outputs = []) => ({
  cell_type: "code",
  metadata: {},
  execution_count: null,
  source,
  outputs,
});
const shows = (data) => ({ output_type: "display_data", metadata: {}, data });
const prints = (text, name = "stdout") => ({ output_type: "stream", name, text });

/** So many of them. */
const times = (count, make) =>
  Array.from({ length: Math.max(1, Math.round(count)) }, (_, i) => make(i));

const fill = (bytes, part) => {
  const parts = [];
  for (let length = 0, i = 0; length < bytes; i++) {
    const next = typeof part === "string" ? part : part(i);
    parts.push(next);
    length += next.length;
  }
  return parts.join("");
};

/** Cells of `each` characters, all of `part`. */
const inCells =
  (part, each, cell = markdown) =>
  (bytes) =>
    notebook(
      Array.from({ length: Math.max(1, Math.round(bytes / each)) }, () =>
        cell(fill(Math.min(each, bytes), part)),
      ),
    );

const text = (part, each) => inCells(part, each);
const cellText = 100_000;
const output = (make) => (bytes) => notebook([code("1", [make(bytes)])]);
/** 0, 1, … as words of letters, as the name of a macro must be. */
const letters = (n) => String(n).replace(/\d/g, (digit) => "abcdefghij"[digit]);
const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A notebook of about so many bytes, by the kind of what fills it. */
export const kinds = {
  "plain paragraphs": text("One line of words, and another one.\n\n", cellText),
  "one line": (bytes) => notebook([markdown("x".repeat(bytes))]),
  "one line of words": (bytes) => notebook([markdown(fill(bytes, "word "))]),
  "lists": text((i) => `${i + 1}. a\n`, cellText),
  "lists of 1. a": text("1. a\n", cellText),
  "loose lists": text("- a\n\n", cellText),
  "nested lists": text((i) => `${"  ".repeat(i % 40)}- a\n`, cellText),
  "nested quotes": text((i) => `${">".repeat(i % 80)} a\n`, cellText),
  "lazy quotes": text("> > > a\nb\n", cellText),
  "tables": text((i) => (i % 20 === 0 ? "\n|a|b|c|\n|-|-|-|\n" : "|1|2|3|\n"), cellText),
  "one table": (bytes) =>
    notebook([markdown(`|a|b|\n|-|-|\n${fill(Math.min(bytes, 290_000), "|1|2|\n")}`)]),
  "wide tables": text(
    (i) => `${"|a".repeat(200)}|\n${"|-".repeat(200)}|\n${"|\n".repeat(300)}${i}\n\n`,
    cellText,
  ),
  "equal headings": text("# a\n\n", cellText),
  "headings": text((i) => `## ${i}\n\n`, cellText),
  "headings that are numbered already": text((i) => `# a ${i % 1000}\n\n# a\n\n`, cellText),
  "setext headings": text("a\n=\n", cellText),
  "footnotes": text((i) => `a[^${i}]\n\n[^${i}]: b\n\n`, cellText),
  "one footnote, many references": (bytes) =>
    notebook([markdown(`[^a]: ${"b ".repeat(500)}`), ...text("a[^a] ", cellText)(bytes).cells]),
  "link definitions": text((i) => `[a${i}]: b\n\n`, cellText),
  "one definition, many references": text(
    (i) => (i === 0 ? `[a]: https://e.org/${"b".repeat(5000)}\n\n` : "[a]\n\n"),
    cellText,
  ),
  "emphasis runs": text("*a **b _c ", cellText),
  "emphasis pairs": text("*a* **b** _c_ ", cellText),
  "many words in stars": text("a*b", cellText),
  "underscores": text("a_", cellText),
  "brackets": text("[a ", cellText),
  "links": text("[a](b) ", cellText),
  "bare links": text("www.a.org ", cellText),
  "mail addresses": text("a@b.", cellText),
  "code spans": text((i) => `${"`".repeat(1 + (i % 300))} a `, cellText),
  "fences": text("```\na\n```\n", cellText),
  "unclosed fences in lists": text("- ```\n", cellText),
  "code of one language": text(
    (i) => (i === 0 ? "```ts\n" : "const a = [1, 'b', `c${d}`];\n"),
    cellText,
  ),
  "entities": text("&amp;&#x41;&nbsp;", cellText),
  "backslashes": text("\\a\\\\", cellText),
  "hard breaks": text("a  \n", cellText),
  "html": text("<b>a</b>\n\n", cellText),
  "nested html": text("<div>\n\n", cellText),
  "nested formatting": text("<b><i>", cellText),
  "html comments": text("<!-- a -->", cellText),
  "open comments": text("<!-- a\n\n", cellText),
  "attributes": text((i) => `<a href="#a${i}" title="b">`, cellText),
  "many ids": text((i) => `<a id="a${i % 100}"></a>`, cellText),
  "formulas": text("$x^2$ ", cellText),
  "display formulas": text("$$\\frac{a}{b}$$\n\n", cellText),
  "open dollars": text("$a ", cellText),
  "open environments": text("\\begin{align} a\n\n", cellText),
  "macros": text((i) => `$\\newcommand{\\a${"abcdefghij"[i % 10]}}{b}$ `, cellText),
  "labels": text((i) => `$$a\\label{b${i}}$$\n\n`, cellText),
  "one long formula": text((i) => (i === 0 ? "$$" : "a+b"), cellText),
  "one attachment, many references": (bytes) =>
    notebook([
      markdown("![a](attachment:a.png)\n\n".repeat(5000), {
        attachments: { "a.png": { "image/png": "A".repeat(bytes / 2) } },
      }),
    ]),
  "many attachments": (bytes) =>
    notebook([
      markdown("a", {
        attachments: Object.fromEntries(
          times(bytes / 200, (_, i) => [`${i}.png`, { "image/png": pixel }]),
        ),
      }),
    ]),
  "tiny markdown cells": inCells("a", 60),
  "tiny code cells": inCells("1", 100, code),
  "tiny outputs": (bytes) =>
    notebook([
      code(
        "1",
        times(bytes / 60, () => prints("a\n")),
      ),
    ]),
  "tiny tables shown": (bytes) =>
    notebook([
      code(
        "1",
        times(bytes / 150, () => shows({ "text/html": "<table><tr><td>1</td></tr></table>" })),
      ),
    ]),
  "code": inCells("const a = [1, 'b', `c${d}`]; // e\n", cellText, code),
  "code of one line": (bytes) => notebook([code(fill(bytes, "a+"))]),
  "code of brackets": (bytes) => notebook([code("[".repeat(bytes))]),
  "ansi colours": output((bytes) => prints(fill(bytes, (i) => `\u001b[3${i % 8}ma`))),
  "ansi that piles up": output((bytes) => prints(fill(bytes, (i) => `\u001b[${1 + (i % 9)}ma`))),
  "carriage returns": output((bytes) => prints(fill(bytes, "50 %\r"))),
  "cursor moves": output((bytes) => prints(fill(bytes, "\u001b[Aa\u001b[2K\n"))),
  "cursor far right": output((bytes) => prints(fill(bytes, "\u001b[9999Ca\n"))),
  "printed lines": output((bytes) => prints(fill(bytes, "0.5\n"))),
  "printed on one line": output((bytes) => prints("x".repeat(bytes))),
  "an html table": output((bytes) =>
    shows({ "text/html": `<table>${fill(bytes, "<tr><td>1</td><td>2</td></tr>")}</table>` }),
  ),
  "a small html table": (bytes) =>
    notebook(
      times(bytes / 1_000_000, () =>
        code("1", [
          shows({
            "text/html": `<table>${fill(1_000_000, "<tr><td>1</td><td>2</td></tr>")}</table>`,
          }),
        ]),
      ),
    ),
  "html without end tags": output((bytes) => shows({ "text/html": fill(bytes, "<p><b>") })),
  "html formatting crossed": output((bytes) =>
    shows({ "text/html": fill(bytes, (i) => `<b id=a${i}><p>`) }),
  ),
  "json": output((bytes) => shows({ "application/json": times(bytes / 2, () => 1) })),
  "json of objects": output((bytes) =>
    shows({ "application/json": times(bytes / 20, (_, a) => ({ a, b: "c" })) }),
  ),
  "deep json": output((bytes) => {
    let json = 1;
    for (let i = 0; i < Math.min(bytes / 8, 3000); i++) json = { a: json, b: [json === 1] };
    return shows({ "application/json": json });
  }),
  "a figure": output((bytes) =>
    shows({
      "application/vnd.plotly.v1+json": {
        data: [{ type: "scatter", y: times(bytes / 20, Math.sqrt) }],
        layout: {},
      },
    }),
  ),
  "a figure of many traces": output((bytes) =>
    shows({
      "application/vnd.plotly.v1+json": {
        data: times(bytes / 60, () => ({ type: "scatter", y: [1, 2] })),
        layout: {},
      },
    }),
  ),
  "many figures": (bytes) =>
    notebook([
      code(
        "1",
        times(bytes / 200, () =>
          shows({
            "application/vnd.plotly.v1+json": {
              data: [{ type: "scatter", y: [1, 2] }],
              layout: { title: { text: "a" } },
            },
          }),
        ),
      ),
    ]),
  "a picture": output((bytes) => shows({ "image/png": "A".repeat(bytes) })),
  "many pictures": (bytes) =>
    notebook([
      code(
        "1",
        times(bytes / 200, () => shows({ "image/png": pixel })),
      ),
    ]),
  "an svg": output((bytes) =>
    shows({
      "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg">${fill(bytes, "<path d='M0 0'/>")}</svg>`,
    }),
  ),
  "latex": output((bytes) => shows({ "text/latex": `$$${fill(bytes, "a+")}$$` })),
  "many latex": (bytes) =>
    notebook([
      code(
        "1",
        times(bytes / 100, () => shows({ "text/latex": "$$\\frac12$$" })),
      ),
    ]),
  "a markdown output": output((bytes) => shows({ "text/markdown": fill(bytes, "1. a\n") })),
  "an error": output((bytes) => ({
    output_type: "error",
    ename: "Error",
    evalue: "a",
    traceback: times(bytes / 30, () => "  at a (b.ts:1:1)"),
  })),
  "metadata": (bytes) => ({ ...notebook([markdown("a")]), metadata: { a: "b".repeat(bytes) } }),
  "many metadata keys": (bytes) => ({
    ...notebook([markdown("a")]),
    metadata: Object.fromEntries(times(bytes / 14, (_, i) => [`a${i}`, 1])),
  }),
  "tags": (bytes) =>
    notebook([code("1"), { ...code("1"), metadata: { tags: times(bytes / 4, () => "a") } }]),
  "mime types": output((bytes) =>
    shows(Object.fromEntries(times(bytes / 20, (_, i) => [`a/b${i}`, "c"]))),
  ),
  "many source lines": (bytes) => notebook([markdown(times(bytes / 6, () => "a\n"))]),
  "cells with equal ids": (bytes) =>
    notebook(times(bytes / 80, () => ({ ...markdown("a"), id: "a" }))),
  "widths": text("𝔘̈ö́🙂‍🙂", cellText),
  "chinese emphasis": text("**中**文。", cellText),
  "callouts": text("> [!NOTE]\n> a\n\n", cellText),
  "tasks": text("- [ ] a\n", cellText),
  "details": text("<details><summary>a</summary>\n\nb\n\n</details>\n\n", cellText),
  "rules": text("---\n\n", cellText),
  "notebook links": text((i) => `[a](b${i}.ipynb#c) `, cellText),
  "dead links": text((i) => `[a](#b${i}) `, cellText),
  "lists of all depths": text(
    (i) => `${"  ".repeat(Math.abs((i % 90) - 45))}${i % 3 ? "-" : "1."} a\n`,
    cellText,
  ),
  "quotes that open and close": text((i) => (i % 2 ? "a\n" : `${"> ".repeat(90)}a\n`), cellText),
  "quotes with fences": text("> ```\n> a\n\n", cellText),
  "html of all depths": text(
    (i) => `${"<div>".repeat(i % 60)}a${"</div>".repeat(i % 50)}\n\n`,
    cellText,
  ),
  "emphasis of all kinds": text((i) => `${"*_~".repeat(i % 5)}a ${"~_*".repeat(i % 7)} `, cellText),
  "emphasis in links": text("[*a*](b '**c**') ", cellText),
  "links in links": text((i) => (i % 40 < 20 ? "[" : "](a)"), cellText),
  "definitions of many lines": text((i) => `[a${i}]:\n  <b${i}>\n  "c\n  d"\n`, cellText),
  "tables with pipes escaped": text(
    (i) => (i % 50 === 0 ? "\n|a|b|\n|:-:|-:|\n" : "|\\||`|`|\n"),
    cellText,
  ),
  "tables in quotes": text("> |a|b|\n> |-|-|\n> |1|2|\n\n", cellText),
  "footnotes in footnotes": text((i) => `[^a${i}]: b[^a${i + 1}]\n\n    c\n\n`, cellText),
  "footnotes across cells": (bytes) =>
    notebook([
      ...text((i) => `[^a${i}]: b\n\n`, cellText)(bytes / 2).cells,
      ...text((i) => `a[^a${i}]`, cellText)(bytes / 2).cells,
    ]),
  "formulas with deep braces": text(`$${"{".repeat(90)}x${"}".repeat(90)}$ `, cellText),
  "formulas with deep fractions": text(
    `$$${"\\frac{1}{".repeat(40)}x${"}".repeat(40)}$$\n\n`,
    cellText,
  ),
  "macros that expand": text(
    (i) =>
      i === 0
        ? `$\\newcommand{\\a}{xxxxxxxxxx}\\newcommand{\\b}{\\a\\a\\a\\a\\a\\a\\a\\a\\a\\a}$ `
        : "$\\b$ ",
    cellText,
  ),
  "many macros, many formulas": (bytes) =>
    notebook([
      ...text((i) => `$\\newcommand{\\a${letters(i)}}{b}$ `, cellText)(bytes / 2).cells,
      ...text("$a$ ", cellText)(bytes / 2).cells,
    ]),
  "matrices": text(`$$\\begin{matrix}${"a&b\\\\\\\\".repeat(40)}\\end{matrix}$$\n\n`, cellText),
  "references to formulas": text((i) => `$$a\\label{b${i}}$$ \\eqref{b${i + 1}}\n\n`, cellText),
  "an svg of nested groups": output((bytes) =>
    shows({
      "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg">${"<g>".repeat(bytes / 8)}${"</g>".repeat(bytes / 8)}</svg>`,
    }),
  ),
  "many svgs": (bytes) =>
    notebook([
      code(
        "1",
        times(bytes / 150, () =>
          shows({
            "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>",
          }),
        ),
      ),
    ]),
  "a figure of a million points": output((bytes) =>
    shows({
      "application/vnd.plotly.v1+json": {
        data: [
          { type: "scattergl", x: times(bytes / 10, (_, i) => i), y: times(bytes / 10, () => 1) },
        ],
        layout: {},
      },
    }),
  ),
  "a figure of many annotations": output((bytes) =>
    shows({
      "application/vnd.plotly.v1+json": {
        data: [{ type: "scatter", y: [1, 2] }],
        layout: { annotations: times(bytes / 50, (_, x) => ({ x, y: 1, text: "<b>a</b><<i>" })) },
      },
    }),
  ),
  "a figure of many frames": output((bytes) =>
    shows({
      "application/vnd.plotly.v1+json": {
        data: [{ type: "scatter", y: [1, 2] }],
        layout: {},
        frames: times(bytes / 60, (_, i) => ({ name: `a${i}`, data: [{ y: [i, 2] }] })),
      },
    }),
  ),
  "pictures in prose": text(`![a](data:image/png;base64,${pixel})\n\n`, cellText),
  "pictures of large text": (bytes) =>
    notebook(
      times(10, () =>
        markdown(`<img alt="a" src="data:image/png;base64,${"A".repeat(bytes / 10)}">`),
      ),
    ),
  "a hundred thousand cells": (bytes) =>
    notebook(times(bytes / 100, (i) => (i % 2 ? code("1", [prints("1\n")]) : markdown("# a")))),
  "a hundred thousand errors": (bytes) =>
    notebook([
      code(
        "1",
        times(bytes / 100, () => ({
          output_type: "error",
          ename: "A",
          evalue: "b",
          traceback: ["\u001b[31mA\u001b[0m: b"],
        })),
      ),
    ]),
  "ansi of many colours": output((bytes) =>
    prints(fill(bytes, (i) => `\u001b[38;2;${i % 256};${(i * 7) % 256};0;48;5;${i % 256};4ma`)),
  ),
  "ansi with long numbers": output((bytes) => prints(fill(bytes, `\u001b[${"9".repeat(300)}ma`))),
  "operating system commands": output((bytes) => prints(fill(bytes, "\u001b]8;;a\u001b\\b"))),
  "cursor up and down": output((bytes) =>
    prints(fill(bytes, (i) => (i % 3 ? "\u001b[999A" : "a\n\u001b[999B"))),
  ),
  "erase again and again": output((bytes) => prints(fill(bytes, "a\u001b[2J\u001b[Hb\u001b[K"))),
  "backspaces": output((bytes) => prints(fill(bytes, "ab\b"))),
  "tags of every cell": (bytes) =>
    notebook(
      times(100, () => ({
        ...code("1"),
        metadata: { tags: times(bytes / 1000, (i) => `a${i}`) },
      })),
    ),
  "one id in all of html": text('<p id="a">b</p>\n\n<a name="a"></a>\n\n', cellText),
  "ids and links": text((i) => `<a id="a${i}"></a>[b](#a${i}) `, cellText),
  "headings and links": text((i) => `# a ${i}\n\n[b](#a-${i})\n\n`, cellText),
  "a style sheet": output((bytes) =>
    shows({
      "text/html": `<style>${fill(bytes, (i) => `.a${i} .b{color:red}`)}</style><p class="a1">b</p>`,
    }),
  ),
  "style sheets and many elements": (bytes) =>
    notebook(
      times(bytes / 200_000, () =>
        code("1", [
          shows({
            "text/html": `<style>${fill(100_000, (i) => `.a${i % 100} p.b{color:red}`)}</style>${fill(100_000, (i) => `<div class=a${i % 100}><p class="a${i % 100} b">b</div>`)}`,
          }),
        ]),
      ),
    ),
  "style attributes": output((bytes) =>
    shows({
      "text/html": fill(
        Math.min(bytes, 4_900_000),
        '<p style="color:red;background:blue;width:10px">a</p>',
      ),
    }),
  ),
  "tables of tables": (bytes) =>
    notebook(
      times(bytes / 200_000, () =>
        code("1", [shows({ "text/html": fill(200_000, "<table><tr><td>") })]),
      ),
    ),
  "misnested tables": (bytes) =>
    notebook(
      times(bytes / 200_000, () =>
        code("1", [shows({ "text/html": `<table>${fill(200_000, "<b>a<p>")}` })]),
      ),
    ),
  "many attributes": (bytes) =>
    notebook(
      times(bytes / 200_000, () =>
        code("1", [shows({ "text/html": `<p ${fill(200_000, (i) => `a${i}=b `)}>c</p>` })]),
      ),
    ),
  "options and selects": (bytes) =>
    notebook(
      times(bytes / 200_000, () =>
        code("1", [shows({ "text/html": fill(200_000, "<select><option><button><a>") })]),
      ),
    ),
  "exercises": (bytes) =>
    notebook([
      code(
        "1",
        times(bytes / 300, (_, i) =>
          shows({
            "application/vnd.lossbook.exercise+json": {
              id: `a${i}`,
              part: "ask",
              question: "**b**",
              kind: "number",
            },
            "text/plain": "b",
          }),
        ),
      ),
    ]),
  "derivations": output((bytes) =>
    shows({
      "application/vnd.lossbook.derivation+json": {
        title: "a",
        steps: times(bytes / 60, () => ({ latex: "a=b", reason: "c", checked: 3 })),
      },
      "text/plain": "b",
    }),
  ),
  "raw cells": inCells("<b>a</b>\n", 1000, (source) => ({
    cell_type: "raw",
    metadata: { format: "text/html" },
    source,
  })),
  "unclosed tags": text("<a <b <c ", cellText),
  "odd tags": text("<a\n<!a\n<?a\n</\n", cellText),
  "entities without end": text("&a&#&#x&lt", cellText),
  "spaces": text(" \t \u00a0\u2003\n", cellText),
  "tabs": text("\t- a\n\t\t- b\n", cellText),
  "carriage returns in prose": text("a\r", cellText),
  "dollars and backslashes": text("\\$$\\\\($", cellText),
  "environments that never end": text((i) => `\\begin{a${i}} `, cellText),
  "languages": text(
    (i) =>
      `\`\`\`${["python", "julia", "r", "cpp", "html", "latex"][i % 6]}\na = "b" # c\n\`\`\`\n`,
    cellText,
  ),
  "code with one long string": inCells('"\\u0041${a}', cellText, code),
};

if (import.meta.url === pathToFileURL(argv[1] ?? "").href) {
  const [, , folder = "big", bytes = "10e6", only = ""] = argv;
  mkdirSync(folder, { recursive: true });
  for (const [name, make] of Object.entries(kinds))
    if (name.includes(only))
      writeFileSync(
        join(folder, `${name.replaceAll(" ", "-")}.ipynb`),
        JSON.stringify(make(Number(bytes))),
      );
}
