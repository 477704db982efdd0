import { describe, expect, it } from "vitest";
import { roundFigure } from "../../src/figures/roundFigure.js";
import { packTrace } from "../../src/lesson/typedArrays.js";

const rounded = (y: unknown): unknown =>
  roundFigure({ data: [{ y }], layout: {}, alt: "" }).data[0]?.["y"];

describe("a figure's numbers", () => {
  it.each([
    ["whole numbers stay", [123456789, 2 ** 53 - 1, -3e20], [123456789, 2 ** 53 - 1, -3e20]],
    [
      "large fractions that are near stay apart",
      [123456789.12, 123456790.34],
      [123456789.12, 123456790.34],
    ],
    ["large fractions keep three decimals", [0.5, 1234567.8914], [0.5, 1234567.891]],
    [
      "a list close together keeps its distances",
      [1.000000012345, 1.000000067891],
      [1.000000012345, 1.000000067891],
    ],
    ["the last bits of a fraction go", [0.1 + 0.2, Math.PI], [0.3, 3.141593]],
    ["what is no number is a gap", [NaN, Infinity, 1], [null, null, 1]],
    ["typed arrays are lists", Float64Array.of(1, 2), [1, 2]],
    [
      "a BigInt is its number, or its digits",
      [5n, 12345678901234567890n],
      [5, "12345678901234567890"],
    ],
    [
      "dates are times",
      [new Date("2026-11-27"), new Date("2026-11-27T19:35:00.500Z"), new Date(NaN)],
      ["2026-11-27", "2026-11-27 19:35:00.500", null],
    ],
    ["texts are texts", ["2026-11-27", "007"], ["2026-11-27", "007"]],
  ])("%s", (_, values, expected) => {
    expect(rounded(values)).toEqual(expected);
  });

  it("the frames of an animation are kept", () => {
    const frames = [{ name: "a", data: [{ y: [0.1 + 0.2] }] }];
    expect(roundFigure({ data: [], layout: {}, alt: "", frames }).frames).toEqual([
      { name: "a", data: [{ y: [0.3] }] },
    ]);
  });
});

describe("long lists in 32 bits", () => {
  const list = (value: (i: number) => number): number[] =>
    Array.from({ length: 30 }, (_, i) => value(i));

  it("are those that nobody sees a difference in", () => {
    expect(packTrace({ y: list((i) => i / 7) })["y"]).toMatchObject({ dtype: "f4" });
    expect(packTrace({ y: list((i) => i * 1000) })["y"]).toMatchObject({ dtype: "f4" });
  });

  it("are not large whole numbers, nor large fractions close together", () => {
    const whole = list((i) => 2 ** 24 + 1 + 2 * i);
    expect(packTrace({ y: whole })["y"]).toBe(whole);
    const near = list((i) => 123456789.12 + i);
    expect(packTrace({ y: near })["y"]).toBe(near);
    const matrix = [whole, whole];
    expect(packTrace({ z: matrix })["z"]).toBe(matrix);
  });
});
