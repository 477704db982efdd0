import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  contrast,
  cssOf,
  ink,
  mix,
  over,
  paper,
  readableOn,
  readColour,
  white,
  type Colour,
} from "../../src/report/inlineStyles/colours.js";

const colour = (text: string): Colour => readColour(text)!;
const hex = (one: Colour): string => cssOf([one, one]);

describe("a colour is read as CSS writes it", () => {
  it.each([
    ["transparent", 0, 0, 0, 0],
    [" RED ", 255, 0, 0, 1],
    ["rebeccapurple", 102, 51, 153, 1],
    ["lightslategrey", 119, 136, 153, 1],
    ["#1a2", 17, 170, 34, 1],
    ["#1A2B3C", 26, 43, 60, 1],
    ["#f003", 255, 0, 0, 0.2],
    ["#00ff0066", 0, 255, 0, 0.4],
    ["rgb(1, 2, 255)", 1, 2, 255, 1],
    ["rgba(1 2 3 / 50%)", 1, 2, 3, 0.5],
    ["rgb(1 2 3 / .25)", 1, 2, 3, 0.25],
    ["rgb(0% 20% 100% / 7)", 0, 51, 255, 1],
    ["hsl(0 0% 20%)", 51, 51, 51, 1],
    ["hsl(0 100% 50%)", 255, 0, 0, 1],
    ["hsl(30deg, 100%, 50%)", 255, 127.5, 0, 1],
    ["hsl(120 100% 25%)", 0, 127.5, 0, 1],
    ["hsla(200 50% 50% / 0.5)", 63.75, 148.75, 191.25, 0.5],
    ["hsl(-60 100% 50%)", 255, 0, 255, 1],
    ["hsl(600 100% 50%)", 0, 0, 255, 1],
    ["hsl(270 60% 70%)", 178.5, 132.6, 224.4, 1],
  ])("%s", (text, red, green, blue, alpha) => {
    const read = colour(text);
    expect(read.red).toBeCloseTo(red, 10);
    expect(read.green).toBeCloseTo(green, 10);
    expect(read.blue).toBeCloseTo(blue, 10);
    expect(read.alpha).toBe(alpha);
  });

  it.each([
    "", "none", "#", "#1", "#12", "#12345", "#1234567", "#123456789", "#12g", "rgb()", "rgb(1,2)", "rgb(1,2,3,1,1)",
    "rgb(256,0,0)", "rgb(-1,0,0)", "rgb(1e2,0,0)", "rgb(a,b,c)", "rgb(0 0 0 / x)", "rgb(0,0,(0))", "lab(1 2 3)",
    "hsl(x 50% 50%)", "hsl(0 200% 50%)", "hsl(0 50%)", "xrgb(1,2,3)", "rgb(1,2,3)x",
  ])("but not %j", (text) => {
    expect(readColour(text)).toBeUndefined();
  }); // prettier-ignore
});

it("a colour is written with two digits a part, one for both themes where they are one", () => {
  expect(cssOf([colour("rgb(0 9.5 255)"), colour("rgb(0 10.4 255)")])).toBe("#000aff");
  expect(cssOf([colour("red"), colour("#010203")])).toBe("light-dark(#ff0000,#010203)");
});

it("page and ink are those of the style sheet", () => {
  const sheet = readFileSync(
    join(import.meta.dirname, "../../src/report/styles/base.css"),
    "utf8",
  ).replace(/\s/g, "");
  expect(sheet).toContain(`;--paper:${cssOf(paper)};`);
  expect(sheet).toContain(`;--ink:${cssOf(ink)};`);
});

it("what is not opaque lets what lies behind it through", () => {
  const half = over(colour("rgb(255 0 100 / 50%)"), colour("rgb(5 200 100)"));
  expect(half).toEqual({ red: 130, green: 100, blue: 100, alpha: 1 });
  expect(over(colour("transparent"), colour("lime"))).toEqual(colour("lime"));
  for (const one of [white, ...paper, ...ink]) expect(over(one, colour("lime"))).toEqual(one);
});

it("a mixture lies between its two colours", () => {
  const mixed = mix(colour("rgb(0 100 200)"), colour("rgb(100 0 200)"), 0.25);
  expect(mixed).toEqual({ red: 25, green: 75, blue: 200, alpha: 1 });
});

describe("contrast", () => {
  // The ratios of the W3C's examples and of its formula.
  it.each([
    ["white", "black", 21],
    ["#777", "#777", 1],
    ["#767676", "#fff", 4.5422],
    ["#0a0a0a", "#000", 1.0607],
    ["#f00", "#fff", 3.9985],
    ["#0f0", "#fff", 1.3722],
    ["#00f", "#fff", 8.5925],
  ])("of %s and %s is %d", (one, other, ratio) => {
    expect(contrast(colour(one), colour(other))).toBeCloseTo(ratio, 4);
    expect(contrast(colour(other), colour(one))).toBeCloseTo(ratio, 4);
  });

  it.each([
    ["black", "white", 21, "#000000"],
    ["#767676", "white", 4.5, "#767676"],
    // #808080 has a contrast of 3.95 with white, #666666 one of 5.74.
    ["white", "white", 4.5, "#666666"],
    // #666666 has a contrast of 3.66 with black, #808080 one of 5.32.
    ["black", "black", 4.5, "#808080"],
    ["white", "white", 30, "#000000"],
    ["black", "black", 30, "#ffffff"],
  ])("of %s on %s becomes what is wanted, and no more", (text, ground, least, seen) => {
    expect(hex(readableOn(colour(text), colour(ground), least))).toBe(seen);
  });
});
