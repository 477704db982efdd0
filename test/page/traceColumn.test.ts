import { describe, expect, it } from "vitest";
import { columnOf } from "../../src/page/reader/traceColumn.js";

const bytes = (...values: readonly number[]) =>
  Buffer.from(new Float64Array(values).buffer).toString("base64");

describe("a column of a trace", () => {
  it("is an array, packed numbers, or a grid of them", () => {
    expect(columnOf([1, "a"])).toEqual([1, "a"]);
    expect(columnOf({ dtype: "f8", bdata: bytes(1, 2.5) })).toEqual([1, 2.5]);
    expect(columnOf({ dtype: "f8", bdata: bytes(1, 2, 3, 4), shape: "2, 2" })).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["an empty list", []],
    ["a name that every object has", { dtype: "toString", bdata: bytes(1) }],
    ["bytes that are no base64", { dtype: "f8", bdata: "%%%" }],
    ["bytes that are no text", { dtype: "f8", bdata: {} }],
  ])("is not %s", (_, value) => {
    expect(columnOf(value)).toBeUndefined();
  });

  it("is flat where its shape promises more numbers than there are", () => {
    expect(columnOf({ dtype: "f8", bdata: bytes(1, 2), shape: [2_000_000_000, 1] })).toEqual([
      1, 2,
    ]);
  });
});
