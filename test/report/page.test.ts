import { describe, expect, it } from "vitest";
import { embeddedJson, markup } from "../../src/report/html.js";
import { foreignPolicy, livePolicy, staticPolicy } from "../../src/report/page/policy.js";
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

describe("a teacher's configuration", () => {
  it("is checked field by field", () => {
    expect(() => checkedConfig({ titel: "x" })).toThrow('"titel" is no setting');
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
