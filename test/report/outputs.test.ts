import { describe, expect, it } from "vitest";
import { readLeniently } from "../../src/nbformat/readLeniently.js";
import { EXPLORE_MIME } from "../../src/outputs/mimeTypes.js";
import { drawableSvg } from "../../src/report/outputs/svg.js";
import { renderReport } from "../../src/report/page/renderReport.js";
import { render, shown } from "./render.js";

const html = async (data: Record<string, unknown>) =>
  (await render({ outputs: [shown(data)] })).article.text;

describe("the richest form that shows something", () => {
  it("is the next where the sanitiser leaves nothing", async () => {
    const text = await html({
      "text/html": "<div id='a'></div><script>draw()</script><style>p{}</style>",
      "text/plain": "the plain text",
    });
    expect(text).toContain("the plain text");
    expect(text).not.toContain("draw()");
  });

  it("is a line that names what no form shows, with its source", async () => {
    const text = await html({ "application/vnd.vegalite.v5+json": { mark: "bar" } });
    expect(text).toContain(
      "An output that a report cannot show: application/vnd.vegalite.v5+json</p>",
    );
    expect(text).toMatch(/\{\n {2}&quot;mark&quot;: &quot;bar&quot;\n\}/);
    expect(await html({ "video/mp4": "AAAA" })).toContain("cannot show: video/mp4</p>");
    expect(await html({ "application/vnd.vegalite.v5+json": '{"mark":"bar"}' })).toContain("mark");
  });

  it("is the plain text of a type that nobody knows", async () => {
    const text = await html({ "application/vnd.x+json": {}, "text/plain": "Chart(…)" });
    expect(text).toContain("Chart(…)");
    expect(text).not.toContain("cannot show");
  });

  it("is nothing where there is nothing", async () => {
    expect(await html({ "text/plain": "" })).not.toContain("cannot show");
  });

  it("HTML that a script draws is told of, where there is nothing else to see", async () => {
    const drawn = "<div id=a></div><script>draw(a)</script>";
    expect(await html({ "text/html": drawn })).toContain("cannot show: text/html</p>");
    expect(await html({ "text/html": drawn, "text/plain": "a chart" })).not.toContain(
      "cannot show",
    );
    expect(await html({ "text/html": "<div id=a></div>" })).not.toContain("cannot show");
  });

  it("is HTML of 5,000,000 characters and no more", async () => {
    const padding = `<script>${"x".repeat(5_000_000 - "<script></script><b>x</b>".length)}</script>`;
    expect(await html({ "text/html": `${padding}<b>x</b>` })).toContain("<b>x</b>");
    const longer = await html({ "text/html": `${padding}<b>xy</b>` });
    expect(longer).not.toContain("<b>");
    expect(longer).toContain('<p class="notice">');
  });

  it("is a picture, an SVG without a namespace too", async () => {
    const text = await html({ "image/svg+xml": '<svg width="1"><g xlink:href="#a"/></svg>' });
    expect(decodeURIComponent(text)).toContain(
      '<svg xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg" width="1">',
    );
  });

  it("is a picture, an SVG written as HTML allows it or with prefixes too", async () => {
    const picture = async (svg: string) =>
      decodeURIComponent(
        /data:image\/svg\+xml,([^"]*)/.exec(await html({ "image/svg+xml": svg }))?.[1] ?? "",
      );
    expect(await picture("<SVG width=40><CIRCLE r=9><text>a & b&nbsp;c</SVG>")).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="40"><circle r="9"><text>a &#x26; b\u00a0c</text></circle></svg>',
    );
    const prefixed =
      '<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>';
    expect(await picture(prefixed)).toBe(prefixed);
    expect(await picture('<svg xmlns="u"><g editor:label="a:b"/></svg>')).toBe(
      '<svg xmlns:editor="urn:editor" xmlns="u"><g editor:label="a:b"/></svg>',
    );
    expect(await html({ "image/svg+xml": "<p>a < b</p>", "text/plain": "no svg" })).toContain(
      "no svg",
    );
  });

  it("is what is under a type's other names", async () => {
    expect(await html({ "Text/HTML; charset=utf-8": "<b>x</b>" })).toContain("<b>x</b>");
    expect(await html({ "image/jpg": "/9j/" })).toContain("data:image/jpeg;base64,/9j/");
    const both = await html({ "TEXT/HTML": "<b>no</b>", "text/html": "<b>x</b>" });
    expect(both).toContain("<b>x</b>");
    expect(both).not.toContain("no");
    expect(await html({ "text/plain": 5 })).toMatch(/<pre[^>]*>5<\/pre>/);
  });

  it("is no Markdown or text of which nothing is left", async () => {
    for (const markdown of ["", "<!-- a -->", "<script>a()</script>"])
      expect(await html({ "text/markdown": markdown, "text/plain": "the text" })).toContain(
        "the text",
      );
    expect(await html({ "text/markdown": "$x$", "text/plain": "the text" })).not.toContain(
      "the text",
    );
    expect(await html({ "text/yaml": "a: 1", "text/plain": " \n" })).toContain(
      "cannot show: text/yaml",
    );
  });

  it("HTML beside a frame or a film says what is missing", async () => {
    const map = "<div><span>Trust this notebook</span><iframe srcdoc='m'></iframe></div>";
    const text = await html({ "text/html": map });
    expect(text).toContain("Trust this notebook");
    expect(text).toContain("cannot show: iframe</p>");
  });

  it("is one text where a stream was stored write by write", async () => {
    const stream = (text: string, name = "stdout") => ({ output_type: "stream", name, text });
    const { article } = await render({
      outputs: [
        stream(" 33%"),
        stream("\r100%\n"),
        stream("e", "stderr"),
        stream("\ud83d"),
        stream("\ude00\n"),
      ],
    });
    const texts = [...article.text.matchAll(/<pre[^>]*>\s*([^<]*)<\/pre>/g)].map(
      ([, text]) => text,
    );
    expect(texts).toEqual(["100%", "e", "😀"]);
  });

  it("is the text where a picture is none", async () => {
    expect(await html({ "image/png": "no base64!", "text/plain": "a figure" })).toContain(
      "a figure",
    );
  });
});

describe("an SVG that multiplies itself is no picture", () => {
  const bomb = (levels: number): string =>
    `<svg>${Array.from({ length: levels }, (_, level) => `<g id="l${level + 1}">${`<use href="#l${level}"/>`.repeat(10)}</g>`).join("")}<g id="l0"><path/></g><use href="#l${levels}"/></svg>`;

  it("but one that uses its parts again is", () => {
    expect(drawableSvg(bomb(2))).toBeDefined();
    expect(drawableSvg(bomb(9))).toBeUndefined();
    expect(drawableSvg('<svg><g id="a"><use href="#a"/></g></svg>')).toBeDefined();
  });

  it("nor is one of entities", () => {
    expect(drawableSvg('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')).toBeUndefined();
    expect(drawableSvg("<p>no picture</p>")).toBeUndefined();
  });
});

describe("a raw cell", () => {
  const raw = async (source: string, metadata: unknown = {}) => {
    const cells = [{ cell_type: "raw", id: "raw", metadata, source }];
    const notebook = readLeniently({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
    return (await renderReport(notebook, { fallbackTitle: "x" })).article.text;
  };

  it("is shown as text, or in the format that it names, sanitised", async () => {
    expect(await raw("<b>plain</b> raw")).toContain("&lt;b&gt;plain&lt;/b&gt; raw</pre>");
    const bold = await raw("<b>bold</b><script>a()</script>", { format: "text/html" });
    expect(bold).toContain("<b>bold</b>");
    expect(bold).not.toContain("a()");
    expect(await raw("<script>a()</script>", { format: "text/html" })).toContain(
      '<pre class="text raw" data-scroll="text">&lt;script&gt;a()&lt;/script&gt;</pre>',
    );
    expect(await raw("*emph*", { raw_mimetype: "text/markdown" })).toContain("<em>emph</em>");
    for (const formula of ["\\begin{align}a\\end{align}", "\\alpha^2", "$\\alpha^2$"])
      expect(await raw(formula, { format: "text/latex" }), formula).toContain("<math");
  });

  it("that is empty, or that its tag removes, is not", async () => {
    expect(await raw(" ")).toBe("");
    expect(await raw("text", { tags: ["remove-cell"] })).toBe("");
  });
});

it("an exploration with words alone has no list of numbers", async () => {
  const exploration = { version: 1, id: "coin", title: "A coin", controls: [], frames: "all" };
  const words = { "": { numbers: [], sentences: ["It is fair."] } };
  const text = await html({ [EXPLORE_MIME]: { ...exploration, words } });
  expect(text).toContain('<div class="sentences" aria-live="polite"><p>It is fair.</p></div>');
});

describe("a figure of a kind that needs the network", () => {
  it("is one sentence, beside what it shows", async () => {
    const figure = {
      data: [{ type: "choropleth", locations: ["DEU"], z: [1] }],
      layout: {},
      alt: "Map.",
    };
    const text = await html({ "application/vnd.plotly.v1+json": figure });
    expect(text).toContain("cannot draw this kind of figure without the network: choropleth</p>");
    expect(text).toContain("<p>Map.</p>");
    expect(text).not.toContain("<figure");
  });
});

describe("controls of a notebook", () => {
  it("are the boxes of a task list, and stay out of the contents", async () => {
    const { article, headings } = await render({
      markdown: [
        '## A <input type="text" value="x"> <b>b</b>\n\n- [x] done\n\n<input type="password">',
      ],
    });
    expect(article.text).not.toMatch(/type="(?:text|password)"|value="x"/);
    expect(article.text).toContain('<input type="checkbox" checked disabled');
    expect(headings[0]!.title.text).not.toContain("input");
    expect(headings[0]!.title.text).toContain("<b>b</b>");
  });

  it("a cell of a table is no wider than a screen", async () => {
    const text = await html({
      "text/html": '<table><tr><td colspan="65534" rowspan="65534">a</td></tr></table>',
    });
    expect(text).toContain('colspan="100" rowspan="1000"');
    const cells = (count: number) =>
      `<table><tr>${'<td colspan="100">a</td>'.repeat(count)}</tr></table>`;
    expect(await html({ "text/html": cells(20) })).toContain('colspan="100"');
    expect(await html({ "text/html": cells(21) })).not.toContain("colspan");
  });
});

it("a heading keeps its emphasis where it travels, and nothing else", async () => {
  const kept =
    "b i em strong code sub sup s del ins kbd q samp small span u var abbr mark dfn".split(" ");
  const marked = kept.map((tag) => `<${tag}>x</${tag}>`).join("");
  const { headings } = await render({
    markdown: [`<h2>${marked}y<wbr>z<a href="#a">l</a><cite>c</cite></h2>`],
  });
  expect(headings[0]!.title.text).toBe(`${marked}y<wbr>zlc`);
});

it("control characters of terminals are never part of a page", async () => {
  const text = await html({ "text/plain": "a\u009b31mb\u0085\u001b]0;title\u0007c" });
  // eslint-disable-next-line no-control-regex
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
});
