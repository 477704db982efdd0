import { describe, expect, it } from "vitest";
import type { CodeCell, Output } from "../../../src/nbformat/notebook.js";
import { compareLocks, differencesOf } from "../../../src/node/verify/compareLocks.js";
import { digestDifference, digestOf } from "../../../src/node/verify/digest.js";
import { compact, formatLock, parseLock, resultsOf } from "../../../src/node/verify/lock.js";
import { numbersInText } from "../../../src/node/verify/numbersInText.js";
import { defaultTolerance } from "../../../src/node/verify/tolerance.js";
import { notebookOf } from "../../nbformat/notebookOf.js";

const print = (text: string): Output => ({ name: "stdout", output_type: "stream", text });
const figure = (data: unknown): Output => ({
  data: { "application/vnd.plotly.v1+json": { data, layout: {} }, "text/plain": "A curve." },
  metadata: {},
  output_type: "display_data",
});
const executed = (...outputs: Output[]) => notebookOf([{ outputs }]);
const lockOf = (...outputs: Output[]) =>
  parseLock(formatLock(compact(resultsOf(executed(...outputs)))));
const compare = (before: Output[], after: Output[]) =>
  compareLocks(lockOf(...before), executed(...after)).map(({ message }) => message);

describe("numbers in text", () => {
  it.each([
    ["entropy 0.693147 nats", [0.693147]],
    ["−1.5e−3 and 2E+4, .5", [-1.5e-3, 2e4, 0.5]],
    ["x1 = 3, 2-1", [1, 3, 2, 1]],
    ["no numbers", []],
    ["1.2.3", [1.2, 3]],
    ["#009e73 and #d55e00, then 3", [3]],
  ])("%s", (text, values) => {
    const { words, numbers } = numbersInText(text);
    expect(numbers.map(({ value }) => value)).toEqual(values);
    expect(words).toHaveLength(values.length + 1);
  });
});

describe("texts", () => {
  it.each([
    ["H = 0.693147", "H = 0.693148"],
    ["1.5e-7", "1.4e-7"],
    ["-0.000", "0.000"],
    ["123457", "123456"],
    ["1", "1.0"],
    ["a 1e-13", "a 2e-13"],
  ])("%j agrees with %j", (a, b) => {
    expect(differencesOf(a, b)).toEqual([]);
  });

  it.each([
    ["H = 0.693147", "H = 0.693149"],
    ["3 apples", "4 apples"],
    ["x1", "x2"],
    ["0.5 nats", "0.5 bits"],
    ["0.5", "0.5 0.5"],
    ["NaN", "1"],
    ["1.5e-7", "1.5e-6"],
  ])("%j does not agree with %j", (a, b) => {
    expect(differencesOf(a, b)).toHaveLength(1);
  });
});

describe("compareLocks", () => {
  const xs = Array.from({ length: 400 }, (_, index) => Math.sin(index) * 10);

  it("finds nothing in the same results, whole or compact", () => {
    const outputs = [print("a\nb 0.5\n"), figure([{ x: xs, y: xs.map(Math.exp) }])];
    expect(compare(outputs, outputs)).toEqual([]);
  });

  it("says which line changed", () => {
    expect(compare([print("a\nb 0.5\n")], [print("a\nb 0.7\n")])).toEqual([
      'stdout[1]: "b 0.5" → "b 0.7"',
    ]);
  });

  it("notices a changed number in one digest with a colour that could be read as 9e73", () => {
    const changed = [...xs];
    changed[200]! += 1;
    const digest = (y: readonly number[]) => digestOf([{ y, line: { color: "#009e73" } }]);
    expect(digestDifference(digest(xs), digest(changed), defaultTolerance)).toContain("changed");
  });

  it("compares a large figure by tolerance, though the lock holds a digest of it", () => {
    const before = [figure([{ x: xs, y: xs, name: "curve" }])];
    const shifted = (by: number) => [figure([{ x: xs, y: xs.map((x) => x * by), name: "curve" }])];
    expect(formatLock(lockOf(...before)).length).toBeLessThan(1500);
    expect(compare(before, shifted(1 + 1e-10))).toEqual([]);
    expect(compare(before, shifted(1 + 1e-7))).toHaveLength(1);
    expect(compare(before, [figure([{ x: xs, y: xs, name: "line" }])])).toHaveLength(1);
  });

  it("notices one value of many, two that changed places, and one that is gone", () => {
    const changed = [...xs];
    changed[200]! += 1e-5;
    const swapped = [...xs];
    [swapped[10], swapped[300]] = [xs[300]!, xs[10]!];
    for (const other of [changed, swapped, xs.slice(1)]) {
      expect(compare([figure([{ y: xs }])], [figure([{ y: other }])])).toHaveLength(1);
    }
  });

  it("compares base64 arrays as the numbers in them", () => {
    const packed = (values: readonly number[]) => ({
      dtype: "f8",
      bdata: Buffer.from(new Float64Array(values).buffer).toString("base64"),
    });
    const before = [figure([{ y: packed(xs) }])];
    expect(compare(before, [figure([{ y: packed(xs.map((x) => x * (1 + 1e-12))) }])])).toEqual([]);
    expect(compare(before, [figure([{ y: packed(xs.map((x) => x * 1.001)) }])])).toHaveLength(1);
    const single = (by: number) => [
      figure([
        {
          y: {
            dtype: "f4",
            bdata: Buffer.from(new Float32Array(xs.map((x) => x * by)).buffer).toString("base64"),
          },
        },
      ]),
    ];
    expect(compare(single(1), single(1 + 6e-8))).toEqual([]);
    expect(compare(single(1), single(1.001))).toHaveLength(1);
  });

  it("takes a cell's own tolerance", () => {
    const lock = lockOf(print("loss 0.50000"));
    const trained = (tolerance: unknown) =>
      notebookOf([{ outputs: [print("loss 0.50400")], metadata: { lossbook: { tolerance } } }]);
    expect(compareLocks(lock, trained(0.01))).toEqual([]);
    expect(compareLocks(lock, trained({ absolute: 0.01 }))).toEqual([]);
    expect(compareLocks(lock, trained(1e-4))).toHaveLength(1);
    expect(() => compareLocks(lock, trained("much"))).toThrow("tolerance must be a number from 0");
  });

  it("says which part of a value is new or gone", () => {
    const json = (value: object): Output => ({
      data: { "application/x+json": value },
      metadata: {},
      output_type: "display_data",
    });
    expect(compare([json({ a: 1 })], [json({ a: 1, b: 2 })])).toEqual([
      "application/x+json.b is new",
    ]);
    expect(compare([json({ a: 1, b: 2 })], [json({ a: 1 })])).toEqual([
      "application/x+json.b is gone",
    ]);
  });

  it("stores numbers with the digits that the comparison needs", () => {
    const value = { loss: 0.123456789012345 };
    const lock = lockOf({
      data: { "application/x+json": value },
      metadata: {},
      output_type: "display_data",
    });
    expect(lock.cells.c1).toEqual([{ "application/x+json": { loss: 0.123456789012 } }]);
  });

  it("says that a cell printed more, is new or is gone", () => {
    expect(compare([print("a")], [print("a"), print("b")])).toEqual([
      "had 1 output, has 2 outputs",
    ]);
    const renamed = executed(print("a"));
    renamed.cells[0]!.id = "other";
    expect(compareLocks(lockOf(print("a")), renamed).map(({ id }) => id)).toEqual(["other", "c1"]);
  });

  it("compares an error by its name and message, not its stack", () => {
    const error = (evalue: string, line: string): Output => ({
      ename: "E",
      evalue,
      output_type: "error",
      traceback: [line],
    });
    expect(compare([error("m", "a")], [error("m", "b")])).toEqual([]);
    expect(compare([error("m", "a")], [error("n", "a")])).toHaveLength(1);
  });

  it("leaves out the pictures of what is there as data", () => {
    const bundle = (html: string, png: string): Output => ({
      data: { "application/x+json": { a: 1 }, "text/html": html, "image/png": png },
      metadata: {},
      output_type: "display_data",
    });
    expect(compare([bundle("<b>", "x")], [bundle("<i>", "y")])).toEqual([]);
  });
});

describe("digests", () => {
  it("never refuse what each number's tolerance allows", () => {
    let state = 7;
    const random = () => (state = (state * 16807) % 2147483647) / 2147483647 - 0.5;
    for (let round = 0; round < 200; round++) {
      const scale = 10 ** (20 * random());
      const values = Array.from({ length: 300 }, () => random() * scale);
      const moved = values.map((x) => x * (1 + 1.8e-9 * random()));
      expect(digestDifference(digestOf(values), digestOf(moved), defaultTolerance)).toBeUndefined();
    }
  });

  it("refuse a text whose words changed", () => {
    const text = "The loss is 0.5 here.\n".repeat(100);
    const difference = (other: string) =>
      digestDifference(digestOf(text), digestOf(other), defaultTolerance);
    expect(difference(text)).toBeUndefined();
    expect(difference(text.replace("loss", "cost"))).toBe("names, words or structure changed");
    expect(difference(text.replaceAll("0.5", "0.7"))).toContain("was 0.5, is 0.7");
  });
});

describe("parseLock", () => {
  it.each(["", "{}", '{"format":2,"cells":{}}', '{"format":1,"cells":{"a":1}}'])(
    "refuses %j in one line",
    (text) => {
      expect(() => parseLock(text)).toThrow(/^not a lock of results: [^\n]+$/);
    },
  );
});

it("cells without outputs are not in the lock", () => {
  const notebook = notebookOf(["1"]);
  expect(resultsOf(notebook).cells).toEqual({});
  expect((notebook.cells[0] as CodeCell).outputs).toEqual([]);
});
