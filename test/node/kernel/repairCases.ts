import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import type { IopubMessage, Kernel } from "../../../src/node/kernel/kernel.js";
import { machinePaths } from "../machinePaths.js";
import type { Repair } from "../../../src/node/kernel/repairs.js";

/** What a kernel with the repair shows, and one without it does not. */
export interface RepairCase {
  readonly repair: Repair;
  readonly says: string;
  observe(kernel: Kernel): Promise<unknown>;
  readonly expected: unknown;
}

export async function outputs(kernel: Kernel, code: string): Promise<IopubMessage[]> {
  const messages: IopubMessage[] = [];
  await kernel.execute(code, { onMessage: (message) => messages.push(message) });
  return messages;
}

/** The text of the last expression or of stdout. */
async function textOf(kernel: Kernel, code: string): Promise<string> {
  return (await outputs(kernel, code))
    .map(({ type, content }) => {
      if (type === "stream") return String(content.text);
      if (type !== "execute_result") return "";
      return String((content.data as Record<string, unknown>)["text/plain"]);
    })
    .join("")
    .trim();
}

async function typesOf(kernel: Kernel, code: string): Promise<string[]> {
  return (await outputs(kernel, code)).map(({ type }) => type);
}

export const repairCases: readonly RepairCase[] = [
  {
    repair: "publisher-limit",
    says: "3000 lines in one turn of the event loop all arrive",
    observe: async (kernel) =>
      (await outputs(kernel, "for (let i = 0; i < 3000; i++) console.log(i)")).filter(
        ({ type }) => type === "stream",
      ).length,
    expected: 3000,
  },
  {
    repair: "text-pieces",
    says: "a long text comes in pieces, whole and with no character parted",
    observe: async (kernel) => {
      const messages = await outputs(kernel, 'console.log("a" + "🙂".repeat(1.5 * 2 ** 20))');
      const texts = messages
        .filter(({ type }) => type === "stream")
        .map(({ content }) => String(content.text));
      return [
        texts.join("") === `a${"🙂".repeat(1.5 * 2 ** 20)}\n`,
        texts.map((text) => Math.ceil(text.length / 2 ** 20)),
        texts.some((text) => /[\ud800-\udbff]$/.test(text)),
      ];
    },
    expected: [true, [1, 1, 1, 1], false],
  },
  {
    repair: "error-message",
    says: "an error has its name, message and stack",
    observe: async (kernel) => {
      const messages = await outputs(kernel, 'throw new RangeError("too far")');
      return messages.find(({ type }) => type === "error")?.content;
    },
    expected: {
      ename: "RangeError",
      evalue: "too far",
      traceback: ["RangeError: too far", cellFrame()],
    },
  },
  {
    repair: "execute-input",
    says: "the input is announced with its number",
    observe: (kernel) => typesOf(kernel, "let announced = 1"),
    expected: ["execute_input"],
  },
  {
    repair: "execute-result",
    says: "the last value is an execute_result, not a print",
    observe: async (kernel) =>
      (await typesOf(kernel, "6 * 7")).filter((type) => type !== "execute_input"),
    expected: ["execute_result"],
  },
  {
    repair: "rejections",
    says: "a rejection that nobody awaits fails its cell",
    observe: async (kernel) => {
      const { status, error } = await kernel.execute('void Promise.reject(new Error("lost"))');
      return [status, error?.message];
    },
    expected: ["error", "lost"],
  },
  {
    repair: "late-output",
    says: "what a timer prints belongs to the cell that set it",
    observe: async (kernel) => {
      const first: string[] = [];
      await kernel.execute('void setTimeout(() => console.log("late"), 100)', {
        onMessage: ({ type, content, late }) => {
          if (type === "stream" && late) first.push(String(content.text));
        },
      });
      await kernel.execute("await new Promise((resolve) => setTimeout(resolve, 300))");
      return first;
    },
    expected: ["late\n"],
  },
  {
    repair: "shorthand",
    says: "{ u } and ({ v } = o) mean the variables of earlier cells",
    observe: async (kernel) => {
      await kernel.execute("let u = 5; let v = 1; const o = { v: 7 };");
      await kernel.execute("const q = { u }; ({ v } = o);");
      return textOf(kernel, "[q.u, v].join()");
    },
    expected: "5,7",
  },
  {
    repair: "await-expression",
    says: "await (async () => …)() waits",
    observe: (kernel) => textOf(kernel, "await (async () => 42)()"),
    expected: "42",
  },
  {
    repair: "for-await",
    says: "for await works at the top level",
    observe: (kernel) =>
      textOf(
        kernel,
        "let sum = 0;\nfor await (const x of [Promise.resolve(1), 2]) { sum += x }\nsum",
      ),
    expected: "3",
  },
  {
    repair: "positions",
    says: "stacks and type errors name the cell's own lines and columns",
    observe: async (kernel) => {
      const defined = await kernel.execute(
        "interface A {\n  a: number;\n}\n\n\nfunction bad(): A {\n  // why\n  throw new Error('x');\n}",
      );
      const thrown = await kernel.execute("\n\n  bad()");
      const typed = await kernel.execute("const w = 1; const r = { w }, t: number = 'no'");
      const cell = defined.executionCount ?? 0;
      return [
        thrown.error?.traceback.slice(1).map((line) => line.replace(`cell ${cell}`, "first")),
        typed.error?.message,
      ].flat();
    },
    expected: [
      "    at bad (first:8:9)",
      cellFrame(":3:3"),
      "1:31 - Type 'string' is not assignable to type 'number'.",
    ],
  },
  {
    repair: "inspect-depth",
    says: "a value is shown six levels deep",
    observe: async (kernel) =>
      (await textOf(kernel, "({ a: { b: { c: { d: 1 } } } })")).replace(/\s+/g, " "),
    expected: "{ a: { b: { c: { d: 1 } } } }",
  },
  {
    repair: "print-null",
    says: "null is shown; so is an undefined variable, but not a call without a value",
    observe: async (kernel) => [
      await textOf(kernel, "null"),
      await textOf(kernel, "let nothing: any; nothing"),
      await textOf(kernel, "(() => {})()"),
    ],
    expected: ["null", "undefined", ""],
  },
  {
    repair: "mime-bundle",
    says: "a value may say how it is shown",
    observe: async (kernel) => {
      const code =
        '({ [Symbol.for("jupyter.mimebundle")]: () => ({ "text/html": "<b>b</b>", "text/plain": "b" }) })';
      const messages = await outputs(kernel, code);
      return messages.find(({ type }) => type === "execute_result")?.content.data;
    },
    expected: { "text/html": "<b>b</b>", "text/plain": "b" },
  },
  {
    repair: "own-modules",
    says: "a module above the notebook's folder, by its name with an ending, brings its types",
    observe: async (kernel) => {
      const folder = mkdtempSync(join(tmpdir(), "lossbook-test-"));
      try {
        const file = join(folder, "physics.ts");
        writeFileSync(file, "export const gravity: number = 9.81;");
        return await textOf(
          kernel,
          `import { gravity } from ${JSON.stringify(relative(import.meta.dirname, file))};\ngravity.toFixed(1)`,
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    expected: "9.8",
  },
  {
    repair: "package-types",
    says: "a package that names its types in `exports` alone has them",
    observe: async (kernel) => {
      mkdirSync(join(import.meta.dirname, "node_modules"), { recursive: true });
      const folder = mkdtempSync(join(import.meta.dirname, "node_modules", "types-"));
      try {
        const exports = { types: "./types.d.ts", default: "./code.js" };
        writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", exports }));
        writeFileSync(join(folder, "types.d.ts"), "export declare const seven: number;");
        writeFileSync(join(folder, "code.js"), "export const seven = 7;");
        const code = `import { seven } from "${basename(folder)}";`;
        return await textOf(kernel, `${code}\nseven.toFixed(1)`);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    expected: "7.0",
  },
  {
    repair: "reload",
    says: "re-running the import brings the rebuilt module",
    observe: async (kernel) => {
      const folder = mkdtempSync(join(tmpdir(), "lossbook-test-"));
      try {
        const file = join(folder, "module.js");
        const read = `(require(${JSON.stringify(file)}) as any).version`;
        writeFileSync(file, 'exports.version = "old"');
        utimesSync(file, 1_000_000, 1_000_000);
        const before = await textOf(kernel, read);
        writeFileSync(file, 'exports.version = "new"');
        return [before, await textOf(kernel, read)];
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    expected: ["old", "new"],
  },
  {
    repair: "child-output",
    says: "what a child prints to an inherited stream is the cell's, before the child's end",
    observe: async (kernel) => [
      await printed(
        kernel,
        `import { spawn } from "node:child_process";
         const child = spawn(process.execPath, ["-e", "console.log('out'); console.error('err')"], { stdio: "inherit" });
         await new Promise((resolve) => child.on("exit", resolve));
         console.log(child.stdout);`,
      ),
      await printed(
        kernel,
        `import { execFileSync, execSync, spawnSync } from "node:child_process";
         const node = '"' + process.execPath + '"';
         console.log(execSync(node + " -p 1", { stdio: "inherit" }));
         execFileSync(process.execPath, ["-e", "console.log(2); console.error(3)"], { stdio: [0, 1, 2] });
         console.log(spawnSync(process.execPath, ["-p", "4"], { stdio: ["ignore", process.stdout, "pipe"] }).stdout);
         console.log(String(execSync(node + " -p 5")));`,
      ),
    ],
    expected: [
      { stdout: "out\nnull\n", stderr: "err\n" },
      { stdout: "1\nnull\n2\n4\nnull\n5\n\n", stderr: "3\n" },
    ],
  },
  {
    repair: "no-input",
    says: "a cell that asks for input fails at once, and so does the next",
    observe: async (kernel) => {
      const ask = `import * as readline from "node:readline/promises";
        await readline.createInterface({ input: process.stdin, output: process.stdout }).question("Name? ")`;
      const results = [];
      const asking = [
        ask,
        ask,
        "for await (const line of process.stdin) line",
        'import { readFileSync } from "node:fs"; readFileSync(0, "utf8")',
        'import { readFile } from "node:fs/promises"; await readFile("/dev/stdin")',
        'import { promisify } from "node:util"; import fs from "node:fs"; await promisify(fs.read)(0, Buffer.alloc(1), 0, 1, null)',
      ];
      for (const code of asking) {
        const { status, error } = await kernel.execute(code, { timeout: 10_000 });
        results.push([status, error?.message.split(":")[0]]);
      }
      return results;
    },
    expected: Array.from({ length: 6 }, () => ["error", "there is no input here"]),
  },
  {
    repair: "plain-inspection",
    says: "promises, timers and functions print as in a program of their own",
    observe: async (kernel) => [
      await printed(
        kernel,
        "console.log(Promise.resolve({ a: 1 }), [new Promise(() => {})], function f() {}, class A {})",
      ),
      await textOf(kernel, "Promise.resolve(1)"),
      (await textOf(kernel, "setTimeout(() => {}, 1)")).includes("kResourceStore"),
    ],
    expected: [
      {
        stdout: "Promise { { a: 1 } } [ Promise { <pending> } ] [Function: f] [class A]\n",
        stderr: "",
      },
      "Promise { 1 }",
      false,
    ],
  },
  {
    repair: "plain-stacks",
    says: "an error that a cell prints has the cell's frames and lines, and no path of this machine",
    observe: async (kernel) => {
      const { stdout } = await printed(
        kernel,
        `import { normal } from "lossbook";
         const print = (work: () => unknown) => { try { work() } catch (error) { console.log(error, (error as Error).stack) } };
         const prepare = Error.prepareStackTrace;
         Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName()).join();
         console.log(new Error("seen by the cell").stack);
         Error.prepareStackTrace = prepare;
         Error.prepareStackTrace = undefined;
         print(() => JSON.parse("{"));
         print(() => require("no-such-module"));
         print(() => require("node:fs").readFileSync("none.txt"));
         print(() => normal({ mean: 0, standardDeviation: -1 }));
         console.log([new Error("listed")]);`,
      );
      const frames = [...stdout!.matchAll(/at .*cell \d+:(\d+):\d+/g)].map(([, line]) =>
        Number(line),
      );
      return [
        machinePaths(stdout!),
        /kernel[\\/]|tslab|node:internal|Require stack/.test(stdout!),
        [8, 9, 10, 11, 12].every((line) => frames.includes(line)),
      ];
    },
    expected: [[], false, true],
  },
  {
    repair: "import-attributes",
    says: "an import may have attributes",
    observe: async (kernel) => {
      const folder = mkdtempSync(join(import.meta.dirname, "attributes-"));
      try {
        writeFileSync(join(folder, "x.json"), '{ "a": 1 }');
        const from = `"./${basename(folder)}/x.json"`;
        return [
          await textOf(kernel, `import data from ${from} with { type: "json" }; data.a`),
          await textOf(
            kernel,
            `import again from ${from} with {\n  type: "json",\n};\nagain.a + 1`,
          ),
        ];
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    expected: ["1", "2"],
  },
  {
    repair: "watch-timers",
    says: "a package.json that is written anew does not break the next cells",
    observe: async (kernel) => {
      // A folder well below the root: the compiler does not watch shallow ones.
      const cache = join(
        import.meta.dirname,
        "..",
        "..",
        "..",
        "node_modules",
        ".cache",
        "watched",
      );
      mkdirSync(cache, { recursive: true });
      const folder = mkdtempSync(join(cache, "package-"));
      try {
        const manifest = join(folder, "package.json");
        writeFileSync(manifest, '{ "name": "watched", "main": "main.js", "types": "main.d.ts" }');
        writeFileSync(join(folder, "main.js"), "exports.one = 1;");
        writeFileSync(join(folder, "main.d.ts"), "export declare const one: number;");
        // The import is resolved through the package.json, so the compiler watches it.
        await kernel.execute(`import { one } from ${JSON.stringify(folder)}; one`);
        const statuses: string[] = [];
        for (let i = 0; i < 3; i++) {
          const later = Date.now() / 1000 + i;
          utimesSync(manifest, later, later);
          // The watcher hears of it while no cell runs.
          await new Promise((resolve) => setTimeout(resolve, 600));
          statuses.push((await kernel.execute(`const afterwards: number = ${i};`)).status);
        }
        return statuses;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    expected: ["ok", "ok", "ok"],
  },
];

/** What a cell printed, by stream. */
async function printed(kernel: Kernel, code: string): Promise<Record<string, string>> {
  const text: Record<string, string> = { stdout: "", stderr: "" };
  for (const { type, content } of await outputs(kernel, code)) {
    if (type === "stream") text[String(content.name)] += String(content.text);
  }
  return text;
}

/** A frame in whatever cell this is. */
function cellFrame(place = ":1:7"): unknown {
  return {
    asymmetricMatch: (other: unknown) =>
      typeof other === "string" && other.startsWith("    at cell ") && other.endsWith(place),
    toString: () => `a frame that ends in ${place}`,
  };
}
