import { execFileSync } from "node:child_process";
import {
  existsSync,
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
import { findCourse } from "../../../src/node/course/course.js";
import { publish } from "../../../src/node/publish/publish.js";
import { thisHost, withSiteLock } from "../../../src/node/publish/siteLock.js";
import { readManifest } from "../../../src/node/publish/siteManifest.js";

let folder: string;
let site: string;
let warnings: string[];
beforeEach(() => {
  warnings = [];
  folder = mkdtempSync(join(tmpdir(), "lossbook-growth-"));
  site = join(folder, "reports");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Given {
  readonly at?: string;
  readonly text?: string;
  readonly code?: string;
  readonly single?: boolean;
}

/** Publishes one notebook as a call of its own. */
async function report(
  name: string,
  { at = folder, text = "", code = "", single = false }: Given = {},
) {
  const cells = [
    { cell_type: "markdown", id: "a", metadata: {}, source: `# Of ${name}\n\n${text}` },
    ...(code === ""
      ? []
      : [
          {
            cell_type: "code",
            id: "b",
            metadata: {},
            source: code,
            outputs: [],
            execution_count: 1,
          },
        ]),
  ];
  const json = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
  mkdirSync(at, { recursive: true });
  const path = join(at, `${name}.ipynb`);
  const bytes = Buffer.from(JSON.stringify(json));
  writeFileSync(path, bytes);
  const source = { path, bytes, json, executed: new Date(0) };
  return publish([source], {
    output: site,
    course: findCourse(at),
    singleFile: single,
    onWarning: (line) => warnings.push(line),
  });
}

const page = (name: string) => readFileSync(join(site, `${name}.html`), "utf8");
const pages = () =>
  readdirSync(site)
    .filter((name) => name.endsWith(".html"))
    .sort();
/** Every page meets all the files that it names. */
function expectWhole(): void {
  for (const name of pages())
    for (const [asset] of readFileSync(join(site, name), "utf8").matchAll(
      /assets\/[\w-]+\.(?:js|css)/g,
    ))
      expect(existsSync(join(site, asset)), `${name} asks for ${asset}`).toBe(true);
}
const linksOf = (name: string) =>
  [
    ...page(name).matchAll(
      /<a (?:class="(?:prev|next)" )?(?:rel="\w+" )?href="([\w.-]+\.html[^"]*)"/g,
    ),
  ].map(([, href]) => href);

describe("a second report into the same folder", () => {
  it("keeps the first page whole, though the two ask for other files", async () => {
    await report("a", { text: "$x^2$", code: `import { entropy } from "lossbook";` });
    await report("b", { code: `import { normal } from "lossbook"; normal;` });
    expect(pages()).toEqual(["a.html", "b.html", "index.html"]);
    expectWhole();
    expect(
      readdirSync(join(site, "assets")).filter((name) => name.startsWith("worker")),
    ).toHaveLength(2);
  });

  it("lets the index grow, in the order of names", async () => {
    for (const name of ["10-c", "1-a", "9-b"]) await report(name);
    expect(linksOf("index")).toEqual(["1-a.html", "9-b.html", "10-c.html"]);
    expect(page("index")).toContain("Of 9-b");
  });

  it("leads from each page to its neighbours, those of earlier calls as well", async () => {
    for (const name of ["c", "a", "b"]) await report(name, { code: "1" });
    expect(linksOf("a")).toEqual(["index.html", "b.html"]);
    expect(linksOf("b")).toEqual(["index.html", "a.html", "c.html"]);
    expect(linksOf("c")).toEqual(["index.html", "b.html"]);
    expectWhole();
  });

  it("lets a link wait for its notebook", async () => {
    await report("a", { text: "[to b](b.ipynb#Some-part) and [to c](c.ipynb)" });
    expect(page("a")).not.toContain("b.html");
    await report("b", { text: "[to a](a.ipynb)" });
    expect(page("a")).toContain('href="b.html#n-some-part">to b</a>');
    expect(page("a")).not.toContain("c.html");
    expect(page("b")).toContain('href="a.html">to a</a>');
  });

  it("lets a link wait again when its page was taken away, and meet it when it is back", async () => {
    for (const name of ["b", "c"]) await report(name, { text: "[to b](b.ipynb#Some-part)" });
    const before = page("c");
    expect(before).toContain('href="b.html#n-some-part">to b</a>');
    rmSync(join(site, "b.html"));
    await report("a");
    expect(page("c")).not.toContain("b.html");
    expect(linksOf("index")).toEqual(["a.html", "c.html"]);
    await report("b");
    expect(page("c")).toContain('href="b.html#n-some-part">to b</a>');
    expectWhole();
  });

  it("says that a manifest is damaged, and what to do", async () => {
    await report("a");
    const manifest = join(site, "assets", "site.json");
    writeFileSync(manifest, readFileSync(manifest, "utf8").slice(0, -20));
    await report("b");
    expect(warnings).toEqual([
      expect.stringMatching(/site\.json is damaged: .*report their notebooks again$/),
    ]);
    expect(linksOf("index")).toEqual(["b.html"]);
    expect(pages()).toContain("a.html");
    await report("a");
    expect(warnings).toHaveLength(1);
    expect(linksOf("index")).toEqual(["a.html", "b.html"]);
  });

  it("takes away what no page asks for any more", async () => {
    await report("a", { text: "$x^2$", code: `import { entropy } from "lossbook";` });
    const before = readdirSync(join(site, "assets"));
    await report("a");
    expect(pages()).toEqual(["a.html", "index.html"]);
    expectWhole();
    const after = readdirSync(join(site, "assets"));
    expect(after.length).toBeLessThan(before.length);
    expect(after.filter((name) => /^(?:worker|katex)/.test(name))).toEqual([]);
  });

  it("gives two notebooks of one name two pages", async () => {
    await report("a", { at: join(folder, "x"), text: "the first" });
    await report("a", { at: join(folder, "y"), text: "the second" });
    await report("a", { at: join(folder, "x"), text: "the first again" });
    expect(pages()).toEqual(["a-2.html", "a.html", "index.html"]);
    expect(page("a")).toContain("the first again");
    expect(page("a-2")).toContain("the second");
  });

  it("leaves a page alone that somebody changed, and forgets one that was deleted", async () => {
    for (const name of ["a", "b"]) await report(name);
    const mine = `${page("a")}<!-- mine -->`;
    writeFileSync(join(site, "a.html"), mine);
    // It would have a new neighbour.
    await report("ab");
    expect(page("a")).toBe(mine);
    rmSync(join(site, "b.html"));
    await report("d");
    expect(linksOf("index")).toEqual(["a.html", "ab.html", "d.html"]);
  });

  it("reads a damaged or strange manifest as none, and no markup out of it", async () => {
    await report("a");
    const manifest = join(site, "assets", "site.json");
    const strange = JSON.parse(readFileSync(manifest, "utf8")) as {
      pages: Record<string, unknown>[];
    };
    strange.pages[0]!["title"] = "<img src=x onerror=pwned()>";
    writeFileSync(join(folder, "outside.html"), "<p>theirs</p>");
    strange.pages.push({ ...strange.pages[0], file: "../outside.html" });
    writeFileSync(manifest, JSON.stringify(strange));
    await report("b");
    expect(page("index")).toContain("&lt;img src=x");
    expect(page("index")).not.toMatch(/<img|outside/);
    writeFileSync(manifest, "{");
    await report("b");
    expectWhole();
  });

  it("reads a manifest of 20 MB, and none that is longer", async () => {
    await report("a");
    const manifest = join(site, "assets", "site.json");
    const text = readFileSync(manifest, "utf8");
    writeFileSync(manifest, text.padEnd(20_000_000));
    expect(readManifest(site).pages.map(({ file }) => file)).toEqual(["a.html"]);
    writeFileSync(manifest, text.padEnd(20_000_001));
    expect(readManifest(site)).toEqual({ pages: [], gone: [], isDamaged: true });
  });

  it("shows the logo of the configuration, and says where there is none", async () => {
    const configure = (logo: string) =>
      writeFileSync(join(folder, "lossbook.config.json"), JSON.stringify({ title: "T", logo }));
    writeFileSync(join(folder, "logo.png"), "png");
    configure("logo.png");
    await report("a");
    expect(page("index")).toContain('<img class="logo" src="data:image/png;base64,cG5n"');
    configure("../logo.png");
    await expect(report("a")).rejects.toThrow("../logo.png is no picture inside the course");
  });

  it("names no path of the machine", async () => {
    await report("a", { at: join(folder, "some-where") });
    expect(readFileSync(join(site, "assets", "site.json"), "utf8")).not.toMatch(
      /some-where|lossbook-growth/,
    );
  });

  it("joins single files to a site that is there", async () => {
    await report("a");
    await report("b", { single: true });
    expect(linksOf("index")).toEqual(["a.html", "b.html"]);
    expectWhole();
  });
});

describe("two reports at once", () => {
  it("do not harm each other", async () => {
    const names = ["a", "b", "c", "d"];
    await Promise.all(names.map((name) => report(name, { text: `[next](a.ipynb)`, code: "1" })));
    expect(linksOf("index")).toEqual(names.map((name) => `${name}.html`));
    expectWhole();
    expect(readdirSync(site).sort()).toEqual([
      "a.html",
      "assets",
      "b.html",
      "c.html",
      "d.html",
      "index.html",
    ]);
  });

  it("wait for each other, take over from one that ended, and say whom they wait for", async () => {
    mkdirSync(site);
    const lock = join(site, ".lossbook.lock");
    let running = 0;
    const work = () =>
      withSiteLock(site, async () => {
        expect(++running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        running--;
      });
    await Promise.all([work(), work(), work()]);
    // A process that cannot exist, then one that does.
    writeFileSync(lock, JSON.stringify({ process: 2 ** 30, host: thisHost() }));
    await work();
    writeFileSync(lock, JSON.stringify({ process: process.pid, host: thisHost() }));
    await expect(withSiteLock(site, () => Promise.resolve(1), { wait: 100 })).rejects.toThrow(
      /another lossbook report is writing to .*; where none is, remove .*\.lossbook\.lock/,
    );
  });

  it("is taken over where it is no lock: a pipe, a link, a large file", async () => {
    mkdirSync(site, { recursive: true });
    const lock = join(site, ".lossbook.lock");
    const mine = join(folder, "mine.txt");
    writeFileSync(mine, "mine");
    const kinds: (() => void)[] = [
      () => symlinkSync(mine, lock),
      () => symlinkSync(join(folder, "nowhere"), lock),
      () => writeFileSync(lock, "x".repeat(2_000)),
    ];
    if (process.platform !== "win32") kinds.push(() => execFileSync("mkfifo", [lock]));
    for (const plant of kinds) {
      plant();
      expect(await withSiteLock(site, () => Promise.resolve("done"), { wait: 100 })).toBe("done");
      expect(readdirSync(site)).toEqual([]);
    }
    expect(readFileSync(mine, "utf8")).toBe("mine");
  });
});
