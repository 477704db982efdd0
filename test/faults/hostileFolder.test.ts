import { spawnSync } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { publish } from "../../src/node/publish/publish.js";

const command = join(import.meta.dirname, "..", "..", "bin", "lossbook.mjs");
const planted = "planted-by-the-folder";

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "lossbook-folder-"));
  folder = join(parent, "theirs");
  mkdirSync(folder);
  writeFileSync(
    join(folder, "theirs.ipynb"),
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [{ cell_type: "markdown", id: "a", metadata: {}, source: "# Theirs" }],
    }),
  );
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** What the folder puts in the way of every file that a page of ours is bundled from. */
function plantTsconfig(place: string): void {
  const evil = join(place, "evil.js");
  writeFileSync(evil, `document.title = "${planted}";`);
  writeFileSync(join(place, "evil.css"), `.${planted} { color: red }`);
  writeFileSync(
    join(place, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        paths: {
          "*/main.ts": ["./evil.js"],
          "*/early.ts": ["./evil.js"],
          "*/report.css": ["./evil.css"],
          "*/startReader.js": ["./evil.js"],
          "*": ["./evil.js"],
        },
      },
    }),
  );
}

/** The command, run inside the stranger's folder. */
const lossbook = (...args: readonly string[]) =>
  spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: "utf8" });

/** Publishes the stranger's notebook from inside the stranger's folder; all that was written. */
function publishedThere(): string {
  const ended = lossbook("report", "theirs.ipynb", "--no-run", "-o", "out");
  expect(ended.stderr).toBe("");
  const out = join(folder, "out");
  return readdirSync(out, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:html|js|css)$/.test(name))
    .map((name) => readFileSync(join(out, name), "utf8"))
    .join("\n");
}

describe("a stranger's folder, published from inside", () => {
  it.each([
    ["there", () => folder],
    ["above it", () => parent],
  ])("changes no script of ours by a tsconfig.json %s", (_, place) => {
    plantTsconfig(place());
    expect(publishedThere()).not.toContain(planted);
  });

  it("runs none of its scripts: package.json, .env, .pnp.cjs, node_modules", () => {
    const witness = join(parent, planted);
    const script = `require("node:fs").writeFileSync(${JSON.stringify(witness)}, "");`;
    for (const name of [".pnp.cjs", ".pnp.loader.mjs", "index.js", "lossbook.config.js"])
      writeFileSync(join(folder, name), script);
    writeFileSync(join(folder, ".env"), "NODE_OPTIONS=--require=./index.js\n");
    writeFileSync(
      join(folder, "package.json"),
      JSON.stringify({
        name: "lossbook",
        main: "index.js",
        browser: { "./src/page/reader/main.ts": "./index.js" },
      }),
    );
    for (const name of ["lossbook", "esbuild", "katex", "shiki"]) {
      const module = join(folder, "node_modules", name);
      mkdirSync(module, { recursive: true });
      writeFileSync(join(module, "index.js"), script);
      writeFileSync(join(module, "package.json"), JSON.stringify({ name, main: "index.js" }));
    }
    expect(publishedThere()).not.toContain(planted);
    expect(readdirSync(parent)).toEqual(["theirs"]);
  });
});

describe("links in a stranger's folder", () => {
  let mine: string;
  const files = () => readdirSync(mine).map((name) => readFileSync(join(mine, name), "utf8"));
  beforeEach(() => {
    mine = join(parent, "mine");
    mkdirSync(mine);
    for (const name of ["notes.txt", "reader-0123456789ab.js"])
      writeFileSync(join(mine, name), name);
  });
  /** Nothing of what is mine was changed, and nothing added. */
  afterEach(() => expect(files()).toEqual(["notes.txt", "reader-0123456789ab.js"]));

  const leads = (name: string, to: string) => symlinkSync(to, join(folder, name));
  const report = () => {
    const bytes = readFileSync(join(folder, "theirs.ipynb"));
    const source = { path: "theirs.ipynb", bytes, json: JSON.parse(bytes.toString()) as unknown };
    return publish([source], { output: "reports", course: findCourse(folder) });
  };
  const home = process.cwd();
  beforeEach(() => process.chdir(folder));
  afterEach(() => process.chdir(home));

  it("a page that is a link is written in its place", async () => {
    mkdirSync(join(folder, "reports"));
    for (const page of ["theirs.html", "index.html"])
      leads(`reports/${page}`, join(mine, "notes.txt"));
    await report();
    expect(readFileSync(join(folder, "reports", "theirs.html"), "utf8")).toContain("Theirs");
  });

  it.each(["reports", "reports/assets"])("%s is refused as a link", async (name) => {
    if (name !== "reports") mkdirSync(join(folder, "reports"));
    leads(name, mine);
    await expect(report()).rejects.toThrow(
      `the folder ${name} is a link, and lossbook writes through none`,
    );
  });

  it("a shared file that is a link is written in its place", async () => {
    await report();
    const assets = join(folder, "reports", "assets");
    for (const name of readdirSync(assets)) {
      rmSync(join(assets, name));
      leads(`reports/assets/${name}`, join(mine, "notes.txt"));
    }
    await report();
    const links = readdirSync(assets).filter((name) =>
      lstatSync(join(assets, name)).isSymbolicLink(),
    );
    expect(links).toEqual([]);
    expect(readdirSync(assets).length).toBeGreaterThan(0);
  });

  it("leads to no notebook outside that somebody else would publish or clean", () => {
    writeFileSync(join(mine, "private.ipynb"), readFileSync(join(folder, "theirs.ipynb")));
    leads("b.ipynb", "../mine/private.ipynb");
    for (const args of [["report", "--no-run"], ["report", ".", "--no-run"], ["clean"], ["check"]])
      expect(lossbook(...args), args.join(" ")).toMatchObject({
        status: 2,
        stderr:
          "lossbook: b.ipynb is a link that leads out of its course: remove it, or name what it leads to\n",
      });
    rmSync(join(folder, "b.ipynb"));
    leads("notebooks", mine);
    expect(lossbook("report", "--no-run").stderr).toMatch(/^lossbook: notebooks is a link that/);
    rmSync(join(folder, "notebooks"));
    // Within the course a link is as good as what it leads to.
    leads("inside.ipynb", "theirs.ipynb");
    expect(lossbook("report", "--no-run", "-o", "out").status).toBe(0);
    rmSync(join(mine, "private.ipynb"));
  });

  it("report says of a folder that cannot be one what it expected", () => {
    writeFileSync(join(folder, "file"), "");
    for (const name of ["file", "file/below", "x".repeat(300)])
      expect(lossbook("report", "theirs.ipynb", "--no-run", "-o", name).stderr).toBe(
        `lossbook: --output ${name}: expected a folder, or a name for a new one\n`,
      );
  });

  it("report, run, new and clean write through none", () => {
    leads("out", mine);
    const copy = join(mine, "mine.ipynb");
    const cell = { cell_type: "code", id: "a", metadata: {}, source: "1", outputs: [] };
    writeFileSync(
      copy,
      JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: {},
        cells: [{ ...cell, execution_count: 7 }],
      }),
    );
    const before = readFileSync(copy, "utf8");
    leads("linked.ipynb", copy);
    leads("15-mine.ipynb", join(mine, "new.ipynb"));
    for (const args of [
      ["report", "theirs.ipynb", "-o", "out"],
      ["run", "theirs.ipynb", "-o", "out"],
      ["run", "linked.ipynb", "--inplace"],
      ["new", "15-mine", "-o", "out"],
      ["new", "15-mine", "-o", "."],
      ["clean", "linked.ipynb"],
      ["clean", "out"],
    ])
      expect(lossbook(...args), args.join(" ")).toMatchObject({
        stderr: expect.stringMatching(/^lossbook: .*(?:is a link|is there already).*\n$/),
      });
    expect(readFileSync(copy, "utf8")).toBe(before);
    rmSync(copy);
  });
});
