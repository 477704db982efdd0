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

it("finds an anchor by every spelling of its words, and an author's own id before it", () => {
  const ids = new PageIds("-live");
  ids.take("Loss.Risk & more");
  ids.take("Loss.Risk & more");
  const first = "n-lossrisk-more-live";
  expect(
    ["lossrisk-more", "Loss.Risk-&-more", "loss-risk-more"].map((one) => ids.find(one)),
  ).toEqual([first, first, first]);
  expect(ids.find("lossrisk-more-1")).toBe("n-lossrisk-more-1-live");
  expect(ids.find("loss")).toBeUndefined();
  expect(ids.takeOwn(" My part ")).toBe("n-My-part-live");
  expect([ids.takeOwn("My part"), ids.takeOwn(" ")]).toEqual([undefined, undefined]);
  expect([" My part ", "My-part", "my-PART"].map((one) => ids.find(one))).toEqual(
    Array(3).fill("n-My-part-live"),
  );
});
