// A site's folder is written by several processes, and some of them are stopped: its pages stay whole.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { root, workplace, type Workplace } from "./runCommand.js";

const repeats = Number(process.env["LOSSBOOK_FAULT_REPEATS"] ?? 2);

let place: Workplace;
let site: string;
beforeEach(() => {
  place = workplace();
  site = join(place.folder, "reports");
});
afterEach(() => {
  expect(readdirSync(place.temporary)).toEqual([]);
  place.remove();
});

/** A notebook of prose, a formula and a link, with a figure where it has one: that page asks for another file. */
function write(name: string, link: string, figure: boolean, prose = 1): string {
  const data = { data: [{ type: "scatter", y: [1, 2] }], layout: {} };
  const shown = { "application/vnd.plotly.v1+json": data, "text/plain": "a line" };
  const output = { output_type: "display_data", metadata: {}, data: shown };
  const code = { cell_type: "code", id: "c", metadata: {}, execution_count: 1, source: "1" };
  const cells = [
    {
      cell_type: "markdown",
      id: "a",
      metadata: {},
      source: `# Of ${name}\n\n$x^2$ and [another](${link}.ipynb)\n\n${"Words.\n\n".repeat(prose)}`,
    },
    ...(figure ? [{ ...code, outputs: [output] }] : []),
  ];
  const path = join(place.folder, `${name}.ipynb`);
  writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
  return `${name}.ipynb`;
}

/** The command as its own process; `interruptAt` is the number of the page after which it gets Ctrl-C. */
function report(
  notebooks: readonly string[],
  interruptAt = Infinity,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(
    process.execPath,
    [join(root, "bin", "lossbook.mjs"), "report", "--no-run", ...notebooks],
    {
      cwd: place.folder,
      env: { ...process.env, TMPDIR: place.temporary },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  let sent = false;
  const onText = (text: string): void => {
    said += text;
    if (!sent && (said.match(/\.html/g) ?? []).length >= interruptAt) {
      sent = true;
      child.kill("SIGINT");
    }
  };
  child.stdout.setEncoding("utf8").on("data", onText);
  child.stderr.setEncoding("utf8").on("data", onText);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, said })));
}

const pages = (): string[] =>
  readdirSync(site)
    .filter((name) => name.endsWith(".html"))
    .sort();

/** Every page is there from its first to its last byte with the files that it asks for, and nothing else is. */
function expectWhole(): void {
  const asked = new Set(["site.json"]);
  for (const name of pages()) {
    const html = readFileSync(join(site, name), "utf8");
    expect(html, name).toMatch(/^<!doctype html>[^]*<\/html>\s*$/i);
    for (const [, asset] of html.matchAll(/"assets\/([\w-]+\.(?:js|css))"/g)) asked.add(asset!);
  }
  const there = readdirSync(site);
  expect(there.filter((name) => !name.endsWith(".html"))).toEqual(["assets"]);
  expect(readdirSync(join(site, "assets")).sort()).toEqual([...asked].sort());
}

/** The pages that the index lists, in order. */
const listed = (): string[] => [
  ...new Set(
    [...readFileSync(join(site, "index.html"), "utf8").matchAll(/href="([\w-]+\.html)"/g)].map(
      ([, page]) => page!,
    ),
  ),
];

it(`two reports at once into one folder: both pages whole, the index lists both (${repeats} times)`, async () => {
  for (let time = 0; time < repeats; time++) {
    rmSync(site, { recursive: true, force: true });
    const both = [write("a", "b", true), write("b", "a", false)];
    const ended = await Promise.all(both.map((name) => report([name])));
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    expect(pages()).toEqual(["a.html", "b.html", "index.html"]);
    expect(listed()).toEqual(["a.html", "b.html"]);
    expectWhole();
    // Whichever came first waited for the other's page.
    for (const [page, other] of [
      ["a", "b"],
      ["b", "a"],
    ])
      expect(readFileSync(join(site, `${page}.html`), "utf8")).toContain(`href="${other}.html"`);
  }
});

it("one after the other, renamed, and with a page taken away", async () => {
  write("a", "b", true);
  write("b", "a", false);
  expect((await report(["a.ipynb"])).code).toBe(0);
  expect((await report(["b.ipynb"])).code).toBe(0);
  expect(listed()).toEqual(["a.html", "b.html"]);
  expectWhole();
  // A notebook by another name is another notebook: the page by the old one stays until somebody takes it away.
  write("c", "a", false);
  rmSync(join(place.folder, "b.ipynb"));
  expect((await report(["c.ipynb"])).code).toBe(0);
  expect(listed()).toEqual(["a.html", "b.html", "c.html"]);
  rmSync(join(site, "a.html"));
  rmSync(join(site, "b.html"));
  expect((await report(["c.ipynb"])).code).toBe(0);
  expect(listed()).toEqual(["c.html"]);
  expectWhole();
});

it("one that is stopped while it writes leaves whole pages, and the next call the whole site", async () => {
  const names = Array.from({ length: 4 }, (_, index) =>
    write(`n${index}`, `n${(index + 1) % 4}`, index % 2 === 0, 200),
  );
  mkdirSync(site);
  const { code, said } = await report(names, 1);
  expect([0, 130]).toContain(code);
  expect(said).not.toMatch(/^\s+at /m);
  for (const page of pages())
    expect(readFileSync(join(site, page), "utf8"), page).toMatch(/<\/html>\s*$/);
  expect(readdirSync(site).filter((name) => name.startsWith("."))).toEqual([]);
  expect((await report(names)).code).toBe(0);
  expect(listed()).toEqual(names.map((name) => name.replace("ipynb", "html")));
  expectWhole();
});
