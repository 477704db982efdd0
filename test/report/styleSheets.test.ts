import { describe, expect, it } from "vitest";
import { markupOf, sanitizedTree } from "../../src/report/sanitize.js";

const cleaned = (html: string): string => markupOf(sanitizedTree(html));

describe("a style sheet of an output", () => {
  const sheet = (css: string, html: string): string =>
    cleaned(`<div><style>${css}</style></div><section>${html}</section>`)
      .replace("<div></div><section>", "")
      .replace("</section>", "");

  it.each([
    ["#T_a_row0_col1", '<p id="T_a_row0_col1">x</p>'],
    ["#t .y, #t .x", '<div id="t"><p class="x">x</p></div>'],
    ["div > p", "<div><p>x</p></div>"],
    ["b + p", "<b>b</b><p>x</p>"],
    ["b ~ p", "<b>b</b><i>i</i><p>x</p>"],
    ["p:first-child", "<p>x</p><p>y</p>"],
    ["p:nth-child(2n)", "<p>y</p><p>x</p>"],
    ["p:nth-child(-n+1)", "<p>x</p><p>y</p>"],
    ["p:only-of-type", "<b>b</b><p>x</p>"],
    ['p[align="left"]', '<p align="left">x</p>'],
    ["* p", "<div><p>x</p></div>"],
    ["p.a.b", '<p class="b a">x</p>'],
    ["p[align]", '<p align="left">x</p><p>y</p>'],
    ["p[align=left]", '<p align="right">y</p><p align="left">x</p>'],
    ["p:last-child", "<p>y</p><p>x</p>"],
    ["p:nth-child(2)", "<p>y</p><p>x</p><p>z</p>"],
    ["p:nth-child( n + 3 )", "<p>y</p><p>z</p><p>x</p>"],
    ["p:nth-child(3n-1)", "<p>y</p><p>x</p><p>z</p><p>v</p>"],
    ["p:nth-of-type(even)", "<b></b><p>y</p><i></i><p>x</p>"],
    ["p:first-of-type", "<b></b><p>x</p><p>y</p>"],
    ["p:nth-child(ODD)", "<b></b><b></b><p>x</p><p>y</p>"],
    ["p[aria-label]", '<p aria-label="a">x</p><p>y</p>'],
  ])("%s means the element", (selector, html) => {
    expect(sheet(`${selector} { font-weight: bold }`, html)).toMatch(
      /<p[^>]* style="font-weight:bold">x<\/p>/,
    );
    expect(sheet(`${selector} { font-weight: bold }`, html).match(/style=/g)).toHaveLength(1);
  });

  it.each([
    ["#T_b", '<p id="T_a">x</p>'],
    ["div > p", "<div><i><p>x</p></i></div>"],
    ["p:nth-child(odd)", "<b></b><p>x</p>"],
    ["p:hover", "<p>x</p>"],
    ['p[align="left"]', '<p align="right">x</p>'],
    ["p[align=left]", "<p>x</p>"],
    ["p:nth-child(-2)", "<p>x</p><p>y</p>"],
    ["p:nth-child(n+2)", "<p>x</p>"],
    ["p:nth-child()", "<p>x</p>"],
    ["p:nth-child", "<p>x</p>"],
    ["p:first-child(1)", "<p>x</p>"],
    ["p:only-child", "<b>b</b><p>x</p>"],
    ["b + p", "<b>b</b><i>i</i><p>x</p>"],
    ["b ~ p", "<p>x</p><b>b</b>"],
    ["p::before", "<p>x</p>"],
    ["html", "<p>x</p>"],
    ["body p", "<p>x</p>"],
    ["@media print { p", "<p>x</p>"],
  ])("%s does not", (selector, html) => {
    expect(sheet(`${selector} { font-weight: bold }`, html)).not.toContain("style=");
  });

  it.each([
    ['b:not(p) { color: red } p { content: "}"; font-weight: bold }'],
    ["b { content: 'a\nb} p { font-weight: bold }"],
    ['b { content: "\\"}" } p { font-weight: bold }'],
    ["b { color: red; p { font-weight: 100 } } p { font-weight: bold }"],
    ["b {} p { font-weight: 300; font-weight: bold }"],
    ["a; p { font-weight: bold"],
    ["/* a */ <!-- p { font-weight: bold } --> /* p { font-weight: 100 }"],
  ])("is read as CSS is: %s", (css) => {
    expect(sheet(css, "<p>x</p>")).toBe('<p style="font-weight:bold">x</p>');
  });

  it("obeys order, weight and importance as CSS does", () => {
    const weight = (css: string, html = '<p id="i" class="c">x</p>') =>
      /font-weight:(\w+)/.exec(sheet(css, html))?.[1];
    expect(weight("p{font-weight:100} p{font-weight:200}")).toBe("200");
    expect(weight(".c{font-weight:100} p{font-weight:200}")).toBe("100");
    expect(weight("#i{font-weight:100} p.c{font-weight:200}")).toBe("100");
    expect(weight("p{font-weight:100!important} #i{font-weight:200}")).toBe("100");
    expect(weight("#i{font-weight:100}", '<p id="i" style="font-weight:900">x</p>')).toBe("900");
  });

  it("knows variables, and leaves comments and at-rules out", () => {
    const css =
      "@import url(x); /* p{color:red} */ @font-face { font-family: a; src: url(x) } :root{} #a { --w: bold } p { font-weight: var(--w) } b { font-weight: var(--none, 300) }";
    expect(sheet(css, '<div id="a"><p>x</p><b>y</b></div>')).toBe(
      '<div id="n-a"><p style="font-weight:bold">x</p><b style="font-weight:300">y</b></div>',
    );
  });

  it("takes a variable from around, and one within another, but not without end", () => {
    const css = (own: string) =>
      `div { --a: var( --b , 300 ); --b: 100 } p { --c: 200 } p { font-weight: ${own} }`;
    const weight = (own: string) =>
      /font-weight:(\w+)/.exec(sheet(css(own), "<div><p>x</p></div>"))?.[1];
    expect(weight("var(--a)")).toBe("100");
    expect(weight("var(--c)")).toBe("200");
    expect(weight("var(--d, var(--b))")).toBe("100");
    expect(weight("var(--d)")).toBeUndefined();
    const endless = "p { --a: var(--a) var(--a); font-weight: var(--a) }";
    expect(sheet(endless, "<p>x</p>")).toBe("<p>x</p>");
  });

  it("has Jupyter's boxes built in", () => {
    const html = cleaned('<div class="alert alert-danger">x</div>');
    expect(html).toMatch(
      /^<div style="background-color:light-dark\(#f7e3df,#2f1d1e\);padding-top:0\.6em;/,
    );
    expect(html).toContain("border-radius:4px");
    expect(cleaned('<div class="alerting">x</div>')).toBe("<div>x</div>");
  });

  it("makes an old font element one of ours", () => {
    expect(cleaned('<p><font color="navy">x</font></p>')).toMatch(
      /^<p><span style="color:light-dark\(#000080,#[\da-f]{6}\)">x<\/span><\/p>$/,
    );
  });

  it("takes out what is not to be seen: the text beside a diagram of scikit-learn", () => {
    const css = "#s .fallback { display: none } #s div.c { display: inline-block !important }";
    const html =
      '<div id="s"><div class="fallback"><pre>Pipeline()</pre></div><div class="c" hidden>diagram</div></div>';
    const shown = sheet(css, html);
    expect(shown).not.toContain("Pipeline");
    expect(shown).toContain("diagram");
    expect(cleaned("<p hidden>x</p><p>y</p>")).toBe("<p>y</p>");
  });

  it("of thousands of cells is read, one of thousands of rules for each cell is not", () => {
    const cells = Array.from({ length: 2000 }, (_, at) => at);
    const table = `<table>${cells.map((at) => `<tr><td id="c${at}">${at}</td></tr>`).join("")}</table>`;
    const byId = cells.map((at) => `#c${at} { font-weight: bold }`).join("\n");
    expect(sheet(byId, table).match(/font-weight:bold/g)).toHaveLength(2000);
    const begun = process.cpuUsage().user;
    sheet("tr:nth-child(odd) td { font-weight: bold }".repeat(3000), table);
    expect((process.cpuUsage().user - begun) / 1e6).toBeLessThan(20);
  });

  it("is not compared without end", () => {
    const deep = "<div>".repeat(200) + "x";
    const css = "div div div div div div p, div div div div div div i {color: red}".repeat(50);
    const begun = process.cpuUsage().user;
    expect(sheet(css.replaceAll(" p", " div"), deep)).toContain("x");
    expect((process.cpuUsage().user - begun) / 1e6).toBeLessThan(20);
  });
});
