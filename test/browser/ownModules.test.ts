import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { publish } from "../../src/node/publish/publish.js";
import { notebookOf } from "../nbformat/notebookOf.js";
import { alive, runAll, type CellRun } from "./liveRun.js";
import { openBrowser } from "./openBrowser.js";
import { openPage } from "./openPage.js";

/** A course with modules, a JSON file and installed packages of several kinds. */
const files: Readonly<Record<string, string>> = {
  "lossbook.config.json": "{}",
  // Nothing of these reaches what is bundled.
  "tsconfig.json": '{ "compilerOptions": { "paths": { "tiny": ["./src/constants.ts"] } } }',
  "package.json": '{ "name": "course", "type": "module" }',
  "src/constants.ts": "export const gravity: number = 9.81;\n",
  "notebooks/settings.json": '{ "scale": 2 }',
  "notebooks/physics.ts": `import { gravity } from "../src/constants.js";
import { twice } from "tiny";
import { format } from "lossbook/notebook";
import settings from "./settings.json";

export interface Body { readonly mass: number }

export function weight(body: Body): number {
  if (body.mass < 0)
    throw new RangeError("a mass below zero");
  return twice(body.mass * gravity * settings.scale) / 2;
}
export default class Stone implements Body {
  constructor(readonly mass: number) {}
}
export const said = (x: number) => format\`\${x}\`;
`,
  "notebooks/files.ts":
    'import { readFileSync } from "node:fs";\nexport const read = () => readFileSync("x");\n',
  "node_modules/tiny/package.json": '{ "name": "tiny", "type": "module", "exports": "./index.js" }',
  "node_modules/tiny/index.js":
    "export const twice = (x) => 2 * x;\nexport const unused = 'NOBODY ASKED FOR THIS';\nexport default class Tiny {}\n",
  "node_modules/older/package.json": '{ "name": "older", "main": "main.js" }',
  "node_modules/older/main.js":
    "module.exports = function older() { return 'called'; };\nmodule.exports.part = 3;\n",
  "node_modules/disk/package.json": '{ "name": "disk", "main": "main.js" }',
  "node_modules/disk/main.js":
    "const fs = require('fs');\nexports.exists = (path) => fs.existsSync(path);\n",
};

const cells: Readonly<Record<string, string>> = {
  imports: `import Stone, { weight, said, type Body } from "./physics";
import { gravity } from "../src/constants.ts";
import settings from "./settings.json";
import Tiny, { twice } from "tiny";
import older, { part } from "older";
import { exists } from "disk";
import { read } from "./files";`,
  use: `const body: Body = new Stone(3);
console.log(weight(body), gravity, settings.scale, twice(4), older(), part, said(0.5), new Stone(1), new Tiny());`,
  whole: `const all = require("older");
const later = await import("../src/constants");
console.log(all(), later.gravity);`,
  stack: "try { weight({ mass: -1 }); } catch (error) { console.log((error as Error).stack); }",
  throws: "weight({ mass: -1 })",
  disk: 'const here = exists("x");',
  uses: "String(here)",
  read: "read()",
  last: "1",
};

const notebook = notebookOf(
  Object.entries(cells).map(([id, source]) => ({
    id,
    metadata: id === "throws" ? { tags: ["raises-exception"] } : {},
    source,
  })),
);

let browser: Browser;
let course: string;
beforeAll(async () => {
  browser = await openBrowser();
  course = mkdtempSync(join(tmpdir(), "lossbook-own-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(course, path)), { recursive: true });
    writeFileSync(join(course, path), text);
  }
});
afterAll(async () => {
  await browser?.close();
  rmSync(course, { recursive: true, force: true });
});

async function published(output: string, singleFile: boolean, executed = true): Promise<string> {
  const path = join(course, "notebooks", "a.ipynb");
  writeFileSync(path, JSON.stringify(notebook));
  await publish(
    [
      {
        path,
        bytes: readFileSync(path),
        json: structuredClone(notebook),
        ...(executed ? { executed: new Date() } : {}),
      },
    ],
    { output: join(course, output), course: findCourse(course), singleFile },
  );
  return join(course, output, "a.html");
}

const printed = (runs: readonly CellRun[], cell: string): string =>
  runs
    .filter((run) => run.cell === cell)
    .flatMap(({ outputs }) => outputs.map((one) => (one.kind === "stream" ? one.text : "")))
    .join("");

const notesOf = (page: Page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>("section[data-cell]")].flatMap((section) => {
        const note = [...section.querySelectorAll("p")].find((one) =>
          (one.textContent ?? "").includes("kernel only"),
        );
        return note === undefined ? [] : [[section.dataset["cell"], note.textContent]];
      }),
    ),
  );

describe.each([
  ["site", false],
  ["single file", true],
] as const)("a page whose cells import the course's own code, %s", (name, singleFile) => {
  it("runs it in the browser, and says which cells need Node", async () => {
    const file = await published(name.replace(" ", "-"), singleFile);
    const { page, problems } = await openPage(browser, file);
    try {
      await alive(page);
      const runs = await runAll(page);
      const failed = runs.filter(({ ending }) => ending !== "ok");
      expect(
        failed.map(({ cell }) => cell),
        JSON.stringify(failed),
      ).toEqual(["throws"]);
      expect(printed(runs, "use")).toBe(
        `${3 * 9.81 * 2} 9.81 2 8 called 3 0.5 Stone { mass: 1 } Tiny {}\n`,
      );
      expect(printed(runs, "whole")).toBe("called 9.81\n");
      expect(printed(runs, "stack").split("\n").slice(0, 2)).toEqual([
        "RangeError: a mass below zero",
        expect.stringMatching(/^ {4}at weight \(\.\/physics\.ts:10:\d+\)$/),
      ]);
      const thrown = runs.find(({ cell }) => cell === "throws")!.outputs[0];
      expect(thrown).toMatchObject({ kind: "error", name: "RangeError", line: 1 });
      expect(thrown!.kind === "error" && thrown!.stack).toContain("./physics.ts:10:");
      const notes = await notesOf(page);
      expect(Object.keys(notes)).toEqual(["disk", "uses", "read"]);
      expect(notes["disk"]).toContain("fs (disk)");
      expect(notes["uses"]).toContain("fs (here)");
      expect(notes["read"]).toContain("node:fs (./files)");
      expect(problems).toEqual([]);
    } finally {
      await page.context().close();
    }
  });
});

it("brings what is imported and no more, in one file of the site named by its content", async () => {
  await published("site", false);
  const assets = readdirSync(join(course, "site", "assets"));
  const [modules] = assets.filter((file) => /^modules-[0-9a-f]{12}\.js$/.test(file));
  const text = readFileSync(join(course, "site", "assets", modules!), "utf8");
  expect(text).toContain("a mass below zero");
  expect(text).not.toContain("NOBODY ASKED");
  expect(text).not.toContain(course);
  expect(text).not.toContain("existsSync");
});

it("a foreign notebook brings none of it", async () => {
  const page = readFileSync(await published("foreign", false, false), "utf8");
  expect(page).not.toContain("lossbook-modules");
  expect(readdirSync(join(course, "foreign")).sort()).not.toContain("assets/modules");
  expect(page).not.toContain("lossbook-worker");
});
