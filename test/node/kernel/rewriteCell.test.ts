import { createRequire } from "node:module";
import type ts from "typescript";
import { describe, expect, it } from "vitest";
import { rewriteCell } from "../../../src/node/kernel/rewriteCell.js";

const require = createRequire(import.meta.url);
const fork = createRequire(require.resolve("tslab/package.json"))(
  "@tslab/typescript-for-tslab",
) as typeof ts;
const rewrite = (source: string) => rewriteCell(fork, source);

describe("rewriteCell", () => {
  it.each([
    ["const q = { u, w: 1 };", "const q = { u: u, w: 1 };"],
    ["f({u})", "f({u: u})"],
    ["({ v } = o);", '({ "v": v } = o);'],
    ["({ v = 2, w: { z } } = o);", '({ "v": v = 2, w: { "z": z } } = o);'],
    ["[{ v }] = list;", '[{ "v": v }] = list;'],
    ["for ({ v } of list) {}", 'for ({ "v": v } of list) {}'],
    ["({ v: { a } }.v)", "({ v: { a: a } }.v)"],
    ["await (async () => 1)()", "await Promise.resolve( (async () => 1)())"],
    ["await (await (f()))", "await Promise.resolve( (await Promise.resolve( (f()))))"],
    ["await [p][0]", "await Promise.resolve( [p][0])"],
    ["await\nf()", "await Promise.resolve(\nf())"],
    [
      "for await (const x of xs) { f({x}) }\ng()",
      "await Promise.resolve((async () => { for await (const x of xs) { f({x: x}) } })());\ng()",
    ],
    [
      "if (a) for await (const x of xs) await (x)",
      "await Promise.resolve((async () => { if (a) for await (const x of xs) await (x) })());",
    ],
  ])("%j becomes %j", (source, code) => {
    expect(rewrite(source).code).toBe(code);
  });

  it.each([
    "const { v } = o;",
    "function f({ u }) { return u }",
    "await f(x)",
    "const f = async () => { await (g()); for await (const x of xs) {} }",
    "`{u} await (x)`",
    "// { u } await (x)",
    'import { u } from "m"; export { u };',
    "const broken = { u",
  ])("leaves %j as it is", (source) => {
    const rewritten = rewrite(source);
    if (source.includes("broken"))
      expect(rewritten.toSource(rewritten.code.length)).toBe(source.length);
    else expect(rewritten.code).toBe(source);
  });

  it("maps offsets both ways: every character of the cell finds itself", () => {
    const source =
      "for await (const x of xs) { f({x}); }\nconst q = {u, w}; await (p); ({v} = {v: 1})";
    const cell = rewrite(source);
    for (let offset = 0; offset < source.length; offset++) {
      const moved = cell.toRewritten(offset);
      if (/\w/.test(source[offset]!)) expect(cell.code[moved]).toBe(source[offset]);
      expect(cell.toSource(moved)).toBe(offset);
    }
    expect(cell.toSource(cell.code.length)).toBe(source.length);
  });

  it("keeps a cursor behind what was typed", () => {
    const cell = rewrite("await (x.to)");
    const cursor = "await (x.to".length;
    expect(cell.code.slice(0, cell.toRewritten(cursor))).toBe("await Promise.resolve( (x.to");
    const end = "await (x.to)".length;
    expect(cell.code.slice(0, cell.toRewritten(end))).toBe("await Promise.resolve( (x.to)");
  });

  it("is harmless on long and odd cells", () => {
    for (const source of ["", "{".repeat(500), "await ".repeat(200), "\0{u}", "#!x\n{u}"]) {
      const cell = rewrite(source);
      expect(cell.toSource(cell.code.length)).toBe(source.length);
    }
  });
});
