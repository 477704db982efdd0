import { describe, expect, it } from "vitest";
import { render, shown } from "./render.js";

const article = async (html: string): Promise<string> =>
  (await render({ outputs: [shown({ "text/html": html, "text/plain": "PLAIN" })] })).article.text;

describe("an HTML output without a word", () => {
  it.each([
    `<div style="background-color:olive;width:50px;height:50px"></div>`,
    `<span style="background:red;display:inline-block;width:20px;height:20px"></span>`,
    `<span style="background:red;padding:0 10px"></span>`,
    `<div style="background:#eee"><div style="height:10px;width:30%"></div></div>`,
    `<div style="border:1px solid #888;height:3em"></div>`,
    `<div style="background:linear-gradient(90deg, red, blue);height:.5em"></div>`,
    `<style>.box { background: teal; height: 40px }</style><div class="box"></div>`,
    `<table><tr><td bgcolor="red"></td><td bgcolor="blue"></td></tr></table>`,
    `<progress value="3" max="10"></progress>`,
    `<meter value="0.5"></meter>`,
    `<svg width="10" height="10"><circle r="5" cx="5" cy="5"/></svg>`,
  ])("is kept where its style fills it: %s", async (html) => {
    const text = await article(html);
    expect(text).toContain('class="rich"');
    expect(text).not.toContain("PLAIN");
  });

  it.each([
    `<div style="background-color:olive;width:0;height:0"></div>`,
    `<div style="width:50px;height:50px"></div>`,
    `<div style="background:transparent;height:50px"></div>`,
    `<div style="background:red"></div>`,
    `<div style="border:none;height:9px"></div>`,
    `<span style="background:red;width:20px;height:20px"></span>`,
    `<div style="background:red;height:9px;display:none"></div>`,
    `<svg style="position:absolute;width:0;height:0"><symbol id="a"><path d="M0 0"/></symbol></svg>`,
    `<svg><use xlink:href="#elsewhere"/></svg>`,
  ])("falls to its next form where nothing would be seen: %s", async (html) => {
    expect(await article(html)).toContain("PLAIN");
  });
});

describe("an SVG among HTML", () => {
  const picture = async (html: string): Promise<string> => {
    const [, src = ""] = /<img src="([^"]*)"/.exec(await article(html)) ?? [];
    expect(src).toMatch(/^data:image\/svg\+xml,/);
    return decodeURIComponent(src.replace(/^[^,]*,/, ""));
  };

  it("is a picture between the words around it", async () => {
    const html = `<p>before</p><svg viewBox="0 0 9 9" width="90"><title>A &amp; b</title><path d="M0 0h9"/></svg> after`;
    const text = await article(html);
    expect(text).toMatch(/<p>before<\/p><img [^>]*alt="A &#x26; b" width="90"> after/);
    expect(await picture(html)).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 9 9" width="90">.*<path d="M0 0h9" \/><\/svg>$/,
    );
  });

  it("is well-formed XML, with the HTML inside of it", async () => {
    const svg = await picture(
      `<svg><text x=1>50% &lt; 1&nbsp;€ %20</text><foreignObject><div>w<br>x</div></foreignObject></svg>`,
    );
    expect(svg).toContain("50% &#x3C; 1\u00a0€ %20");
    expect(svg).toContain('<div xmlns="http://www.w3.org/1999/xhtml">w<br />x</div>');
  });

  it("stands in Markdown as well, with a price in its text", async () => {
    const { article } = await render({
      markdown: [`Text\n\n<svg><text>$a+b$ and $x$</text></svg>\n`],
    });
    expect(decodeURIComponent(article.text)).toContain("<text>$a+b$ and $x$</text>");
  });

  it("leaves out its scripts, and writes its styles as XML", async () => {
    const svg = "<svg><style>a{b:<&}</style><script><![CDATA[a<b,c=d]]></script><rect/></svg>";
    expect(await picture(svg)).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg"><style>a{b:&lt;&amp;}</style><rect /></svg>`,
    );
  });

  it("is read from an address too", async () => {
    expect(await picture(`<img src="data:image/svg+xml;utf8,<svg><path d=M0 /></svg>">`)).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg"><path d="M0" /></svg>`,
    );
    const bomb = `<svg><!ENTITY x>`;
    expect(await article(`<img src="data:image/svg+xml,${bomb}">`)).not.toContain("<img");
  });
});

describe("of two values of a property", () => {
  it.each([
    ["width: 10px; width: expression(alert(1))", "width:10px;max-width:100%"],
    ["color: red; color: oklch(40% 0.26 29)", "color:light-dark(#e60000,#ff1a1a)"],
    ["height: 9px !important; height: url(x)", "height:9px"],
    ["padding-left: 4px; padding-left: calc(1px + 1em)", "padding-left:4px"],
    ["border: 1px solid #888; border: url(x)", "border:1px solid #888888"],
    ["width: 10px; width: 20px", "width:20px;max-width:100%"],
  ])("the last that is allowed holds: %s", async (style, kept) => {
    expect(await article(`<p style="${style}">x</p>`)).toContain(`<p style="${kept}">`);
    const sheet = await article(`<style>p { ${style} }</style><p>x</p>`);
    expect(sheet).toContain(`<p style="${kept}">`);
  });

  it.each([
    "width: 10px; width: auto",
    "color: red; color: inherit",
    "display: none; display: grid",
    "max-width: 9px; max-width: none",
    "background-color: red; background-color: initial",
    "border-top: 1px solid red; border-top: unset",
  ])("a word that takes the first one back does: %s", async (style) => {
    expect(await article(`<p style="${style}">x</p>`)).toContain("<p>x</p>");
  });
});
