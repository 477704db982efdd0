import type { Element } from "hast";
import { expect, it } from "vitest";
import {
  matches,
  readSelector,
  type PlacedElement,
} from "../../src/report/inlineStyles/selector.js";

const element = (tagName: string): Element => ({
  type: "element",
  tagName,
  properties: {},
  children: [],
});

/** A row of siblings of these tags, below `parent`. */
function row(tags: readonly string[], parent?: PlacedElement): PlacedElement[] {
  const siblings = tags.map(element);
  const places: PlacedElement[] = [];
  for (const [index, one] of siblings.entries())
    places.push({ element: one, parent, siblings, index, before: places[index - 1] });
  return places;
}

const means = (text: string, place: PlacedElement, left = 1000): boolean =>
  matches(readSelector(text)!, place, { left });

it("an+b means the places that some n ≥ 0 gives, and no other", () => {
  const places = row(Array<string>(9).fill("p"));
  const wrong: string[] = [];
  for (let a = -3; a <= 3; a++)
    for (let b = -3; b <= 6; b++) {
      const text = `p:nth-child(${a}n${b < 0 ? b : `+${b}`})`;
      const meant = new Set(Array.from({ length: 30 }, (_, n) => a * n + b));
      for (const place of places)
        if (means(text, place) !== meant.has(place.index + 1))
          wrong.push(`${text} at ${place.index + 1}`);
    }
  expect(wrong).toEqual([]);
});

it.each(["div > p", "b + p", "div p", "b ~ p"])(
  "%s means nothing where nothing is beside",
  (text) => {
    expect(means(text, row(["p"])[0]!)).toBe(false);
  },
);

it("each compound is met by its own combinator alone", () => {
  const [outer] = row(["div"]);
  const [first, second, third] = row(["b", "i", "p"], outer);
  expect(
    ["div > p", "i + p", "b ~ p", "div b ~ p", "div > i + p"].map((text) => means(text, third!)),
  ).toEqual(Array(5).fill(true));
  expect(["b + p", "p ~ p", "b > p", "b p"].map((text) => means(text, third!))).toEqual(
    Array(4).fill(false),
  );
  expect([means("div > b", first!), means("b + i", second!)]).toEqual([true, true]);
});

it("where the budget of comparisons is used up nothing is meant any more", () => {
  const [outer] = row(["div"]);
  const [inner] = row(["p"], outer);
  expect([0, 1, 2].map((left) => means("div > p", inner!, left))).toEqual([false, false, true]);
});
