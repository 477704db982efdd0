import { expect, it } from "vitest";
import { PageIds, slug } from "../../src/report/markdown/ids.js";

it("a heading's anchor is its words in small letters, joined by hyphens", () => {
  expect(slug("From likelihood to loss")).toBe("from-likelihood-to-loss");
  expect(slug(" Größe, x_1 & “y” ")).toBe("größe-x_1-y");
});

it("hands out each id once, with the prefix of a notebook's ids", () => {
  const ids = new PageIds();
  const given = ["A", "a", "A-1", "a", "", "?"].map((text) => ids.take(text));
  expect(given).toEqual(["n-a", "n-a-1", "n-a-1-1", "n-a-2", "n-section", "n-section-1"]);
});

it("numbers 50,000 equal headings without counting each from the start", () => {
  const ids = new PageIds();
  for (let count = 0; count < 50_000; count++) ids.take("same");
  expect(ids.take("same")).toBe("n-same-50000");
});
