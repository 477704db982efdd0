import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromiumPath, openBrowser } from "../browser/openBrowser.js";
import { alive, runAll } from "../browser/liveRun.js";
import { openPage } from "../browser/openPage.js";
import { tryStarter } from "../browser/tryStarter.js";

/** As a new user has it: the packed tarball, installed into an empty folder. */
const root = join(import.meta.dirname, "..", "..");
let scratch: string;
let course: string;
/** What npm says of engines: every part must run on the oldest Node that lossbook promises. */
let warnings: readonly string[];
const cli = () => join(course, "node_modules", "lossbook", "bin", "lossbook.mjs");

function run(command: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  return { status, said: stdout + stderr };
}
const lossbook = (...args: string[]) => run(process.execPath, [cli(), ...args], course);

beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "lossbook-packed-")));
  course = join(scratch, "course");
  mkdirSync(course);
  const packed = run("npm", ["pack", "--ignore-scripts", "--pack-destination", scratch], root);
  expect(packed.status, packed.said).toBe(0);
  const tarball = readdirSync(scratch).find((name) => name.endsWith(".tgz"))!;
  const args = ["install", join("..", tarball), "--ignore-scripts", "--no-audit", "--no-fund"];
  const installed = run("npm", [...args, "--prefer-offline"], course);
  // `npm ci` has just filled the cache, without the packages that only the tarball's own tree asks for.
  if (installed.status !== 0)
    throw new Error(
      `npm could not install the packed lossbook; this test needs npm's registry or a full cache:\n${installed.said}`,
    );
  warnings = installed.said.split("\n").filter((line) => line.includes("EBADENGINE"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it("installs from the registry alone, each heavy part once, with its manuals", () => {
  expect(warnings).toEqual([]);
  const { packages } = JSON.parse(readFileSync(join(course, "package-lock.json"), "utf8")) as {
    packages: Record<string, { resolved?: string; version?: string }>;
  };
  const registry = run("npm", ["config", "get", "registry"], course).said.trim();
  const elsewhere = Object.entries(packages).filter(
    ([, { resolved }]) => resolved !== undefined && !resolved.startsWith(registry),
  );
  expect(elsewhere.map(([path]) => path)).toEqual(["node_modules/lossbook"]);
  const paths = Object.keys(packages);
  for (const name of [
    "@tslab/typescript-for-tslab",
    "zeromq",
    "esbuild",
    "shiki",
    "katex",
    "plotly.js-dist-min",
  ])
    expect(
      paths.filter((path) => path.endsWith(`node_modules/${name}`)),
      name,
    ).toHaveLength(1);
  expect(
    paths.filter((path) => /danfojs|tensorflow|\/plotly\.js-dist$|\/typescript$/.test(path)),
  ).toEqual([]);
  for (const file of ["docs/publishing.md", "data/penguins.csv", "LICENSE"])
    expect(existsSync(join(course, "node_modules", "lossbook", file)), file).toBe(true);
});

it("the mathematics brings no kernel, no Plotly and no data frames into memory", () => {
  writeFileSync(
    join(course, "light.cjs"),
    `require("lossbook");
     const ours = /node_modules[\\\\/]lossbook[\\\\/]dist[\\\\/](cjs[\\\\/](math|learn|figures|outputs|text)[\\\\/]|cjs[\\\\/]index)/;
     console.log(JSON.stringify(Object.keys(require.cache).filter((file) => file !== __filename && !ours.test(file))));`,
  );
  const loaded = JSON.parse(run(process.execPath, ["light.cjs"], course).said) as string[];
  expect(loaded.filter((file) => !/[\\/]node_modules[\\/]pure-rand[\\/]/.test(file))).toEqual([]);
  expect(loaded.length).toBeGreaterThan(0);
});

it("data frames work from it", () => {
  writeFileSync(
    join(course, "frames.mjs"),
    `import { readTable, toDataFrame } from "lossbook/node";
     const { DataFrame } = (await import("lossbook/danfojs")).default;
     const frame = toDataFrame(await readTable("penguins"));
     console.log(frame instanceof DataFrame, frame.shape, frame.groupby(["species"]).size().shape);`,
  );
  const { said, status } = run(process.execPath, ["frames.mjs"], course);
  expect(said).toBe("true [ 344, 8 ] [ 3, 2 ]\n");
  expect(status).toBe(0);
});

it("makes a course, runs it, publishes it, and nothing of ours is in it", () => {
  const nothing = lossbook("report");
  expect(nothing).toMatchObject({ status: 2, said: expect.stringContaining("lossbook init") });
  const made = lossbook("init");
  expect(made.status, made.said).toBe(0);
  expect(made.said).toContain("next: npm run report");
  expect(lossbook("verify")).toMatchObject({
    status: 0,
    said: expect.stringContaining("as locked"),
  });
  const published = lossbook("report");
  expect(published.status, published.said).toBe(0);
  expect(readdirSync(join(course, "reports")).sort()).toEqual([
    "01-first-steps.html",
    "assets",
    "index.html",
  ]);
  const page = readFileSync(join(course, "reports", "01-first-steps.html"), "utf8");
  expect(page).toContain("Four times the height takes twice the time");
  expect(page).not.toContain("The lossbook authors");
  expect(page).not.toContain(scratch);
  expect(lossbook("new", "02-größere-höhen")).toMatchObject({ status: 0 });
  expect(existsSync(join(course, "notebooks", "results", "02-größere-höhen.json"))).toBe(true);
});

/** A page's blocks in their order: how they are written, what they say, and the words before them. */
const blocksOf = (text: string) =>
  [...text.matchAll(/([^\n]*)\n\n```(\w+)\n(.*?)\n```/gs)].map(
    ([, before = "", language = "", block = ""]) => ({ before, language, block }),
  );

it.skipIf(process.platform === "win32" || chromiumPath() === undefined)(
  "each block of the page for teachers does what it says",
  async () => {
    const page = readFileSync(join(root, "docs", "teachers.md"), "utf8");
    const blocks = blocksOf(page);
    expect(blocks.length).toBe((page.match(/^```\w/gm) ?? []).length);
    const folder = join(scratch, "growth-course");
    const notebook = join(folder, "notebooks", "02-growth.ipynb");
    let cells = 0;
    for (const { before, language, block } of blocks) {
      const [, path] = /`([^`]+)`:$/.exec(before) ?? [];
      if (language === "sh") {
        const text = block.replaceAll("npm install", "npm install --prefer-offline --no-audit");
        const { status, said } = run(
          "bash",
          ["-e", "-c", text],
          existsSync(folder) ? folder : scratch,
        );
        expect(status, `${block}\n${said}`).toBe(0);
      } else if (path !== undefined) writeFileSync(join(folder, ...path.split("/")), block);
      else {
        expect(before).toMatch(/A cell:$/);
        const json = JSON.parse(readFileSync(notebook, "utf8")) as { cells: object[] };
        const below = { metadata: {}, execution_count: null, outputs: [], source: block };
        json.cells.splice(2 + cells, 0, { cell_type: "code", id: `mine${cells}`, ...below });
        cells++;
        writeFileSync(notebook, JSON.stringify(json));
      }
    }
    expect(cells).toBe(4);
    expect(readdirSync(join(folder, "reports"))).toContain("02-growth.html");
    const lock = readFileSync(join(folder, "notebooks", "results", "02-growth.json"), "utf8");
    expect(lock).toContain("doublings a week: 0.9");
    const browser = await openBrowser();
    try {
      for (const file of ["reports/02-growth.html", "handout/02-growth.html"]) {
        const opened = await openPage(browser, join(folder, file));
        await alive(opened.page);
        const runs = await runAll(opened.page);
        expect(runs.filter(({ ending }) => ending !== "ok")).toEqual([]);
        expect(await opened.page.getByText("kernel only").count()).toBe(0);
        expect(await opened.page.locator(".reader-table input").count()).toBe(1);
        expect(opened.problems).toEqual([]);
        await opened.close();
      }
    } finally {
      await browser.close();
    }
  },
  900_000,
);

it.skipIf(chromiumPath() === undefined)("and its page lives in a browser", async () => {
  const browser = await openBrowser();
  try {
    await tryStarter(browser, join(course, "reports", "01-first-steps.html"));
  } finally {
    await browser.close();
  }
});

it("doctor finds nothing wrong, and says where cells would not find lossbook", () => {
  const well = lossbook("doctor");
  expect(well.said).not.toContain("MISSING");
  expect(well.said).toContain("as packed: lossbook");
  expect(well.status).toBe(0);
  const elsewhere = run(process.execPath, [cli(), "doctor"], scratch);
  expect(elsewhere.said).toMatch(/MISSING {3}import by name +cells of this folder cannot import/);
});
