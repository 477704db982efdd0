import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PageWorker, textOf } from "./pageWorker.js";

let worker: PageWorker;
const start = async () => {
  worker = await PageWorker.start();
};
const close = () => worker.close();

describe("a cell of a page does what it does on the kernel", () => {
  beforeAll(start);
  afterAll(close);

  it.each<[string, string, string]>([
    ["writes to stdout", 'process.stdout.write("hi\\n"); void 0', "hi\n"],
    ["runs an enum", 'enum Colour { Red, Green = "g" }\n[Colour.Red, Colour[0], Colour.Green].join()', "0,Red,g"],
    ["prints a settled promise", "Promise.resolve({ a: 1 })", "Promise { { a: 1 } }"],
    ["prints a pending promise", "new Promise(() => {})", "Promise { <pending> }"],
    ["prints a rejected promise", "const p = Promise.reject(5); p.catch(() => {}); p", "Promise { <rejected> 5 }"],
    ["prints a table of a map", 'console.table(new Map([["a", 1]]))',
      "┌───────────────────┬─────┬────────┐\n│ (iteration index) │ Key │ Values │\n├───────────────────┼─────┼────────┤\n│ 0                 │ 'a' │ 1      │\n└───────────────────┴─────┴────────┘\n"],
    ["has turns of the event loop", "await new Promise((resolve) => setImmediate(resolve)); process.nextTick(() => console.log(1)); await null; await null; 2", "1\n2"],
  ])("%s", async (_, source, text) => {
    expect(textOf((await worker.run(source)).outputs)).toBe(text);
  }); // prettier-ignore

  it("shows a value as its own MIME bundle", async () => {
    const source = `({ [Symbol.for("jupyter.mimebundle")]: () => ({ "text/html": "<b>1</b>" }), a: 1 })`;
    const { outputs } = await worker.run(source);
    expect(outputs).toMatchObject([{ kind: "data", data: { "text/html": "<b>1</b>" } }]);
    expect(textOf(outputs)).toContain("a: 1");
  });

  it.each([
    ["a rejection", 'Promise.reject(new Error("nobody")); 1'],
    ["a throw in a timer", 'setTimeout(() => { throw new Error("nobody"); }); await new Promise((r) => setTimeout(r, 20));'],
  ])("fails with %s that nobody waits for", async (_, source) => {
    const { ok, outputs } = await worker.run(source);
    expect(ok).toBe(false);
    expect(outputs.find(({ kind }) => kind === "error")).toMatchObject({
      name: "Error",
      message: "nobody",
      line: 1,
    });
  }); // prettier-ignore

  it("tells what comes after its end as its own, whatever runs then", async () => {
    await worker.run('setTimeout(() => console.log("late"), 30);', "early");
    const { outputs } = await worker.run("await new Promise((r) => setTimeout(r, 90)); 2", "next");
    expect(textOf(outputs)).toBe("2");
    expect(textOf(worker.outputs("early"))).toBe("late\n");
  });

  it.each([
    "Object.freeze",
    "Object.seal",
    "Object.preventExtensions",
    "Reflect.preventExtensions",
  ])("keeps %s from closing what later cells define their names on", async (close) => {
    const { ok, outputs } = await worker.run(`${close}(globalThis)`);
    expect(ok).toBe(false);
    expect(textOf(outputs)).toContain(`${close}(globalThis) would keep the cells after this one`);
    expect(
      textOf(
        (await worker.run("const after = Object.isFrozen(Object.freeze([1])); after")).outputs,
      ),
    ).toBe("true");
  });

  it("prints errors with the frames of cells alone", async () => {
    const { outputs } = await worker.run(
      'function f() { throw new Error("x"); }\ntry { f(); } catch (error) { console.log(error); }',
    );
    const text = textOf(outputs);
    expect(text).toMatch(/^Error: x\n\s+at f \(cell-c:1:/);
    expect(text).not.toMatch(/blob:|startWorker|node:/);
    expect(text.trim().split("\n")).toHaveLength(3);
  });

  it("refuses by name what only the kernel understands", async () => {
    const decorated = await worker.run("1;\nclass L { @log m() {} }");
    expect(decorated.outputs).toMatchObject([{ name: "SyntaxError", line: 2 }]);
    expect(textOf(decorated.outputs)).toContain("a decorator does not run in a report");
    expect(textOf((await worker.run("class A { accessor v = 1 }")).outputs)).toContain(
      "an accessor field does not run in a report",
    );
  });
});

describe("what needs Node is found before it runs", () => {
  beforeAll(start);
  afterAll(close);

  it.each<[string, string, readonly string[]]>([
    ["a global", 'Buffer.from("é").length', ["Buffer"]],
    ["a name of process", "process.stdout.write(process.cwd())", ["process.cwd"]],
    ["a module", 'import fs from "node:fs";\nimport { three } from "lossbook";', ["node:fs"]],
    ["a module that is required", 'const path = require("path");', ["path"]],
    ["a module that is loaded", 'await import("danfojs-node")', ["danfojs-node"]],
    ["a decorator", "class L { @log m() {} }", ["@decorator"]],
    ["an accessor field", "class A {\n  static accessor v = 1\n}", ["accessor"]],
    ["a namespace", "namespace N { export const v = 3 }", ["namespace"]],
  ])("%s", async (_, source, names) => {
    expect(await worker.needs("1", source)).toEqual([{ cell: "1", names }]);
  });

  it.each([
    "process.stdout.write(process.env.HOME ?? '')",
    "typeof Buffer === 'undefined' ? 0 : Buffer.from('a').length",
    "const Buffer = 3; Buffer + 1",
    "(Buffer: number) => Buffer",
    "({ Buffer: 1 }).Buffer",
    "import type { Stats } from 'node:fs';\nlet s: Stats | undefined;",
    "const text = `\nnamespace N {`;",
    "declare namespace N { const v: number }",
    "const broken = ;",
  ])("and nothing is found in %s", async (source) => {
    expect(await worker.needs(source)).toEqual([]);
  });

  it("and a name that another cell declares is that cell's", async () => {
    expect(await worker.needs("class Buffer {}", "new Buffer()")).toEqual([]);
  });
});

describe("a cell cannot harm its page", () => {
  beforeEach(start);
  afterEach(close);

  // Every kind of flood: test/faults/floods.test.ts.
  it("by a flood: it fails, and the next one runs", async () => {
    const { ok, outputs } = await worker.run('for (;;) console.log("x".repeat(1e6))');
    expect(ok).toBe(false);
    expect(worker.received).toBeLessThan(64 * 2 ** 20 * 1.1);
    expect(outputs.at(-1)).toMatchObject({ kind: "error" });
    expect(textOf((await worker.run("1 + 1")).outputs)).toBe("2");
  });

  it("by the port to the page: an overridden getter is not asked", async () => {
    await worker.run(`
const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
Object.defineProperty(MessageEvent.prototype, "data", { configurable: true, get() {
  globalThis.stolen = this.currentTarget ?? this.target;
  return get.call(this);
} });`);
    expect(textOf((await worker.run("typeof stolen")).outputs)).toBe("undefined");
  });

  it("by JSON.stringify of its own", async () => {
    await worker.run("JSON.stringify = () => 'not a message';");
    expect(textOf((await worker.run("1")).outputs)).toBe("1");
  });

  it("by workers of its own, or by scripts", async () => {
    expect(
      textOf((await worker.run("[typeof Worker, typeof SharedWorker, typeof importScripts].join()")).outputs),
    ).toBe("undefined,undefined,undefined");
  }); // prettier-ignore

  it("by values that are no data: they fail in the cell", async () => {
    const source = (value: string) =>
      `import { display } from "lossbook"; display({ "application/json": ${value} });`;
    expect((await worker.run(source("10n"))).ok).toBe(false);
    expect((await worker.run(`const ring = {}; ring.self = ring; ${source("ring")}`)).ok).toBe(
      false,
    );
    expect((await worker.run("1")).ok).toBe(true);
  });
});

describe("a cell that breaks what others stand on", () => {
  const names = ["Array.prototype.push", "Array.prototype.map", "String.prototype.slice", "String.prototype.replace",
    "RegExp.prototype.exec", "Map.prototype.get", "Set.prototype.add", "Promise.race", "Promise.resolve",
    "Promise.prototype.then", "JSON.stringify", "Object.defineProperty", "Object.keys", "Function.prototype.call"]; // prettier-ignore

  it.each([
    ["methods", `const broken = () => { throw new Error("broken"); };\n${names.map((name) => `${name} = broken;`).join("\n")}`],
    ["names", "globalThis.Promise = class {}; globalThis.Error = globalThis.Map = globalThis.parseFloat = null;"],
  ])("by replacing %s: the next one runs, and finds them so", async (kind, source) => {
    const worker = await PageWorker.start();
    expect((await worker.run(source)).ok).toBe(true);
    expect(textOf((await worker.run('import { three } from "lossbook";\nconst { a } = { a: 37 };\nvar b = [2]; a + b[0] + three')).outputs)).toBe("42");
    expect(textOf((await worker.run("console.log({ a })")).outputs)).toBe("{ a: 37 }\n");
    if (kind === "methods")
      expect(textOf((await worker.run("[].push(1)")).outputs)).toBe("Error: broken");
    await worker.close();
  }); // prettier-ignore

  it("by a toJSON for every object: what it shows and whether it ended arrive as they are", async () => {
    const worker = await PageWorker.start();
    const forged = '{ kind: "output", cell: "d", output: { kind: "stream", name: "stdout", text: "forged" } }';
    const first = await worker.run(`(Object.prototype as any).toJSON = () => (${forged});\n5`);
    expect(textOf(first.outputs)).toBe("5");
    expect(first.ok).toBe(true);
    expect(textOf((await worker.run("6")).outputs)).toBe("6");
    await worker.close();
  }); // prettier-ignore

  it("by an iterator of its own for every list: names are there all the same", async () => {
    const worker = await PageWorker.start();
    const { outputs } = await worker.run(
      [
        "const original = Array.prototype[Symbol.iterator];",
        "Array.prototype[Symbol.iterator] = function* () {} as any;",
        "const kept = 42;",
        "Array.prototype[Symbol.iterator] = original;",
        "kept",
      ].join("\n"),
    );
    expect(textOf(outputs)).toBe("42");
    await worker.close();
  });

  const hostile = (property: string) =>
    `Object.defineProperty(new Error("x"), "${property}", { get() { throw 1 } })`;
  it("by errors that throw where they are read: they are told of, and the next one runs", async () => {
    const worker = await PageWorker.start();
    for (const [source, said] of [
      [`throw ${hostile("stack")}`, "Error: x"],
      [`throw ${hostile("name")}`, "Error: x"],
      [`Promise.reject(${hostile("stack")}); 1`, "Error: x"],
      ['throw Object.assign(new Error("x"), { name: { toString() { throw 1 } } })', "Error: x"],
      ['throw new Proxy(new Error("x"), { get() { throw 1 } })', "an error without words"],
      ["throw new Proxy({}, { getPrototypeOf() { throw 1 } })", "an error without words"],
    ] as const) {
      const { ok, outputs } = await worker.run(source);
      expect([ok, textOf(outputs)], source).toEqual([false, expect.stringContaining(said)]);
      expect(textOf((await worker.run("40 + 2")).outputs), source).toBe("42");
    }
    expect(textOf((await worker.run("close()")).outputs)).toContain("close is not defined");
    await worker.close();
  });
});
