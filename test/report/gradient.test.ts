import { expect, it } from "vitest";
import { readGradient } from "../../src/report/inlineStyles/properties.js";

const colours = (count: number): string => Array<string>(count).fill("red").join(", ");

it.each([
  ["linear-gradient(red, blue)", "180deg"],
  ["linear-gradient(90deg, red, blue)", "90deg"],
  ["linear-gradient(-12.5deg, red, blue)", "-12.5deg"],
  ["linear-gradient(to left, red, blue)", "to left"],
])("%s goes to %s", (value, direction) => {
  expect(readGradient(value)?.direction).toBe(direction);
  expect(readGradient(value)?.stops).toHaveLength(2);
});

it("each colour keeps its places", () => {
  expect(
    readGradient("linear-gradient(red 10%, rgb(0, 0, 255) 20% 30px)")?.stops.map(
      ({ places }) => places,
    ),
  ).toEqual([" 10%", " 20% 30px"]);
});

it("two colours are a gradient, and at most twenty", () => {
  expect(
    [1, 2, 20, 21].map((count) => readGradient(`linear-gradient(${colours(count)})`) !== undefined),
  ).toEqual([false, true, true, false]);
});

it.each([
  "linear-gradient(to nowhere, red, blue)",
  "linear-gradient(red, url(x))",
  "radial-gradient(red, blue)",
  "linear-gradient(red, blue 1e9px)",
  "none",
])("%s is none", (value) => {
  expect(readGradient(value)).toBeUndefined();
});
