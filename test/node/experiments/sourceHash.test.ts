import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { sourceHash } from "../../../src/node/experiments/sourceHash.js";

// This file imports no mathematics: what is stale shows in `npm test`, and holds nobody up who works on something else.
const folder = join(import.meta.dirname, "..", "..", "..", "data", "results");
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length));

describe("stored outcomes", () => {
  it("are there", () => expect(names.length).toBeGreaterThanOrEqual(6));

  it.each(names)("%s was made by the code and the tables of today", (name) => {
    const stored = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as {
      tables: string[];
      sourceHash: string;
    };
    const message = `data/results/${name}.json is stale: run npm run experiments`;
    expect(stored.sourceHash, message).toBe(sourceHash(name, stored.tables));
  });
});

describe("sourceHash", () => {
  const root = mkdtempSync(join(tmpdir(), "lossbook-hash-"));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const experiment = `import { a } from "../../math/a.js";
    export const one = { run: (first: number) => { const second = a(first); return second * second; } };`;
  const hash = (): string => sourceHash("one", ["t"], root);
  let before = "";

  beforeEach(() => {
    write("package.json", '{ "sideEffects": false }');
    write("data/t.csv", "x\n1\n");
    write("src/learn/experiments/one.ts", experiment);
    write(
      "src/math/a.ts",
      'import { b } from "./b.js";\nexport const a = (x: number) => b(x) + 1;',
    );
    write("src/math/b.ts", "export const b = (x: number) => 2 * x;\nexport const c = 1;");
    before = hash();
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it.each([
    ["a comment", "src/math/b.ts", "// twice\nexport const b = (x: number) => 2 * x; /* ! */"],
    [
      "layout and types",
      "src/math/b.ts",
      "export const b =\n\n  (x: unknown): number => 2*(x as number)",
    ],
    ["a local name", "src/math/b.ts", "export const b = (value: number) => 2 * value;"],
    [
      "a name of a file's own",
      "src/learn/experiments/one.ts",
      experiment.replaceAll("second", "z"),
    ],
    [
      "what is not called",
      "src/math/b.ts",
      "export const b = (x: number) => 2 * x;\nexport const c = 7;",
    ],
    ["line endings", "data/t.csv", "x\r\n1\r\n"],
    ["a file that takes no part", "src/math/other.ts", "export const b = 3;"],
  ])("%s does not count", (_, file, text) => {
    write(file, text);
    expect(hash()).toBe(before);
  });

  it.each([
    ["a number far away", "src/math/b.ts", "export const b = (x: number) => 3 * x;"],
    [
      "the experiment itself",
      "src/learn/experiments/one.ts",
      experiment.replace("* second", "+ second"),
    ],
    ["a table", "data/t.csv", "x\n2\n"],
  ])("%s counts", (_, file, text) => {
    write(file, text);
    expect(hash()).not.toBe(before);
  });

  it("a dependency counts", () => {
    write("node_modules/dep/package.json", '{ "name": "dep", "main": "index.js" }');
    const depend = (text: string): string => {
      write("node_modules/dep/index.js", text);
      write("src/math/b.ts", 'import { d } from "dep";\nexport const b = (x: number) => d * x;');
      return hash();
    };
    expect(depend("exports.d = 2;")).not.toBe(depend("exports.d = 3;"));
  });
});
