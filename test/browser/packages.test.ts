import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Notebook, Output } from "../../src/nbformat/notebook.js";
import { findCourse } from "../../src/node/course/course.js";
import { publish } from "../../src/node/publish/publish.js";
import { runNotebook } from "../../src/node/run/runNotebook.js";
import { alive, runAll, type CellRun } from "./liveRun.js";
import { openBrowser } from "./openBrowser.js";
import { openPage } from "./openPage.js";

/** The ways in which packages are laid out, one of each, so that no registry is needed. */
const packages: Readonly<Record<string, string>> = {
  // For `import` alone, its types named nowhere but in `exports`, with a module of its own beside.
  "exported/package.json": JSON.stringify({
    name: "exported",
    type: "module",
    exports: {
      ".": { types: "./types/main.d.ts", import: "./code/main.js" },
      "./extra": { import: { types: "./types/extra.d.ts", default: "./code/extra.js" } },
      "./parts/*": { types: "./types/parts/*.d.ts", default: "./code/parts/*.js" },
    },
  }),
  "exported/types/main.d.ts": "export declare const twice: (x: number) => number;\n",
  "exported/code/main.js": "export const twice = (x) => 2 * x;\n",
  "exported/types/extra.d.ts": "export default function thrice(x: number): number;\n",
  "exported/code/extra.js": "export default (x) => 3 * x;\n",
  "exported/types/parts/half.d.ts": "export declare const half: (x: number) => number;\n",
  "exported/code/parts/half.js": "export const half = (x) => x / 2;\n",
  // For both kinds of import, each with types of its own.
  "dual/package.json": JSON.stringify({
    name: "dual",
    exports: {
      import: { types: "./index.d.mts", default: "./index.mjs" },
      require: { types: "./index.d.cts", default: "./index.cjs" },
    },
  }),
  "dual/index.d.mts": "export declare const kind: string;\nexport default kind;\n",
  "dual/index.d.cts": "export declare const kind: string;\nexport default kind;\n",
  "dual/index.mjs": "export const kind = 'dual';\nexport default kind;\n",
  "dual/index.cjs":
    "Object.defineProperty(exports, '__esModule', { value: true });\nexports.kind = 'dual';\nexports.default = 'dual';\n",
  // CommonJS: a function, with names beside; and names that a compiler wrote.
  "older/package.json": '{ "name": "older", "main": "main.js" }',
  "older/main.js":
    "module.exports = function older() { return 'called'; };\nmodule.exports.part = 3;\n",
  "compiled/package.json": '{ "name": "compiled", "main": "./lib" }',
  "compiled/lib/index.js":
    "Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = () => 'default';\nexports.named = 'named';\n",
  // Without types, for `import` alone.
  "untyped/package.json": '{ "name": "untyped", "type": "module", "exports": "./index.js" }',
  "untyped/index.js": "export const here = 'untyped';\nexport default class Untyped {}\n",
  // Data, and a package that is imported for what it does.
  "numbers/package.json": '{ "name": "numbers", "main": "data.json" }',
  "numbers/data.json": '{ "primes": [2, 3, 5] }',
  "effects/package.json": '{ "name": "effects", "main": "index.js" }',
  "effects/index.js": "globalThis.wasHere = 'effects';\n",
  // It speaks through lossbook itself: in the page as on the kernel there is one of it.
  "speaking/package.json": '{ "name": "speaking", "main": "index.js" }',
  "speaking/index.js":
    'const { show } = require("lossbook/notebook");\nconst { entropy } = require("lossbook");\nexports.isSame = (one, other) => one === show && other === entropy;\n',
  // The same by `import`: what it shows is the cell's.
  "louder/package.json": '{ "name": "louder", "type": "module", "exports": "./index.js" }',
  "louder/index.js":
    'import { show } from "lossbook/notebook";\nexport const isSame = (one) => one === show;\n',
  // Its types are in a package of their own.
  "outside/package.json": '{ "name": "outside", "main": "index.js" }',
  "outside/index.js": "exports.size = 7;\n",
  "@types/outside/package.json": '{ "name": "@types/outside", "types": "index.d.ts" }',
  "@types/outside/index.d.ts": "export declare const size: number;\n",
};

interface Try {
  readonly imports: string;
  readonly value: string;
  readonly prints: string;
  /** Whether a wrong type is noticed. */
  readonly typed: boolean;
}

const tries: Readonly<Record<string, Try>> = {
  "types in `exports` alone": {
    imports: 'import { twice } from "exported";',
    value: "twice(4)",
    prints: "8",
    typed: true,
  },
  "a module beside, default": {
    imports: 'import thrice from "exported/extra";',
    value: "thrice(4)",
    prints: "12",
    typed: true,
  },
  "a module by a pattern": {
    imports: 'import { half } from "exported/parts/half";',
    value: "half(4)",
    prints: "2",
    typed: true,
  },
  "all names": {
    imports: 'import * as everything from "exported";',
    value: "everything.twice(5)",
    prints: "10",
    typed: true,
  },
  "import and require": {
    imports: 'import dual, { kind } from "dual";',
    value: "dual + kind",
    prints: "dualdual",
    typed: true,
  },
  "a function of CommonJS": {
    imports: 'import older, { part } from "older";',
    value: "older() + part",
    prints: "called3",
    typed: false,
  },
  "all names of CommonJS": {
    imports: 'import * as all from "older";',
    value: "all.part",
    prints: "3",
    typed: false,
  },
  "compiled to CommonJS": {
    imports: 'import compiled, { named } from "compiled";',
    value: "compiled() + named",
    prints: "defaultnamed",
    typed: false,
  },
  "without types": {
    imports: 'import Untyped, { here } from "untyped";',
    value: "here + Untyped.name",
    prints: "untypedUntyped",
    typed: false,
  },
  "JSON": {
    imports: 'import data from "numbers";',
    value: "data.primes.length",
    prints: "3",
    typed: true,
  },
  "JSON by its file": {
    imports: 'import file from "numbers/data.json";',
    value: "file.primes.length",
    prints: "3",
    typed: true,
  },
  "for what it does": {
    imports: 'import "effects";',
    value: "(globalThis as any).wasHere",
    prints: "effects",
    typed: false,
  },
  "imports lossbook itself": {
    imports:
      'import { isSame } from "speaking";\nimport { show } from "lossbook/notebook";\nimport { entropy } from "lossbook";',
    value: "isSame(show, entropy)",
    prints: "true",
    typed: false,
  },
  "imports lossbook by import": {
    imports: 'import { isSame as isOne } from "louder";\nimport { show } from "lossbook/notebook";',
    value: "isOne(show)",
    prints: "true",
    typed: false,
  },
  "types of their own package": {
    imports: 'import { size } from "outside";',
    value: "size + 0",
    prints: "7",
    typed: true,
  },
  "require": {
    imports: 'const needed = require("older");',
    value: "needed()",
    prints: "called",
    typed: false,
  },
  "import()": {
    imports: 'const later = await import("exported");',
    value: "later.twice(3)",
    prints: "6",
    typed: true,
  },
};

const cell = (id: string, source: string, tags: readonly string[] = []) => ({
  cell_type: "code" as const,
  id,
  metadata: tags.length === 0 ? {} : { tags: [...tags] },
  execution_count: null,
  outputs: [],
  source,
});

const notebook: Notebook = {
  cells: Object.values(tries).flatMap(({ imports, value }, at) => [
    cell(`import${at}`, imports),
    cell(`print${at}`, `console.log(${value});`),
    cell(`type${at}`, `const typed${at}: { nobody: 1 } = ${value};`, [
      "raises-exception",
      "node-only",
    ]),
  ]),
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
};

let browser: Browser;
let course: string;
let kernel: Readonly<Record<string, readonly Output[]>>;
let page: readonly CellRun[];
let problems: readonly string[];

beforeAll(async () => {
  browser = await openBrowser();
  course = mkdtempSync(join(tmpdir(), "lossbook-packages-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(course, path)), { recursive: true });
    writeFileSync(join(course, path), text);
  };
  write("lossbook.config.json", "{}");
  for (const [path, text] of Object.entries(packages)) write(`node_modules/${path}`, text);
  symlinkSync(
    join(import.meta.dirname, "..", ".."),
    join(course, "node_modules", "lossbook"),
    "junction",
  );
  const path = join(course, "notebooks", "a.ipynb");
  write("notebooks/a.ipynb", JSON.stringify(notebook));
  const run = await runNotebook(path, notebook, { allowErrors: true });
  kernel = Object.fromEntries(
    run.notebook.cells.flatMap((one) => (one.cell_type === "code" ? [[one.id!, one.outputs]] : [])),
  );
  await publish([{ path, bytes: readFileSync(path), json: run.notebook, executed: new Date() }], {
    output: join(course, "reports"),
    course: findCourse(course),
  });
  const opened = await openPage(browser, join(course, "reports", "a.html"));
  await alive(opened.page);
  page = await runAll(opened.page);
  problems = opened.problems;
  await opened.close();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  rmSync(course, { recursive: true, force: true });
});

describe.each(Object.entries(tries))("a package: %s", (name, { prints, typed }) => {
  const at = Object.keys(tries).indexOf(name);

  it("works on the kernel", () => {
    expect(kernel[`import${at}`]).toEqual([]);
    expect(kernel[`print${at}`]).toMatchObject([{ output_type: "stream", text: [`${prints}\n`] }]);
  });

  it(typed ? "has types" : "is used without types", () => {
    const said = JSON.stringify(kernel[`type${at}`]);
    if (typed) expect(said).toMatch(/not assignable|is missing in type/);
    else expect(said).toBe("[]");
  });

  it("works in the page", () => {
    const run = page.find(({ cell }) => cell === `print${at}`);
    expect(run?.outputs).toEqual([{ kind: "stream", name: "stdout", text: `${prints}\n` }]);
  });
});

it("nothing else goes wrong", () => expect(problems).toEqual([]));
