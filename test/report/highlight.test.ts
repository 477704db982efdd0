import { describe, expect, it } from "vitest";
import { grammarOf, highlighterFor } from "../../src/report/markdown/highlight.js";

const coloured = async (language: string, source: string): Promise<string> =>
  (await highlighterFor([language])).code(source, language).text;

describe("colours of code", () => {
  it.each([
    ["typescript ts tsx javascript js mjs TypeScript", "typescript"],
    ["json jsonc", "json"],
    ["python py", "python"],
    ["bash sh shell console shellscript", "shellscript"],
    ["html", "html"],
    ["css", "css"],
    ["latex tex", "latex"],
    ["diff", "diff"],
    ["yaml yml", "yaml"],
  ])("%s are written in %s", (names, grammar) => {
    for (const name of names.split(" ")) expect(grammarOf(name), name).toBe(grammar);
  });

  it.each(["", "cobol", "toString", "__proto__"])("%j is no language of ours", async (name) => {
    expect(grammarOf(name)).toBe(undefined);
    expect(await coloured(name, "a < b")).toBe("a &lt; b");
  });

  it.each([
    ["ts", 'const a = "<";', ["k", "s"]],
    ["ts", "f(x) // why", ["f", "c"]],
    ["ts", "`${a}`", ["s"]],
    ["json", '{"a": 1}', ["n"]],
    ["py", "def f(a): return 1", ["k", "f", "n"]],
    ["sh", "echo a # why", ["f", "c"]],
    ["html", "<p class='a'>x</p>", ["s"]],
    ["css", "a { color: red; }", ["n"]],
    ["tex", "\\frac{1}{2}", ["f"]],
    ["diff", "+ a\n- b", ["i", "d"]],
    ["diff", "! a", ["n"]],
    ["yml", "a: 1", ["n"]],
  ])("of %s mark what a token is: %s", async (language, source, classes) => {
    const html = await coloured(language, source);
    const found = [...html.matchAll(/<span class="(\w)">/g)].map(([, name]) => name);
    expect(found).toEqual(expect.arrayContaining(classes));
    expect(html.replace(/<\/?span[^>]*>/g, "").replaceAll("&#39;", "'")).toBe(
      source.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
    );
  });

  it("stay out of code that is too long, and of a language that was not asked for", async () => {
    const line = "let a;\n";
    const most = Math.floor(100_000 / line.length);
    const highlighter = await highlighterFor(["ts"]);
    expect(highlighter.code(line.repeat(2), "ts").text).toContain("<span");
    expect(highlighter.code(line.repeat(most + 1), "ts").text).not.toContain("<span");
  });
});
