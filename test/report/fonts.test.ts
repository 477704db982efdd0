import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { fontsIn } from "../../src/report/mathematics/fonts.js";

const styles = readFileSync(createRequire(import.meta.url).resolve("katex/dist/katex.css"), "utf8");

/** What KaTeX's own style sheet says: the classes of a rule's last element, and the file of the font that it asks for. */
const rules = [...styles.matchAll(/([^{}]+)\{([^{}]*font-family:\s*(KaTeX_\w+)[^{}]*)\}/g)]
  .filter(([, selectors = ""]) => !selectors.includes("@font-face"))
  .flatMap(([, selectors = "", body = "", family = ""]) => {
    const bold = body.includes("bold") ? "Bold" : "";
    const style = `${bold}${body.includes("italic") ? "Italic" : ""}`;
    return selectors.split(",").map((selector) => {
      const classes = selector.replace(".katex", "").replaceAll(/[.>]|\bspan\b/g, " ");
      return [classes.trim().replaceAll(/\s+/g, " "), `${family}-${style || "Regular"}`] as const;
    });
  });

it("KaTeX's style sheet names the font of each of its classes", () => {
  expect(rules.length).toBeGreaterThan(25);
});

it.each(rules)("%s brings %s", (classes, font) => {
  expect(fontsIn(`<span class="katex"><span class="${classes}">x</span></span>`)).toContain(font);
  expect(fontsIn(`<span class="${classes}">x</span>`)).toEqual([]);
});
