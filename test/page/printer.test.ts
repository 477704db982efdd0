import { Console } from "node:console";
import { Writable } from "node:stream";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { cellConsole, valueText } from "../../src/page/worker/printer.js";

/** What Node's own console writes for the same calls. */
function byNode(body: (console: Console) => void): string {
  let text = "";
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      text += chunk.toString();
      done();
    },
  });
  body(new Console({ stdout: stream, stderr: stream }));
  return text;
}

function byPage(body: (console: Console) => void, now = () => 0): string {
  let text = "";
  body(cellConsole((_, written) => (text += written), now));
  return text;
}

class Point {
  x = 1;
  #hidden = 2;
  get sum(): number {
    return this.x + this.#hidden;
  }
}
const circular: Record<string, unknown> = { name: "ring" };
circular["self"] = circular;

const values: readonly (readonly [string, unknown])[] = [
  ["numbers", [1, -0, 0.1, NaN, Infinity, 1e21, 10n]],
  ["strings inside", ["it's", 'a "quote"', "two\nlines", "`"]],
  ["nothing", [undefined, null, true, new Array(2)]],
  ["nested", { a: { b: { c: { d: { e: { f: { g: { h: 1 } } } } } } } }],
  ["a wide array", Array.from({ length: 150 }, (_, index) => index * index)],
  ["typed arrays", [new Float64Array([1, 2.5]), new Uint8Array(3)]],
  ["a map and a set", [new Map([["a", { b: 1 }]]), new Set([1, "two"])]],
  ["a class", new Point()],
  ["functions", [function named() {}, () => 1, class A extends Point {}, Math.max]],
  [
    "an accessor",
    {
      get it() {
        return 1;
      },
      set it(_) {},
    },
  ],
  ["symbols", { [Symbol("s")]: Symbol.iterator }],
  ["a circle", circular],
  ["a date and a pattern", [new Date(0), /a+/gi]],
  ["no prototype", Object.assign(Object.create(null), { a: 1 })],
  ["long lines", { words: "word ".repeat(40), list: ["x".repeat(70), "y".repeat(70)] }],
  [
    "a table of rows",
    [
      { loss: 0.25, name: "a" },
      { loss: 1.5, name: "b" },
    ],
  ],
];

describe("a value as the kernel shows it", () => {
  it.each(values)("%s", (_, value) => {
    expect(valueText(value)).toBe(inspect(value, { depth: 6 }));
  });

  it("a promise as pending: a page cannot look into it", () => {
    expect(valueText(Promise.resolve(3))).toBe("Promise { <pending> }");
  });

  it("a string as it is", () => {
    expect(valueText("it's\ntwo")).toBe("it's\ntwo");
  });

  it("a wall of text two levels deep", () => {
    const wall = Array.from({ length: 99 }, (_, at) => ({
      at,
      deep: { er: { still: "x".repeat(99) } },
    }));
    expect(valueText(wall)).toBe(inspect(wall, { depth: 2 }));
    expect(inspect(wall, { depth: 6 })).not.toBe(inspect(wall, { depth: 2 }));
  });
});

describe("a cell's console prints what Node prints", () => {
  it.each<[string, (console: Console) => void]>([
    ["values", (console) => console.log(...values.map(([, value]) => value))],
    [
      "placeholders",
      (console) =>
        console.log(
          "%s is %d%%, %i of %f, %j %o %O %c.",
          "p",
          5,
          1.9,
          2,
          [1],
          [2],
          { a: 1 },
          "css",
          "rest",
        ),
    ],
    [
      "all methods",
      (console) => {
        console.info("i");
        console.debug("d");
        console.error("e");
        console.warn({ w: 1 });
      },
    ],
    [
      "groups",
      (console) => {
        console.group("one");
        console.log("a\nb");
        console.group();
        console.log({ a: "x".repeat(80), b: "y".repeat(30) });
        console.groupEnd();
        console.groupEnd();
        console.log("out");
      },
    ],
    [
      "counts",
      (console) => {
        console.count();
        console.count("a");
        console.count();
        console.countReset();
        console.count();
      },
    ],
    [
      "assertions",
      (console) => {
        console.assert(true, "no");
        console.assert(false);
        console.assert(false, "%s!", "yes");
        console.assert(false, { a: 1 });
      },
    ],
    ["dir", (console) => console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 })],
    [
      "a table",
      (console) =>
        console.table([
          { a: 1, b: "x" },
          { a: 2.5, c: [1, { d: 2 }] },
        ]),
    ],
    ["a table of values", (console) => console.table(["a", 1, null])],
    ["a table of nothing", (console) => console.table(5)],
    [
      "a table of a map",
      (console) =>
        console.table(
          new Map<unknown, unknown>([
            ["a", 1],
            [{ b: 2 }, [3]],
          ]),
        ),
    ],
    ["a table of a set", (console) => console.table(new Set(["x", { y: 1 }]))],
    ["a table of maps", (console) => console.table([new Map([["a", 1]]), { a: { b: 1 } }])],
    ["a table of wide characters", (console) => console.table([{ "日本": "漢字", "👍": "é" }])],
    [
      "a table of long rows",
      (console) => console.table([{ a: { b: 1, c: 2, d: 3 }, e: [1, 2, 3, 4, 5] }]),
    ],
    [
      "a table of typed arrays",
      (console) => console.table([new Uint8Array(2), new Float64Array([0.5])]),
    ],
    ["an empty line", (console) => console.log()],
  ])("%s", (_, body) => {
    expect(byPage(body)).toBe(byNode(body));
  });

  it("times by the clock it was given", () => {
    let now = 0;
    const text = byPage(
      (console) => {
        console.time("t");
        now = 12.5;
        console.timeLog("t", "half");
        now = 25;
        console.timeEnd("t");
        console.timeEnd("t");
      },
      () => now,
    );
    expect(text).toBe(
      "t: 12.500ms half\nt: 25.000ms\nWarning: No such label 't' for console.timeEnd()\n",
    );
  });
});
