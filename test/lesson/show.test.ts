import { beforeEach, describe, expect, it } from "vitest";
import { installRuntime } from "../../src/lesson/runtime.js";
import { show } from "../../src/lesson/show.js";
import type { Table } from "../../src/learn/table/table.js";
import { testRuntime } from "./testRuntime.js";

let runtime = testRuntime();
beforeEach(() => {
  runtime = testRuntime();
  installRuntime(runtime);
});

const figure = {
  data: [{ type: "scatter", x: [1, 2], y: new Float64Array([1 / 3, NaN]), name: "</script><b>" }],
  layout: { title: { text: "t" } },
  alt: 'A line & a "point" <here>',
};

describe("show", () => {
  it("gives a figure as one output with Plotly's JSON, HTML and the text alternative", () => {
    show(figure);
    expect(runtime.shown).toHaveLength(1);
    const bundle = runtime.shown[0]!;
    expect(Object.keys(bundle)).toEqual([
      "application/vnd.plotly.v1+json",
      "text/html",
      "text/plain",
    ]);
    expect(bundle["text/plain"]).toBe(figure.alt);
    const json = bundle["application/vnd.plotly.v1+json"] as { data: { y: unknown }[] };
    expect(json.data[0]!.y).toEqual([0.3333333, null]);
  });
  it("escapes script ends in the JSON and the text alternative", () => {
    show(figure);
    const html = runtime.shown[0]!["text/html"] as string;
    expect(html.match(/<\/script/g)).toHaveLength(1);
    expect(html).toContain("A line &amp; a &quot;point&quot; &lt;here&gt;");
    expect(html).not.toContain("<here>");
  });
  it("refuses a figure without its text alternative", () => {
    expect(() => show({ data: [], layout: {}, alt: " " })).toThrow(/must carry alt/);
  });
  it("shows a table as HTML and as text, and says how many rows there are", () => {
    const columns: Record<string, Float64Array | (string | null)[]> = {
      "x<y": new Float64Array([1, NaN, 2.5]),
      "name": ["a", null, "<b>"],
    };
    const table: Table = {
      name: "t",
      length: 3,
      columnNames: Object.keys(columns),
      column: (name) => columns[name]!,
      numbers: (name) => columns[name] as Float64Array,
      strings: (name) => columns[name] as string[],
    };
    show(table, { rows: 2 });
    const bundle = runtime.shown[0]!;
    expect(bundle["text/plain"]).toBe("x<y  name\n  1  a\n  –  –\n2 of 3 rows");
    expect(bundle["text/html"]).toContain("x&lt;y");
  });
  it("shows rows of objects, whose keys are the columns", () => {
    show([
      { model: "normal", loss: 1.23456789 },
      { model: "laplace", n: 3 },
    ]);
    expect(runtime.shown[0]!["text/plain"]).toBe(
      "model      loss  n\nnormal   1.2346  –\nlaplace       –  3\n2 rows",
    );
  });
  it("shows what stands before the point whole, and rounds what stands behind it", () => {
    show([
      { n: 1234567, x: 123456789.123 },
      { n: Number.MAX_SAFE_INTEGER, x: -1 / 3 },
      { n: -0, x: 1e21 },
    ]);
    expect(runtime.shown[0]!["text/plain"]).toBe(
      "               n          x\n         1234567  123456789\n9007199254740991   -0.33333\n               0      1e+21\n3 rows",
    );
  });
  it("shows dates, lists, maps and records for what they are", () => {
    show([
      { a: new Date(0), b: 10n ** 20n, c: new Map([["k", 1n]]), d: [1, new Date(NaN)] },
      { a: new Date(NaN), b: new Float64Array([0.5, NaN]), c: { deep: new Set([1]) }, d: "x" },
    ]);
    const html = runtime.shown[0]!["text/html"] as string;
    expect([...html.matchAll(/<td[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual([
      "1970-01-01T00:00:00.000Z", "100000000000000000000", "{&quot;k&quot;:&quot;1&quot;}", "[1,null]",
      "–", "[0.5,&quot;NaN&quot;]", "{&quot;deep&quot;:[1]}", "x",
    ]); // prettier-ignore
  });
  it("passes a MIME bundle on and refuses the rest", () => {
    show({ "text/latex": "$x$" });
    expect(runtime.shown[0]).toEqual({ "text/latex": "$x$" });
    expect(() => show(3 as never)).toThrow(
      "show takes a figure, a table, rows of objects or a MIME bundle; got number",
    );
    expect(() => show([] as never)).toThrow("got an empty list");
  });
});
