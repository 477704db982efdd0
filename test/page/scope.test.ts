import { describe, expect, it } from "vitest";
import { rewriteCell } from "../../src/page/worker/rewrite/rewriteCell.js";
import { CellSyntaxError } from "../../src/page/worker/rewrite/stripTypes.js";
import { ModuleTable } from "../../src/page/worker/moduleTable.js";
import { Scope } from "../../src/page/worker/scope.js";

const scope = () => new Scope(new ModuleTable({ shop: { price: 3, twice: (x: number) => 2 * x } }));

/** Runs cells one after the other and gives the value of the last expression of the last. */
async function last(...cells: readonly string[]): Promise<unknown> {
  const here = scope();
  let value: readonly [value: unknown, isName: boolean] | undefined;
  for (const [index, cell] of cells.entries()) value = await here.run(cell, `cell-${index}`);
  return value?.[0];
}

describe("cells share one scope", () => {
  it.each<[string, readonly string[], unknown]>([
    ["a constant", ["const a1: number = 2;", "a1 + 1"], 3],
    [
      "several declarators over lines",
      ["let b1 = 1,\n  b2 = b1 + 1\n, b3 = [b1, b2]", "b3.join()"],
      "1,2",
    ],
    [
      "an object pattern",
      ["const { c1, c2: c3 = 5, ...c4 } = { c1: 1, x: 2 } as any;", "[c1, c3, c4.x].join()"],
      "1,5,2",
    ],
    [
      "an array pattern",
      ["let [d1, , d2 = 7, ...d3] = [1, 2, undefined, 4];", "[d1, d2, d3].join()"],
      "1,7,4",
    ],
    [
      "a function used before its line",
      ["const e1 = e2(2);\nfunction e2(x: number) { return x * x; }", "e1"],
      4,
    ],
    [
      "a later definition reaching an older function",
      ["const f1 = 1; function f2() { return f1; }", "const f1 = 2;", "f2()"],
      2,
    ],
    [
      "a function replaced later",
      [
        "function g1() { return 1; }\nfunction g2() { return g1(); }",
        "function g1() { return 2; }",
        "g2()",
      ],
      2,
    ],
    ["a class", ["class H1 { value = 4; static of() { return new H1(); } }", "H1.of().value"], 4],
    [
      "an enum, run twice",
      ["enum I1 { A = 1, B }", "enum I1 { C = 7 }", "Object.keys(I1).join()"],
      "7,C",
    ],
    ["top-level await", ["const j1 = await Promise.resolve(5);", "j1"], 5],
    ["for await", ["let k1 = 0; for await (const k of [1, Promise.resolve(2)]) k1 += k;", "k1"], 3],
    [
      "var in a loop",
      ["for (var l1 = 0; l1 < 3; l1++) { var l2 = l1; }", "[l1, l2].join()"],
      "3,2",
    ],
    ["var in a branch without braces", ["if (true) var m1 = 4", "m1"], 4],
    [
      "an import, used in a later cell",
      ['import { twice, price as cost } from "shop";', "twice(cost)"],
      6,
    ],
    ["a namespace import", ['import * as shop from "shop"; shop.price'], 3],
    ["a dynamic import", ['(await import("shop")).price'], 3],
    ["an export", ["export const n1 = 8; export function n2() { return n1; }", "n2()"], 8],
    [
      "types alone",
      ["interface O1 { x: number }\ntype O2 = O1;\nconst o3: O2 = { x: 1 };", "o3.x"],
      1,
    ],
    ["a last expression that is an object", ["({ p1: 1 }).p1"], 1],
    ["a last expression with commas", ["1, 2"], 2],
    ["no semicolons", ["const q1 = 1\nconst q2 = [q1]\nq2.length"], 1],
    ["a function's name", ["const r1 = () => 1;", "r1.name"], "r1"],
    ["a shorthand", ["const s1 = 4;", "const s2 = { s1 };", "s2.s1"], 4],
    [
      "an inner name that hides an outer",
      ["const t1 = 1; function t2(t1: number) { return t1; }", "t2(9)"],
      9,
    ],
  ])("%s", async (_, cells, expected) => {
    expect(await last(...cells)).toBe(expected);
  });

  it("refuses to assign to a constant", async () => {
    await expect(last("const u1 = 1;", "u1 = 2;")).rejects.toThrow(TypeError);
  });

  it("does not wait for a promise that is the last value", async () => {
    expect((await scope().run("Promise.resolve(1)", "cell"))?.[0]).toBeInstanceOf(Promise);
  });

  it("shows nothing where the last statement is no expression", async () => {
    expect(await scope().run("const v1 = 1;", "cell")).toBeUndefined();
  });

  it("says what can be imported", async () => {
    await expect(last('import fs from "node:fs";')).rejects.toThrow(
      '"node:fs" is not in this page: its cells can import "shop"',
    );
    await expect(last('import { nothing } from "shop"; nothing')).rejects.toThrow("nothing of");
  });
});

describe("lines stay where they were", () => {
  it("in the stack of an error", async () => {
    const cell =
      'import { price } from "shop";\nfunction fail() {\n  throw new Error("x");\n}\n\nfail();';
    const error = await last(cell).catch((thrown: unknown) => thrown as Error);
    expect((error as Error).stack).toMatch(/cell-0:3:/);
    expect((error as Error).stack).toMatch(/cell-0:6:/);
  });

  it("in the rewritten texts", () => {
    const source =
      "const {\n  a,\n  b\n} = o\n\nfunction f(\n) {\n}\nimport {\n  x\n} from 'y'\nf()";
    const { hoisted, body } = rewriteCell(source);
    expect(body.split("\n")).toHaveLength(12);
    expect(hoisted.split("\n")[5]).toContain("function f(");
  });

  it.each([
    ["const x = ;", 1],
    ["1;\n\nlet y: = 2", 3],
    ["1;\nnamespace N { export const a = 1; }", 2],
  ])("in the refusal of %j", (source, line) => {
    expect(() => rewriteCell(source)).toThrow(CellSyntaxError);
    try {
      rewriteCell(source);
    } catch (error) {
      expect((error as CellSyntaxError).line).toBe(line);
    }
  });
});
