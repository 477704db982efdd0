import { describe, expect, it } from "vitest";
import { cleanJson } from "../../src/report/outputs/cleanFigureJson.js";

describe("a figure's JSON as data only", () => {
  it("reads a control in each of its forms", () => {
    const controlled = (method: string, ...args: unknown[]): unknown => {
      return (cleanJson({ method, args }) as { args: unknown }).args;
    };
    expect(controlled("animate", "a", 1)).toEqual(["a", {}]);
    expect(controlled("animate", ["a", 1, "b"], { mode: "next" })).toEqual([
      ["a", "b"],
      { mode: "next" },
    ]);
    expect(controlled("animate", [null])).toEqual([[null], {}]);
    expect(controlled("animate", [])).toEqual([[], {}]);
    expect(controlled("restyle", "opacity", 0.5, [1])).toEqual([{ opacity: 0.5 }, [1]]);
    expect(controlled("restyle", "type", "scattermap", [1])).toEqual([{}, [1]]);
    expect(controlled("restyle", { opacity: 1 }, [0])).toEqual([{ opacity: 1 }, [0]]);
    expect(controlled("restyle", 3)).toEqual([{}, undefined]);
    expect(controlled("relayout", "xaxis2.range[1]", 3)).toEqual([{ "xaxis2.range[1]": 3 }]);
    expect(controlled("relayout", { showlegend: true, images: [] })).toEqual([
      { showlegend: true },
    ]);
    expect(controlled("update", { y: 1, type: "x" }, { barmode: "stack" }, [1])).toEqual([
      { y: 1 },
      { barmode: "stack" },
      [1],
    ]);
    const controls = {
      a: { method: "restyle", args: "none" },
      b: { method: "x" },
      c: { method: 1, args: [1] },
    };
    expect(cleanJson(controls)).toEqual({
      a: { method: "restyle", args: [{}, undefined] },
      b: { method: "x" },
      c: { method: 1, args: [1] },
    });
  });

  it.each(["shapes", "selections"])("draws of %s no path that breaks off", (name) => {
    const left = (...parts: unknown[]): unknown =>
      (cleanJson({ [name]: parts }) as Record<string, unknown>)[name];
    const drawn = [
      { type: "path", path: "M 1,2 L3 4Q1,2,3,4 H-1.5V.5 C1e3,2,3,4,5,6Z" },
      { path: "M2020-01-01_12:30,1L2021-02-03,2T1,2S1,2,3,4" },
      { path: "M0,0L1,1,1Z" },
      { type: "rect", x0: 1 },
    ];
    expect(left(...drawn)).toEqual(drawn);
    for (const path of ["M0", "M0,0L1", "L0,0", "", "M0,x", "M0,0Q1,2,3", 5, null])
      expect(left({ path }), String(path)).toEqual([]);
    expect(left({ type: "path" })).toEqual([]);
  });

  it.each([
    ["as many ticks as fit, and no more", "nticks", 500, 501],
    ["a step of ticks", "dtick", 1e-3, 0.9e-3],
    ["bins of an axis", "nbinsx", 2000, 2001],
    ["surfaces of a volume", "count", 200, 201],
    ["a step of rows", "arraydtick", 1, 0.5],
    ["a step by its name", "dtick", "M1", 0],
    ["a grid of rows", "grid", { rows: 50 }, { rows: 51 }],
    ["a grid of columns", "grid", { columns: 50 }, { columns: 51 }],
    ["breaks by name", "rangebreaks", Array(20).fill({}), Array(21).fill({})],
    ["breaks of a minute", "rangebreaks", [{ dvalue: 60_000 }], [{ dvalue: 59_999 }]],
    [
      "a thousand breaks",
      "rangebreaks",
      [{ values: Array(1000).fill(1) }],
      [{ values: Array(1001).fill(1) }],
    ],
    ["breaks that are objects", "rangebreaks", [], [1]],
    ["breaks that are a list", "rangebreaks", [{ values: 1 }], { values: 1 }],
    ["sizes in data", "xsizemode", "scaled", "pixel"],
    ["sizes in data, upright", "ysizemode", "scaled", "pixel"],
    [
      "a picture that is one",
      "source",
      "data:image/webp;base64,AA==",
      "data:image/svg+xml;base64,AA",
    ],
    ["a picture in base64", "source", "data:image/jpeg;base64,A+/9", "data:image/gif;base64,A-_"],
  ])("takes %s", (_, name, fine, tooMuch) => {
    const part = (value: unknown): unknown => cleanJson({ [name]: value });
    expect(part(fine)).toEqual({ [name]: fine });
    expect(part(tooMuch)).toEqual({});
  });

  it.each([
    ["f8", "AAAAAAAAAAA=", undefined, true],
    ["f4", "AAAAAA==", "1", true],
    ["f4", "AAAAAAAAAAA=", "1, 2", true],
    ["i2", "AAA=", 1, true],
    ["u1c", "AA==", "1", true],
    ["u1", "AAAA", "3", true],
    ["u1", "AAAA", "4", false],
    ["u1", "AAAA", "-1, -3", false],
    ["u1", "AAAA", "1.5, 2", false],
    ["u1", "AAAA", [3], false],
    ["f4", "AAAA", undefined, false],
    ["u1", "AAA", undefined, false],
    ["u1", "AA A", undefined, false],
    ["x4", "AAAAAA==", undefined, false],
    ["f3", "AAAA", undefined, false],
    [4, "AAAAAA==", undefined, false],
    ["u1", 7, undefined, false],
  ])("a packed list of %s in %j with shape %j is one: %s", (dtype, bdata, shape, isOne) => {
    const packed = { dtype, bdata, ...(shape === undefined ? {} : { shape }) };
    expect(cleanJson(packed)).toEqual(isOne ? packed : []);
  });

  it.each([
    [
      { start: 0, end: 1, size: 1e-3 },
      { start: 0, end: 1, size: 1e-3 },
    ],
    [{ start: 0, end: 1e9, size: 1e-9, show: true }, { show: true }],
    [{ start: 1, end: 0, size: 0 }, {}],
    [{ start: "0", end: "1e9", size: "1e-9" }, {}],
    [
      { start: "2020-01-01", end: "2021-01-01", size: "M1" },
      { start: "2020-01-01", end: "2021-01-01", size: "M1" },
    ],
    [{ size: 1e-9 }, { size: 1e-9 }],
  ])("has no more levels or bins than can be told apart: %j", (given, kept) => {
    expect(cleanJson(given)).toEqual(kept);
  });

  it("is cut where it is nested beyond reason", () => {
    const nested = (depth: number): unknown => (depth === 0 ? "end" : { a: nested(depth - 1) });
    const text = (depth: number): string => JSON.stringify(cleanJson(nested(depth)));
    expect(text(40)).toContain("end");
    expect(text(41)).toContain('{"a":null}');
  });

  it.each(["annotations", "images", "updatemenus", "sliders", "shapes"])(
    "holds a thousand %s",
    (name) => {
      const cleaned = cleanJson({ [name]: Array(1001).fill({ a: 1 }) }) as Record<
        string,
        unknown[]
      >;
      expect(cleaned[name]).toHaveLength(1000);
      expect(cleaned[name]![999]).toEqual({ a: 1 });
    },
  );

  it.each(["constructor", "prototype"])("drops the key %s", (name) => {
    expect(cleanJson({ [name]: 1, x: 2 })).toEqual({ x: 2 });
  });
});

describe("packed lists", () => {
  const packed = (dtype: string, array: ArrayBufferView, shape?: string) => ({
    dtype,
    bdata: Buffer.from(array.buffer).toString("base64"),
    ...(shape === undefined ? {} : { shape }),
  });

  it("are called by their short names, whoever wrote them", () => {
    const short = packed("f8", Float64Array.of(1, 2));
    for (const dtype of ["f8", "float64", "<f8"])
      expect(cleanJson({ ...short, dtype })).toEqual(short);
    const bytes = packed("u1c", Uint8Array.of(1, 2));
    expect(cleanJson({ ...bytes, dtype: "uint8clamped" })).toEqual(bytes);
    expect(cleanJson({ ...short, dtype: "uint16" })).toMatchObject({ dtype: "u2" });
    for (const dtype of ["f2", "c16", ">f8", "object", 8])
      expect(cleanJson({ ...short, dtype })).toEqual([]);
  });

  it("of eight bytes a whole number, which Plotly cannot unpack, become lists", () => {
    const list = BigInt64Array.of(1n, -2n, 3n, 2n ** 53n + 1n);
    expect(cleanJson(packed("i8", list))).toEqual([1, -2, 3, "9007199254740993"]);
    expect(cleanJson(packed("int64", list, "2, 2"))).toEqual([
      [1, -2],
      [3, "9007199254740993"],
    ]);
    expect(cleanJson(packed("u8", BigUint64Array.of(7n, 8n), "1, 2, 1"))).toEqual([[[7], [8]]]);
    expect(cleanJson(packed("i8", list, "3, 2"))).toEqual([]);
  });
});
