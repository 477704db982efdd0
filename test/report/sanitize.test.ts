import { describe, expect, it } from "vitest";
import { markupOf, sanitizedTree } from "../../src/report/sanitize.js";

const cleaned = (html: string): string => markupOf(sanitizedTree(html));

describe("the sanitiser", () => {
  it.each([
    "script", "style", "template", "iframe", "object", "noscript", "title", "svg", "math", "textarea", "select", "form",
    "button", "audio", "video", "dialog",
  ])("takes a %s away with all that is in it", (name) => {
    expect(cleaned(`<p>a</p><${name}>secret</${name}><p>b</p>`)).toBe("<p>a</p><p>b</p>");
  }); // prettier-ignore

  it("takes handlers, places, names and data attributes, and keeps the words", () => {
    expect(
      cleaned(
        '<p onclick="a()" style="position:fixed" name="forms" data-x="1" class="layout">text</p>',
      ),
    ).toBe("<p>text</p>");
  });

  it("prefixes every id", () => {
    expect(cleaned('<p id="location">a</p>')).toBe('<p id="n-location">a</p>');
  });

  it.each(["javascript:a()", "data:text/html,x", "vbscript:a", "file:///etc/passwd"])(
    "keeps no link to %s",
    (href) => {
      expect(cleaned(`<a href="${href}">a</a>`)).toBe("<a>a</a>");
    },
  );
});
