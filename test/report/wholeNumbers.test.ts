import { describe, expect, it } from "vitest";
import { cleanFigure } from "../../src/report/outputs/figure.js";

const big = 9_007_199_254_740_991;
const traceOf = (trace: object, layout: object = {}) =>
  cleanFigure({ data: [{ type: "scatter", ...trace }], layout })!.data[0]!;

describe("whole numbers of a figure are told whole", () => {
  it("above what Plotly rounds to", () => {
    expect(traceOf({ x: [1, 2], y: [big, null] })).toMatchObject({ yhoverformat: "d" });
    expect(traceOf({ x: [1, 2], y: [big, 1] })).not.toHaveProperty("xhoverformat");
    expect(traceOf({ x: [12_345_678], y: ["23456789"] })).toMatchObject({
      xhoverformat: "d",
      yhoverformat: "d",
    });
  });

  it("beyond 2⁵³ by their text", () => {
    const trace = traceOf({ x: [1, 2], y: ["9007199254740993", "9007199254740995"] });
    expect(trace).toMatchObject({
      y: ["9007199254740993", "9007199254740995"],
      customdata: ["9007199254740993", "9007199254740995"],
      hovertemplate: "(%{x}, %{customdata})<extra></extra>",
    });
    expect(traceOf({ x: ["-9007199254740993"], y: [1] })).toMatchObject({
      hovertemplate: "(%{customdata}, %{y})<extra></extra>",
    });
  });

  it("in packed lists", () => {
    const packed = (numbers: Int32Array | Float64Array, dtype: string) => ({
      dtype,
      bdata: Buffer.from(numbers.buffer).toString("base64"),
    });
    expect(traceOf({ y: packed(Int32Array.of(123_456_789), "i4") })).toHaveProperty("yhoverformat");
    expect(traceOf({ y: packed(Float64Array.of(1e15), "f8") })).toHaveProperty("yhoverformat");
    expect(traceOf({ y: packed(Float64Array.of(1e15, 0.5), "f8") })).not.toHaveProperty(
      "yhoverformat",
    );
  });

  it("in a grid's colours", () => {
    expect(traceOf({ type: "heatmap", z: [[1, big]] })).toMatchObject({ zhoverformat: "d" });
  });
});

describe("the ticks of long numbers that lie close together", () => {
  const axisOf = (x: unknown[], xaxis: object = {}) =>
    cleanFigure({ data: [{ type: "scatter", x, y: x.map(() => 1) }], layout: { xaxis } })!.layout[
      "xaxis"
    ];

  it("are whole", () => {
    expect(axisOf([1_234_567_890_123, 1_234_567_890_126])).toEqual({ tickformat: "d", dtick: 1 });
    expect(axisOf([123_456_789, 123_460_789])).toEqual({ tickformat: "d" });
  });

  it("take no steps of one where doubles have none", () => {
    expect(axisOf(["9007199254740993", "9007199254740995"])).toEqual({ tickformat: "d" });
  });

  it("stay short where the numbers lie far apart, and as the author wants them", () => {
    expect(axisOf([0, 1e12])).toEqual({});
    expect(axisOf([1e12, 1e12 + 5], { nticks: 3 })).toEqual({ nticks: 3 });
    expect(axisOf([1e12, 1e12 + 5], { type: "log" })).toEqual({ type: "log" });
  });
});

it("tells a share of a pie whole", () => {
  expect(traceOf({ type: "pie", values: [22_345_678_901_234, 1] })).toMatchObject({
    hovertemplate: "%{label}<br>%{value:d}<br>%{percent}<extra></extra>",
  });
  expect(traceOf({ type: "pie", values: [3, 1] })).not.toHaveProperty("hovertemplate");
});

it.each([
  ["what is short is told as it was", { y: [1, 2_000_000] }, {}],
  ["fractions", { y: [big, 0.5] }, {}],
  ["dates", { y: ["2020-01-01"] }, {}],
  ["names", { y: ["a", "b"] }, {}],
  [
    "milliseconds on an axis of dates",
    { x: [1_600_000_000_000], y: [1] },
    { xaxis: { type: "date" } },
  ],
  ["the author's format of an axis", { y: [big] }, { yaxis: { tickformat: "$,.2f" } }],
  ["the author's words", { y: [big], hovertemplate: "%{y:.2e}" }, {}],
  ["shares", { y: [big], groupnorm: "percent" }, {}],
  ["medians and quartiles", { type: "box", y: [big, big - 1] }, {}],
])("%s: left as they are", (_, trace, layout) => {
  const told = traceOf(trace, layout);
  expect(told).not.toHaveProperty("xhoverformat");
  expect(told).not.toHaveProperty("yhoverformat");
  expect(told["hovertemplate"]).toBe((trace as { hovertemplate?: string }).hovertemplate);
});

it("an axis that another trace makes one of dates is left as it is", () => {
  const { data } = cleanFigure({
    data: [
      { type: "scatter", x: [1_600_000_000_000], y: [1] },
      { type: "scatter", x: ["2020-09-13"], y: [1] },
    ],
    layout: {},
  })!;
  expect(data[0]).not.toHaveProperty("xhoverformat");
});
