import { expect, it } from "vitest";
import { injectParameters } from "../../../src/node/run/injectParameters.js";
import { parametersCode, type ParameterValue } from "../../../src/node/run/parameters.js";
import { notebookOf } from "../../nbformat/notebookOf.js";

const typeOf = (value: ParameterValue): string =>
  /^let a: (.*?) = /.exec(parametersCode({ a: value }).split("\n")[1]!)![1]!;

it("a list has the type of its items, up to four kinds and a thousand items", () => {
  expect(typeOf([1, 2])).toBe("number[]");
  expect(typeOf([])).toBe("unknown[]");
  expect(typeOf(Array(1000).fill(1) as number[])).toBe("number[]");
  expect(typeOf(Array(1001).fill(1) as number[])).toBe("any[]");
  expect(typeOf([1, "a", true, null])).toBe("(number | string | boolean | null)[]");
  expect(typeOf([1, "a", true, null, [1]])).toBe("any[]");
});

it("an object without fields is written as such", () => {
  expect(parametersCode({ a: {} })).toBe("// Parameters\nlet a: {} = {};");
});

it("what is nested deeply has no type of its own", () => {
  expect(typeOf([[[[1]]]])).toBe("(((number[])[])[])[]");
  expect(typeOf([[[[[1]]]]])).toBe("(((unknown[])[])[])[]");
  expect(typeOf({ b: { c: { d: { e: [1] } } } })).toBe(
    '{ "b": { "c": { "d": { "e": unknown } } } }',
  );
});

it("a cell that comes in has an id that none has, and a dollar is a letter of a name", () => {
  const notebook = notebookOf([
    { id: "injected-parameters" },
    { id: "injected-parameters-1", source: "let $a = 1;", metadata: { tags: ["parameters"] } },
  ]);
  expect(injectParameters(notebook, { $a: 1, a: 2 })).toEqual(["a"]);
  expect(notebook.cells[2]!.id).toBe("injected-parameters-2");
});
