import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, readColour } from "../../src/report/inlineStyles/colours.js";
import { markupOf, sanitizedTree } from "../../src/report/sanitize.js";

const cleaned = (html: string): string => markupOf(sanitizedTree(html));
/** The style of the first element with the text, as the page gets it. */
const styleOf = (html: string, text: string): string | undefined =>
  new RegExp(`<[a-z]+(?: [^<>]*?style="([^"]*)")?[^<>]*>${text}<`).exec(cleaned(html))?.[1];
const declared = (style: string): string | undefined => styleOf(`<p style="${style}">x</p>`, "x");

describe("what a style of another tool may say", () => {
  it.each([
    ["text-align: right", "text-align:right"],
    ["font-weight:700;font-style:italic", "font-weight:700;font-style:italic"],
    ["WIDTH: 120px", "width:120px;max-width:100%"],
    ["padding: 1px 2px", "padding-top:1px;padding-right:2px;padding-bottom:1px;padding-left:2px"],
    ["white-space: pre-wrap", "white-space:pre-wrap"],
    ["border-left: 2px solid red", "border-left:2px solid #ff0000"],
    ["background-color: #ffff00", "background-color:#ffff00;color:#24221e"],
    ["font-size: 80%", "font-size:0.8em"],
    ["font-size: 12pt", "font-size:1em"],
    ["font-size: 24px", "font-size:1.5em"],
    ["font-size: smaller", "font-size:smaller"],
    ["font-family: 'Courier New', serif", "font-family:var(--mono)"],
    ["text-decoration-line: underline", "text-decoration:underline"],
    ["margin: 0", "margin-top:0;margin-bottom:0"],
    [
      "padding: 1px 2px 3px",
      "padding-top:1px;padding-right:2px;padding-bottom:3px;padding-left:2px",
    ],
    [
      "padding: 1px 2px 3px 4px",
      "padding-top:1px;padding-right:2px;padding-bottom:3px;padding-left:4px",
    ],
    ["width: 60%", "width:60%"],
    ["width: 101%", "width:100%"],
    ["width: 125em", "width:125em"],
    ["height: 1000px", "height:1000px"],
    ["border-radius: 100px", "border-radius:100px"],
    [`font-family: mono, ${"x".repeat(994)}`, "font-family:var(--mono)"],
    ["border-top: 20px dotted", "border-top:20px dotted"],
    ["border-bottom-color: #000", "border-bottom-color:light-dark(#000000,"],
  ])("%s stays", (style, kept) => {
    expect(declared(style)).toContain(kept);
  });

  it.each([
    "position: fixed; top: 0; left: 0",
    "background: url(https://example.org/x.png)",
    "background-image: url('data:image/svg+xml,x')",
    "background-image: image-set('https://example.org/x.png' 1x)",
    "width: expression(alert(1))",
    "behavior: url(#default#VML)",
    "-moz-binding: url(x)",
    "color: var(--danger)",
    "width: 100000px",
    "margin: -100px",
    "transform: scale(100)",
    "z-index: 99999",
    "content: 'x'",
    "filter: blur(9px)",
    "animation: x 1s infinite",
    "opacity: 0",
    "cursor: none",
    "width: calc(100% * 1000)",
    "color: transparent",
    "font-family: url(x)",
    "min-width: 600px",
    "white-space: nowrap",
    "margin-left: 50px",
    "background: re\\64",
    "--x: url(x)",
    "width: 1e9px",
    "color: rgb(1,2",
    "border: 5000px solid red",
    "width: 5",
    "width: 126em",
    "height: 1001px",
    "border-radius: 100.5px",
    `font-family: mono, ${"x".repeat(995)}`,
    "height: 751pt",
    "padding: 101px",
    "border: 21px solid",
    "border: 1px solid red blue green",
    "border-middle: 1px solid",
    "background: none",
    "font-family: serif",
  ])("%s goes", (style) => {
    expect(declared(style)).toBeUndefined();
  });

  it("a table may be wider than the page: it has a box that scrolls", () => {
    const cell = (style: string) =>
      styleOf(`<table><tr><td style="${style}">x</td></tr></table>`, "x");
    expect(cell("min-width: 600px;white-space: nowrap")).toBe("min-width:600px;white-space:nowrap");
  });

  it("letters stay large enough to be read, and small enough for the page", () => {
    expect(declared("font-size: 0")).toBeUndefined();
    expect(declared("font-size: 1px")).toBe("font-size:0.7em");
    expect(declared("font-size: 900px")).toBe("font-size:3em");
  });

  it("a value ends neither the attribute nor the rule", () => {
    const html = cleaned(
      `<style>p { color: red"; background: url(x) } p{font-weight:"bold;} </style><p style='color:"><img src=x onerror=a()>'>x</p>`,
    );
    expect(html).toBe("<p>x</p>");
  });
});

describe("nothing but what was read reaches the page", () => {
  const grammar =
    /^(?:[a-z-]+:(?:[\w#.,% ()-]|light-dark\(|linear-gradient\(|var\(--mono\))*(?:;|$))*$/;
  const names = [
    "color", "background", "background-image", "border", "border-left", "width", "position", "content", "font-family",
    "padding", "display", "--x", "white-space", "filter", "height", "list-style",
  ]; // prettier-ignore
  const values = [
    "red", "#fff", "url(x)", "url('//a.b/c')", "var(--x)", "var(--y, url(x))", "expression(1)", "10px", "fixed", "0",
    "linear-gradient(90deg, red 10%, url(x) 20%)", "linear-gradient(red, transparent 50%, #00f)", "1px solid red",
    "'\\22>'", '"><img src=x>', "</style><script>", "!important", "calc(1px*1e9)", "rgba(0,0,0,.5)", "-5px", "1e5px",
    "light-dark(red,url(x))", "/*", "*/", "\\75rl(x)", "inherit;position:fixed", "{", "}", "red;}", "(", ")", "'", ";",
  ]; // prettier-ignore

  it("whatever declarations are put together", () => {
    const declarations = fc.array(
      fc.tuple(
        fc.constantFrom(...names),
        fc.constantFrom(...values),
        fc.constantFrom("", ...values),
      ),
      { minLength: 1, maxLength: 4 },
    );
    const text = (list: readonly (readonly string[])[]) =>
      list.map(([name, ...rest]) => `${name}:${rest.join(" ")}`).join(";");
    fc.assert(
      fc.property(declarations, declarations, (own, sheet) => {
        const html = cleaned(
          `<style>p{${text(sheet)}}</style><p style="${text(own).replaceAll('"', "&quot;")}">x</p>`,
        );
        const styles = [...html.matchAll(/style="([^"]*)"/g)].map(([, style]) => style ?? "");
        for (const style of styles) {
          expect(style).toMatch(grammar);
          expect(style).not.toMatch(/position|url|content|--(?!mono)/);
        }
        expect(styles.length).toBeLessThanOrEqual(1);
        expect(html).not.toMatch(/<(?:style|script|img)/);
      }),
      { numRuns: 500, seed: 13 },
    );
  });
});

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

describe("colours can be read in both themes", () => {
  const paper = { light: "#fdfcf9", dark: "#17181b" };
  const grounds = ["", "#ffff00", "#000080", "#d65f5f", "rgba(255,0,0,0.2)", "white", "hsl(200 50% 50%)", "#808080"]; // prettier-ignore
  const texts = ["", "red", "black", "white", "#ccc", "#000080", "lightgreen", "rgb(10% 20% 30%)"];
  const pairs = grounds.flatMap((ground) => texts.map((text) => [ground, text] as const));

  it.each(pairs)("ground %j, text %j", (ground, text) => {
    const style = `${ground && `background-color:${ground};`}${text && `color:${text}`}`;
    // Something else is coloured too, so that white is no paper.
    const html = `<table><tr><td style="background:red">r</td><td style="${style}">x</td></tr></table>`;
    const css = styleOf(html, "x") ?? "";
    for (const mode of ["light", "dark"] as const) {
      const at = (property: string, otherwise: string) => {
        const value = new RegExp(`(?:^|;)${property}:([^;]*)`).exec(css)?.[1] ?? otherwise;
        const [, light, dark] = /^light-dark\((.*),(.*)\)$/.exec(value) ?? [value, value, value];
        return readColour((mode === "light" ? light : dark) ?? "")!;
      };
      const ink = mode === "light" ? "#24221e" : "#dedbd4";
      expect(contrast(at("color", ink), at("background-color", paper[mode]))).toBeGreaterThan(4.49);
    }
  });

  it("white is the paper of the tool where it is the only ground, and a colour among others", () => {
    const cell = '<td style="background:#fff;color:#333">x</td>';
    expect(cleaned(`<table><tr>${cell}</tr></table>`)).not.toContain("background");
    expect(cleaned(`<table><tr>${cell}<td style="background:#f00">y</td></tr></table>`)).toContain(
      "background-color:#ffffff",
    );
  });

  it("a bar in a cell keeps its length and its hue", () => {
    const css = declared("background: linear-gradient(90deg, #d65f5f 44.4%, transparent 44.4%)");
    expect(css).toMatch(
      /^background:linear-gradient\(90deg,light-dark\(#[\da-f]{6},#[\da-f]{6}\) 44\.4%,transparent 44\.4%\)$/,
    );
  });
});
