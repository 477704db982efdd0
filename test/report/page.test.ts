import { describe, expect, it } from "vitest";
import { embeddedJson, markup } from "../../src/report/html.js";
import { dataScript, renderPage, type PageParts } from "../../src/report/page/page.js";
import { pagerPlace, withPager } from "../../src/report/page/pager.js";
import { foreignPolicy, livePolicy, staticPolicy } from "../../src/report/page/policy.js";
import { wordsOf } from "../../src/report/words.js";
import { checkedConfig, colourStyle } from "../../src/node/course/siteConfig.js";

describe("markup", () => {
  it("escapes every value that is not markup", () => {
    expect(markup`<p title="${'"<'}">${"&"}${markup`<b>${1}</b>`}</p>`.text).toBe(
      '<p title="&quot;&lt;">&amp;<b>1</b></p>',
    );
  });

  it("lets no JSON end its script element", () => {
    const { text } = embeddedJson({ a: "</script><!--\u2028" });
    expect(text).not.toContain("<");
    expect(JSON.parse(text)).toEqual({ a: "</script><!--\u2028" });
  });
});

describe("policies", () => {
  it("admit a foreign page's scripts by hash and nothing else", () => {
    const { first, second } = foreignPolicy(["sha256-A"]);
    expect(first).toMatch(/^default-src 'none'; script-src 'sha256-A'; /);
    expect(first).not.toContain("'self'");
    expect(first).not.toContain("unsafe-eval");
    expect(second).toBeUndefined();
  });

  it("let a site's own page take its shared files, and never the network", () => {
    const { first } = staticPolicy(["sha256-A"], true);
    expect(first).toContain("script-src 'self' 'sha256-A';");
    expect(first).toContain("style-src 'self' 'unsafe-inline';");
    expect(first).toContain("connect-src 'none'");
  });

  it("take evaluation, workers and frames from a live page with the second policy", () => {
    const { first, second } = livePolicy(["sha256-BOOT", "sha256-PAGE"], ["sha256-PAGE"], false);
    expect(first).toContain("'unsafe-eval'; worker-src blob:");
    expect(second).toBe("script-src 'sha256-PAGE'; worker-src 'none'; frame-src 'none'");
  });
});

describe("policies, word for word", () => {
  const rest =
    "img-src data: blob:; font-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'";
  it.each([
    ["foreign", foreignPolicy([]).first, `script-src 'none'; style-src 'unsafe-inline'; ${rest}`],
    ["foreign with scripts", foreignPolicy(["a", "b"]).first, `script-src 'a' 'b'; style-src 'unsafe-inline'; ${rest}`],
    ["own, a file", staticPolicy(["a"], false).first, `script-src 'a'; style-src 'unsafe-inline'; ${rest}`],
    ["own, no script", staticPolicy([], false).first, `script-src 'none'; style-src 'unsafe-inline'; ${rest}`],
    ["own, a site", staticPolicy(["a"], true).first, `script-src 'self' 'a'; style-src 'self' 'unsafe-inline'; ${rest}`],
    ["own, a site's scripts alone", staticPolicy([], true).first, `script-src 'self' ; style-src 'self' 'unsafe-inline'; ${rest}`],
    ["live, a file", livePolicy(["a"], ["b"], false).first, `script-src 'a' 'unsafe-eval'; worker-src blob:; style-src 'unsafe-inline'; ${rest}`],
    ["live, a site", livePolicy(["a"], ["b"], true).first, `script-src 'self' 'a' 'unsafe-eval'; worker-src blob:; style-src 'self' 'unsafe-inline'; ${rest}`],
  ])("%s", (_, policy, expected) => {
    expect(policy).toBe(`default-src 'none'; ${expected}`);
  }); // prettier-ignore

  it("a live page's second binds the page alone", () => {
    expect(livePolicy(["a"], ["b"], true).second).toBe(
      "script-src 'self' 'b'; worker-src 'none'; frame-src 'none'",
    );
    expect(staticPolicy(["a"], true).second).toBe(undefined);
  });
});

describe("a whole page", () => {
  const words = wordsOf("en");
  const parts: PageParts = {
    language: "en",
    words,
    title: "T & t",
    siteTitle: "Site",
    description: "d",
    policies: { first: "p1" },
    styles: [],
    early: "early<1",
    scripts: [],
    headings: [],
    article: markup`<p>a</p>`,
    footer: markup`<p>f</p>`,
  };
  const heading = (level: number, id: string) => ({
    level,
    id,
    text: id,
    title: markup`<i id="x">${id}</i>`,
  });
  const page = (more: Partial<PageParts> = {}): string =>
    renderPage({ ...parts, ...more })
      .replace(/\s+/g, " ")
      .replace(/> (?=<)/g, ">");

  it("has its policy before all else, and only what it was given", () => {
    expect(page()).toBe(
      '<!doctype html><html lang="en"><head><meta charset="utf-8" />' +
        '<meta http-equiv="Content-Security-Policy" content="p1" />' +
        '<meta name="viewport" content="width=device-width, initial-scale=1" />' +
        '<meta name="color-scheme" content="light dark" /><meta name="referrer" content="no-referrer" />' +
        '<meta name="generator" content="lossbook" /><meta name="description" content="d" />' +
        '<title>T &amp; t · Site</title><link rel="icon" href="data:," />' +
        '<script>early<1</script></head><body><a class="skip" href="#main">Skip to the text</a>' +
        '<header class="top"><p class="site"><span>Site</span></p><div class="tools" ' +
        'data-themes="Theme|System|Light|Dark" data-words="Copy|Copied|Step by step|Next step|All steps" ></div></header>' +
        '<div class="layout single-column"><main id="main" tabindex="-1"><article><p>a</p></article></main>' +
        '<footer class="foot"><p>f</p></footer></div></body></html> ',
    );
  });

  it("has every part in its place", () => {
    const full = page({
      title: "Site",
      author: "A <a>",
      policies: { first: "p1", second: "p2" },
      live: { boot: "boot<", head: markup`<meta name="worker">` },
      styles: [{ url: "s.css" }, { text: "a<b" }],
      scripts: [{ url: "s.js" }, { text: "c<d" }],
      data: markup`<script type="application/json">1</script>`,
      logo: "data:,",
      home: "index.html",
      notice: "Not run.",
      headings: [heading(1, "one"), heading(2, "two"), heading(3, "three"), heading(4, "four")],
      previous: { href: "a.html", title: markup`<b>A</b>` },
    });
    const order = [
      'content="p1" />', "<script>boot<</script>", 'content="p2" />',
      '<meta name="author" content="A &lt;a&gt;" />', "<title>Site</title>", '<meta name="worker">',
      '<link rel="stylesheet" href="s.css" /><style>a<b</style>', '<img class="logo" src="data:," alt="" />',
      '<a href="index.html">Site</a>', '<div class="layout"><nav class="contents" aria-label="Contents"><details open>',
      '<summary>Contents</summary><ol><li class="level-2"><a href="#two"><i>two</i></a></li><li class="level-3"><a href="#three"><i>three</i></a></li></ol>',
      '<p class="notice">Not run.</p>', '<nav class="pager" aria-label="All notebooks"><a class="prev" rel="prev" href="a.html">',
      '<span class="turn">Previous</span><span class="turn-title"><b>A</b></span></a><span></span></nav>',
      '<script type="application/json">1</script><script src="s.js"></script><script>c<d</script></body>',
    ]; // prettier-ignore
    let at = 0;
    for (const part of order) {
      const found = full.indexOf(part, at);
      expect(found, part).toBeGreaterThanOrEqual(at);
      at = found + part.length;
    }
  });

  it("lists contents from two headings on", () => {
    expect(page({ headings: [heading(2, "a")] })).not.toContain("contents");
    expect(page({ headings: [heading(2, "a"), heading(4, "b")] })).not.toContain("contents");
    expect(page({ headings: [heading(3, "a"), heading(2, "b")] })).toContain("contents");
  });

  it("takes other neighbours, and none", () => {
    const next = { href: "n.html", title: markup`N` };
    const first = renderPage({ ...parts, next });
    expect(first).toContain(
      '<span></span><a class="next" rel="next" href="n.html"><span class="turn">Next</span>',
    );
    expect(withPager(renderPage(parts), { next }, words)).toBe(first);
    expect(withPager(first, {}, words)).toBe(renderPage(parts));
    const { before, after } = pagerPlace;
    for (const other of ["no page", before, `${after}${before}`])
      expect(withPager(other, { next }, words)).toBe(other);
  });

  it("carries data that nothing runs", () => {
    expect(dataScript("x", { a: "</script>" }).text.replace(/\s+/g, " ")).toBe(
      '<script type="application/json" id="x"> {"a":"\\u003c/script>"} </script>',
    );
  });
});

describe("a teacher's configuration", () => {
  it("is checked field by field", () => {
    expect(() => checkedConfig({ titel: "x" })).toThrow('there is no setting "titel"');
    expect(() => checkedConfig({ language: "<b>" })).toThrow("language must be a tag");
    expect(() => checkedConfig({ colours: { accent: ["red;}", "#fff"] } })).toThrow(
      'colours.accent must be ["#light", "#dark"]',
    );
    expect(() => checkedConfig([])).toThrow("must be a JSON object");
  });

  it("becomes CSS for both themes", () => {
    const { colours } = checkedConfig({ colours: { accent: ["#123", "#abc"] } });
    expect(colourStyle(colours)).toBe(":root { --accent: light-dark(#123, #abc); }");
  });
});
