import { afterEach, describe, expect, it } from "vitest";
import { withBuiltIns } from "../../../src/lesson/builtIns.js";
import { real } from "../../../src/lesson/expression/index.js";
import { exercise } from "../../../src/lesson/exercise/exercise.js";
import { installRuntime } from "../../../src/lesson/runtime.js";

installRuntime({
  display: () => undefined,
  readTable: () => Promise.reject(new Error("no tables")),
  call: (body) => body(),
});
const posed = { title: "T", question: "Q", solution: "S" };
const die = exercise({ ...posed, kind: "numeric", id: "die", truth: Math.log(6) });
const pick = exercise({
  ...posed,
  kind: "choice",
  id: "pick",
  options: [
    { text: "squared", because: "No." },
    { text: "absolute", right: true, because: "Yes." },
  ],
});
const slope = exercise({
  ...posed,
  kind: "expression",
  id: "slope",
  truth: "-1/(1 + exp(m))",
  quantities: { m: real },
});

const undo: (() => void)[] = [];
afterEach(() => {
  while (undo.length > 0) undo.pop()!();
});

function replace(holder: object, key: PropertyKey, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(holder, key);
  const { defineProperty } = Object;
  const { deleteProperty } = Reflect;
  undo.push(() =>
    before === undefined ? deleteProperty(holder, key) : defineProperty(holder, key, before),
  );
  defineProperty(holder, key, { value, writable: true, configurable: true });
}

describe("a verdict does not depend on what a cell has made of the built-ins", () => {
  it.each<[string, object, PropertyKey, unknown]>([
    ["Math.abs", Math, "abs", () => 0],
    ["Number.prototype.toPrecision", Number.prototype, "toPrecision", () => "42"],
    ["Array.prototype.find", Array.prototype, "find", () => Math.LN2 + Math.log(3)],
    ["Array.prototype.indexOf", Array.prototype, "indexOf", () => 1],
    ["Array.isArray", Array, "isArray", () => false],
    ["RegExp.prototype.exec", RegExp.prototype, "exec", () => ["", "", "42", "", ""]],
    ["String.prototype.toLowerCase", String.prototype, "toLowerCase", () => "b"],
    ["Object.prototype.truth", Object.prototype, "truth", 42],
    ["Object.prototype.right", Object.prototype, "right", true],
    ["Object.prototype.absolute", Object.prototype, "absolute", 1e9],
    ["Object.prototype.otherwise", Object.prototype, "otherwise", Math.log(6)],
  ])("%s", (_, holder, key, value) => {
    replace(holder, key, value);
    const states = [
      die.judge(42).state, die.judge("42").state, pick.judge("a").state, pick.judge("zz").state, slope.judge("m").state,
      die.judge(1.7917594692280550).state, pick.judge("b").state, slope.judge("-1/(1+exp(m))").state,
    ]; // prettier-ignore
    const kept = (holder as Record<PropertyKey, unknown>)[key];
    while (undo.length > 0) undo.pop()!();
    expect(states).toEqual([...Array<string>(5).fill("wrong"), ...Array<string>(3).fill("right")]);
    // Meanwhile alone: what the cell made of it is there again.
    expect(kept).toBe(value);
  });

  it("and an error on the way puts back what was replaced", () => {
    replace(JSON, "stringify", "mine");
    expect(() =>
      withBuiltIns(() => {
        expect(JSON.stringify(1)).toBe("1");
        throw new Error("on the way");
      }),
    ).toThrow("on the way");
    expect(JSON.stringify).toBe("mine");
  });
});
