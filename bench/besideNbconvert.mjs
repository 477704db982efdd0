// Pages of other people's notebooks, made by `lossbook report --no-run` and by `jupyter nbconvert --to html`, seen in
// Chromium without a network. By command, not in CI:
//   node bench/besideNbconvert.mjs FOLDER [PAGES] [JUPYTER]
// FOLDER holds the notebooks, PAGES keeps the pages and what was seen of them (a second call goes on where the first
// ended), JUPYTER is the command (`jupyter`). nbconvert's pages load MathJax and scripts from the network, which they
// do not get: of their formulas only the source can be counted.
/* global document, window, NodeFilter, innerWidth */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { openChromium } from "./measurePage.mjs";

const command = join(import.meta.dirname, "..", "bin", "lossbook.mjs");

/** Outputs of a notebook's code cells; streams of one name in a row are one output, as every tool shows them. */
function outputsOf(notebook) {
  const cells = notebook.cells ?? (notebook.worksheets ?? []).flatMap((sheet) => sheet.cells ?? []);
  let count = 0;
  for (const cell of cells) {
    let before;
    for (const output of cell.outputs ?? []) {
      const stream = output.output_type === "stream" ? (output.name ?? output.stream) : undefined;
      if (stream === undefined || stream !== before) count++;
      before = stream;
    }
  }
  return count;
}

/** What a command took of the processor, so that what else the machine does is not counted. */
function timed(program, args) {
  // `times` says on its second line what the shell's children took, as 0m1.5s 0m0.2s.
  const { status, stdout, stderr } = spawnSync(
    "sh",
    ["-c", '"$@" >/dev/null; code=$?; times; exit $code', "sh", program, ...args],
    { encoding: "utf8", timeout: 240_000 },
  );
  const taken =
    stdout
      .trim()
      .split("\n")
      .at(-1)
      ?.matchAll(/(\d+)m([\d.]+)s/g) ?? [];
  return {
    ok: status === 0,
    seconds: [...taken].reduce((sum, [, minutes, rest]) => sum + 60 * minutes + Number(rest), 0),
    said: stderr.trim().split("\n").at(-1),
  };
}

/** Makes both pages of a notebook. Each is undefined where its tool ended with an error. */
function publish(file, pages, jupyter) {
  const name = basename(file, ".ipynb");
  const mine = join(pages, "lossbook", name);
  const theirs = join(pages, "nbconvert");
  rmSync(mine, { recursive: true, force: true });
  const made = {
    lossbook: timed(process.execPath, [command, "report", file, "--no-run", "-o", mine]),
    nbconvert: timed(jupyter, [
      "nbconvert",
      "--to=html",
      `--output-dir=${theirs}`,
      `--output=${name}`,
      file,
    ]),
  };
  const page = existsSync(mine)
    ? readdirSync(mine).find((entry) => entry.endsWith(".html") && entry !== "index.html")
    : undefined;
  if (page !== undefined) made.lossbook.page = join(mine, page);
  if (made.nbconvert.ok) made.nbconvert.page = join(theirs, `${name}.html`);
  return made;
}

/** What a reader sees of a page: runs in the page. */
function look({ article, outputs }) {
  const root = document.querySelector(article) ?? document.body;
  const seen = (element) => {
    if (element.closest("details:not([open])")) return true;
    const { width, height } = element.getBoundingClientRect();
    const something = "img, svg, canvas, input, .katex, .plot, [style*=background]";
    return (
      width > 0 &&
      height > 0 &&
      (element.innerText.trim() !== "" ||
        element.matches(something) ||
        element.querySelector(something) !== null)
    );
  };
  const tex = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    if (node.parentElement.closest("pre, code, .katex, script, style, textarea")) continue;
    for (const found of node.data.matchAll(
      /\$\$[^$]+\$\$|\$[^$\n]*\\[a-zA-Z][^$\n]*\$|\\begin\{|\\\(|\\\[|\\[a-zA-Z]{3,}\{/g,
    ))
      tex.push(found[0].slice(0, 80));
  }
  const links = [...document.querySelectorAll('a[href^="#"]')].map((a) =>
    a.getAttribute("href").slice(1),
  );
  const decoded = (id) => {
    try {
      return decodeURIComponent(id);
    } catch {
      return id;
    }
  };
  const target = (id) =>
    id === "" ||
    [id, decoded(id)].some(
      (name) =>
        document.getElementById(name) !== null || document.getElementsByName(name).length > 0,
    );
  const shown = [...root.querySelectorAll(outputs)].map((output) => [output, seen(output)]);
  return {
    shown: shown.filter(([, is]) => is).length,
    unseen: shown.filter(([, is]) => !is).map(([output]) => output.outerHTML.slice(0, 200)),
    formulas: root.querySelectorAll(".katex").length,
    tex,
    links: links.length,
    dead: links.filter((id) => !target(id)),
    broken: [...root.querySelectorAll("img")].filter(
      (img) => img.complete && img.naturalWidth === 0,
    ).length,
    sideways: document.documentElement.scrollWidth > innerWidth,
  };
}

async function visit(browser, file, where) {
  const context = await browser.newContext({
    offline: true,
    viewport: { width: 1200, height: 900 },
  });
  const page = await context.newPage();
  const errors = [];
  let requests = 0;
  page.on(
    "console",
    (message) => message.type() === "error" && errors.push(message.text().slice(0, 200)),
  );
  page.on("pageerror", (error) => errors.push(String(error).slice(0, 200)));
  page.on("request", (request) => (requests += /^https?:/.test(request.url()) ? 1 : 0));
  await page.goto(pathToFileURL(file).href, { waitUntil: "load", timeout: 60_000 });
  // Figures and far cells are drawn when they come near.
  for (let down = 0; down < 40; down++) {
    await page.evaluate(() => window.scrollBy(0, 2000));
    await page.waitForTimeout(15);
  }
  await page.waitForTimeout(500);
  const seen = await page.evaluate(look, where);
  await context.close();
  return { ...seen, errors, requests };
}

const where = {
  lossbook: { article: "article", outputs: ".outputs > *" },
  nbconvert: { article: "main", outputs: ".jp-OutputArea-output" },
};

function printTotals(rows) {
  const sum = (read) => (tool) => rows.reduce((total, row) => total + read(row[tool], row), 0);
  const table = [
    ["notebooks published", sum((of) => (of.page === undefined ? 0 : 1))],
    ["outputs in the files", sum((of, row) => row.outputs)],
    ["shown, or named in a line", sum((of) => of.shown ?? 0)],
    ["formulas set", sum((of) => of.formulas ?? 0)],
    ["places of TeX in the text", sum((of) => of.tex?.length ?? 0)],
    ["links within a page", sum((of) => of.links ?? 0)],
    ["of them without a target", sum((of) => of.dead?.length ?? 0)],
    ["pictures that do not show", sum((of) => of.broken ?? 0)],
    ["pages wider than the window", sum((of) => (of.sideways ? 1 : 0))],
    ["errors on the console", sum((of) => of.errors?.length ?? 0)],
    ["requests to the network", sum((of) => of.requests ?? 0)],
    ["megabytes", sum((of) => (of.bytes ?? 0) / 1e6)],
    ["seconds of the processor", sum((of) => of.seconds)],
  ];
  const written = (value) => (Number.isInteger(value) ? String(value) : value.toFixed(1));
  console.log(`\n| ${rows.length} notebooks | lossbook | nbconvert |\n| --- | --- | --- |`);
  for (const [name, of] of table)
    console.log(`| ${name} | ${written(of("lossbook"))} | ${written(of("nbconvert"))} |`);
}

/** A notebook that lost something with us, or that each tool shows otherwise. */
function printRow({ name, outputs, lossbook: mine, nbconvert: theirs }) {
  const wrong = [
    mine.page === undefined && `not published: ${mine.said}`,
    mine.shown < outputs && `${mine.shown} of ${outputs} outputs shown: ${mine.unseen.join(" ")}`,
    mine.tex?.length > 0 && `TeX: ${mine.tex.join("  ")}`,
    mine.dead?.length > 0 && `dead links: ${mine.dead.join(" ")}`,
    mine.broken > 0 && `${mine.broken} pictures do not show (nbconvert: ${theirs.broken})`,
    mine.sideways && "wider than the window",
    mine.errors?.length > 0 && `console: ${mine.errors.join("  ")}`,
  ].filter(Boolean);
  if (wrong.length > 0) console.log(`${name}\n  ${wrong.join("\n  ")}`);
}

const [folder, pages = "besideNbconvert", jupyter = "jupyter"] = process.argv.slice(2);
if (folder === undefined) {
  console.error(
    "besideNbconvert: a folder of notebooks was expected: node bench/besideNbconvert.mjs FOLDER",
  );
  process.exit(2);
}
const browser = await openChromium();
if (browser === undefined)
  throw new Error("besideNbconvert: there is no Chromium (set LOSSBOOK_CHROMIUM)");
mkdirSync(pages, { recursive: true });
const kept = join(pages, "seen.json");
const seen = existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : {};
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".ipynb"))
  .sort();
for (const file of files) {
  const name = basename(file, ".ipynb");
  if (seen[name] !== undefined) continue;
  const path = resolve(folder, file);
  const row = {
    name,
    outputs: outputsOf(JSON.parse(readFileSync(path, "utf8"))),
    ...publish(path, pages, jupyter),
  };
  for (const tool of ["lossbook", "nbconvert"])
    if (row[tool].page !== undefined)
      Object.assign(
        row[tool],
        { bytes: readFileSync(row[tool].page).length },
        await visit(browser, resolve(row[tool].page), where[tool]),
      );
  seen[name] = row;
  writeFileSync(kept, JSON.stringify(seen));
}
await browser.close();
const rows = files.map((file) => seen[basename(file, ".ipynb")]);
for (const row of rows) printRow(row);
printTotals(rows);
