import { runInNewContext } from "node:vm";
import { transform } from "sucrase";
import { describe, expect, it } from "vitest";
import { injectParameters } from "../../../src/node/run/injectParameters.js";
import {
  parametersCode,
  parseParameterValue,
  problemOfName,
  type ParameterValue,
} from "../../../src/node/run/parameters.js";
import { notebookOf } from "../../nbformat/notebookOf.js";

const hostile = [
  "plain",
  'it\'s "quoted" `and` ${more}',
  "line\nbreak\r\u2028\u2029",
  "*/ }; throw new Error() //",
  "</script>",
  "\\",
  "\ud800 half",
  "",
];

describe("parameters", () => {
  it.each<ParameterValue>([
    ...hostile,
    0,
    -0,
    1e-300,
    NaN,
    -Infinity,
    true,
    null,
    [1, "two", null],
    [],
    {},
    { "a b": [[1], [2]], "__proto__": { x: 1 }, "constructor": "x" } as ParameterValue,
    JSON.parse('{"__proto__": {"polluted": true}, "a": 1}') as ParameterValue,
  ])("arrive in the cell as they were given: %j", (value) => {
    const code = transform(parametersCode({ value }), { transforms: ["typescript"] }).code;
    const got: unknown = runInNewContext(`${code}; value`);
    // Another context has its own prototypes: compare what can be seen.
    expect(seen(got)).toEqual(seen(value));
  });

  it("are typed as an author would", () => {
    const code = parametersCode({ a: 1, b: ["x"], c: { d: [1, "y"] }, e: null });
    expect(code.split("\n").slice(1)).toEqual([
      "let a: number = 1;",
      'let b: string[] = ["x"];',
      'let c: { "d": (number | string)[] } = { "d": [1, "y"] };',
      "let e: null = null;",
    ]);
  });

  it("are read from name=value", () => {
    expect(
      ["1e-3", "true", "null", "[1]", '"1"', "abc", "1 2", "-Infinity", ""].map(
        (text) => parseParameterValue(text).value,
      ),
    ).toEqual([0.001, true, null, [1], "1", "abc", "1 2", -Infinity, ""]);
  });

  it("keep whole numbers that a number would alter as text, and say which", () => {
    const id = "12345678901234567890";
    expect(parseParameterValue(id)).toEqual({ value: id, asText: [id] });
    expect(parseParameterValue(`{"ids":[${id},7,"${id}"],"x":0.1}`)).toEqual({
      value: { ids: [id, 7, id], x: 0.1 },
      asText: [id],
    });
    expect(parseParameterValue("NaN")).toEqual({ value: NaN, asText: [] });
    expect(parseParameterValue("-Infinity")).toEqual({ value: -Infinity, asText: [] });
    expect(parseParameterValue("nan")).toEqual({ value: "nan", asText: [] });
    expect(parseParameterValue("9007199254740991").value).toBe(9007199254740991);
    expect(parseParameterValue("1e400")).toEqual({ value: "1e400", asText: ["1e400"] });
  });

  it.each(["", "1a", "a-b", "class", "await", "a b", "a;b"])("refuse the name %j", (name) => {
    expect(problemOfName(name)).toBeDefined();
  });

  it.each(["a", "_x1", "$", "λ", "learningRate"])("take the name %j", (name) => {
    expect(problemOfName(name)).toBeUndefined();
  });

  it("stand after the defaults, in the place of earlier ones, else on top", () => {
    const tagged = (tag: string) => ({ source: tag, metadata: { tags: [tag] } });
    const after = notebookOf(["x", tagged("parameters"), "y"]);
    injectParameters(after, { a: 1 });
    expect(after.cells.map(({ id }) => id)).toEqual(["c1", "c2", "injected-parameters", "c3"]);
    const again = notebookOf([tagged("parameters"), tagged("injected-parameters"), "y"]);
    injectParameters(again, { a: 2 });
    expect(again.cells.map(({ id }) => id)).toEqual(["c1", "c2", "c3"]);
    expect(again.cells[1]!.source).toEqual(["// Parameters\n", "let a: number = 2;"]);
    const top = notebookOf(["x"]);
    injectParameters(top, { a: 1 });
    expect(top.cells[0]!.id).toBe("injected-parameters");
    const none = notebookOf(["x"]);
    injectParameters(none, {});
    expect(none.cells).toHaveLength(1);
  });
});

function seen(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(seen);
  if (typeof value !== "object" || value === null) return value;
  return Object.getOwnPropertyNames(value).map((key) => [
    key,
    seen(Object.getOwnPropertyDescriptor(value, key)!.value),
  ]);
}
