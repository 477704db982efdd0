import { describe, expect, it } from "vitest";
import { dataChange } from "../../src/page/reader/dataChange.js";

const curve = (y: readonly number[], more: object = {}) => ({
  type: "scatter",
  x: [0, 1, 2],
  y,
  ...more,
});
const fixed = { xaxis: { title: "x" }, yaxis: { range: [0, 9] } };
const bytes = (values: readonly number[]) => ({
  dtype: "f8",
  bdata: Buffer.from(new Float64Array(values).buffer).toString("base64"),
});

describe("what moves of a figure", () => {
  it("is its curves, where the axes have ranges", () => {
    expect(
      dataChange(
        { data: [curve([1, 2, 3]), curve([0, 0, 0])], layout: fixed },
        { data: [curve([1, 2, 3]), curve([5, 6, 7])], layout: { ...fixed } },
      ),
    ).toEqual({
      data: [
        { x: [0, 1, 2], y: [1, 2, 3] },
        { x: [0, 1, 2], y: [5, 6, 7] },
      ],
      traces: [0, 1],
    });
  });

  it("is a label that changes sides with its point", () => {
    const at = (x: number, textposition: unknown) => ({
      data: [
        { type: "scatter", mode: "markers+text", x: [x], y: [1], text: ["here"], textposition },
      ],
      layout: { xaxis: { range: [0, 9] }, yaxis: { range: [0, 9] } },
    });
    expect(dataChange(at(1, "top right"), at(8, "top left"))).toEqual({
      data: [{ x: [8], y: [1], textposition: "top left" }],
      traces: [0],
    });
    expect(dataChange(at(1, "top right"), at(8, ["top left"]))).toBeUndefined();
    // A label that loses its side would keep the old one.
    expect(dataChange(at(1, "top right"), { ...at(8, undefined) })).toBeUndefined();
  });

  it("is all of it where it is a path over a map: Plotly would take the map away", () => {
    const over = (x: number) => ({
      data: [
        { type: "contour", x: [0, 1], y: [0, 1], z: [[0, 1], [2, 3]] },
        { type: "scatter", mode: "lines", x: [0, x], y: [0, 1] },
      ],
      layout: { xaxis: { range: [0, 1] }, yaxis: { range: [0, 1] } },
    }); // prettier-ignore
    expect(dataChange(over(0.5), over(0.7))).toBeUndefined();
  });

  it("is nothing where nothing differs", () => {
    const figure = { data: [curve([1, 2, 3])], layout: fixed };
    expect(dataChange(figure, structuredClone(figure))).toEqual({ data: [], traces: [] });
  });

  it("is the heights alone where there is no other column", () => {
    const at = (y: number) => ({ data: [{ type: "scatter", y: [0, y, 9] }], layout: {} });
    expect(dataChange(at(1), at(2))?.data).toEqual([{ x: undefined, y: [0, 2, 9] }]);
  });

  it("is read from packed columns", () => {
    const packed = (y: readonly number[]) => ({
      data: [{ type: "scatter", x: bytes([0, 1]), y: bytes(y) }],
      layout: fixed,
    });
    expect(dataChange(packed([1, 2]), packed([3, 4]))?.data).toEqual([{ x: [0, 1], y: [3, 4] }]);
  });

  it("may move inside an axis that fits its data, but not near its edge", () => {
    const at = (x: number) => ({
      data: [curve([0, 5, 10]), { type: "scatter", mode: "markers", x: [x], y: [5] }],
      layout: {},
    });
    expect(dataChange(at(0.5), at(1.5))?.traces).toEqual([0, 1]);
    expect(dataChange(at(0.5), at(1.95))).toBeUndefined();
    expect(dataChange(at(0.05), at(1))).toBeUndefined();
  });

  it("may keep the span of an axis that fits its data", () => {
    const bent = (middle: number) => ({ data: [curve([0, middle, 10])], layout: {} });
    expect(dataChange(bent(2), bent(7))?.traces).toEqual([0]);
    expect(dataChange(bent(2), bent(11))).toBeUndefined();
    expect(
      dataChange(bent(2), { ...bent(11), layout: { yaxis: { range: [0, 9], autorange: true } } }),
    ).toBeUndefined();
  });

  it.each<[string, object, object]>([
    ["the layout", { data: [curve([1, 2, 3])], layout: { title: "p = 0.2" } }, {}],
    ["a name", { data: [curve([1, 2, 4], { name: "b" })], layout: fixed }, {}],
    ["the number of curves", { data: [curve([1, 2, 3]), curve([1, 2, 3])], layout: fixed }, {}],
    ["a bar", { data: [{ ...curve([1, 2, 4]), type: "bar" }], layout: fixed }, { type: "bar" }],
    [
      "a stack",
      { data: [curve([1, 2, 4], { stackgroup: "s" })], layout: fixed },
      { stackgroup: "s" },
    ],
    [
      "words on an axis",
      { data: [{ ...curve([1, 2, 4]), x: ["a", "b", "c"] }], layout: fixed },
      {},
    ],
  ])("is not the whole story where %s changes", (_, after, more) => {
    const before = { data: [curve([1, 2, 3], more)], layout: fixed };
    expect(dataChange(before, after as typeof before)).toBeUndefined();
  });
});
