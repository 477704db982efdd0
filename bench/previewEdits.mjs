// Random edits of a notebook, as authors and their editors make them, while `lossbook preview` looks on. What it then shows
// must be what a clean `report` of the file makes. Exit code 1 where it is not. By command:
//   node --expose-gc bench/previewEdits.mjs [--edits 500] [--seed 1] [--look 25] [--saves 0] [--browser]
// `--look`: edits between two looks. `--saves`: afterwards so many saves in a row, with the memory after each hundred.
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"; // prettier-ignore
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { codeCell } from "./codeCell.mjs";

const root = join(import.meta.dirname, "..");
const built = (path) => import(join(root, "dist", "esm", `${path}.js`));
const { startPreview } = await built("node/preview/preview");
const { findCourse } = await built("node/course/course");
const { readNotebook } = await built("node/course/readNotebook");
const { runNotebook } = await built("node/run/runNotebook");
const { planPages } = await built("node/publish/planPages");
const { rng } = await built("index");

const { values } = parseArgs({
  options: {
    edits: { type: "string", default: "500" },
    seed: { type: "string", default: "1" },
    look: { type: "string", default: "25" },
    saves: { type: "string", default: "0" },
    browser: { type: "boolean", default: false },
  },
});
const draws = rng(Number(values.seed));
const random = () => draws.uniform();
const below = (n) => Math.floor(random() * n);
const one = (list) => list[below(list.length)];
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// --- A course of one notebook, with a module and a table of its own.
const folder = mkdtempSync(join(tmpdir(), "lossbook-edits-"));
const file = join(folder, "notebooks", "mine.ipynb");
for (const name of ["notebooks", "data", "node_modules"]) mkdirSync(join(folder, name));
symlinkSync(root, join(folder, "node_modules", "lossbook"), "dir");
const write = (path, text) => writeFileSync(join(folder, path), text);
const config = (title) => write("lossbook.config.json", JSON.stringify({ title }));
const table = (rows) =>
  write("data/tiny.csv", `metres\n${Array.from({ length: rows }, (_, i) => i + 1).join("\n")}\n`);
const module = (factor) =>
  write("notebooks/own.ts", `export const own = (x: number): number => ${factor} * x;\n`);

let made = 0;
const markdown = (source) => ({ cell_type: "markdown", id: `m${++made}`, metadata: {}, source });
const code = (source) => codeCell(`c${++made}`, source);
const text = () =>
  one([
    () => `## Part ${made}\n\nWords ${below(1e6)} with $x^${below(9)}$ and \`code\`.`,
    () => `Words ${below(1e6)}, a note[^${made}].\n\n[^${made}]: The note.`,
    () => `> [!NOTE]\n> ${below(1e6)}\n\n| a | b |\n|---|---|\n| 1 | ${below(99)} |`,
    () => `A block:\n\n\`\`\`ts\nconst a = ${below(99)};\n\`\`\``,
    () => `$$\\label{e${made}} y = ${below(99)}$$ and \\eqref{e${made}}`,
    () => `<details><summary>more</summary>\n\nfolded ${below(99)}\n\n</details>`,
  ])();
const sound = () =>
  one([
    () => `let v${made} = ${below(1e6)};\nconsole.log("v", v${made});`,
    () => `console.log(own(${below(99)}));`,
    () => `const rows${made} = await readTable("tiny");\nconsole.log(rows${made}.length, ${below(9)});`,
    () => `show(curvesFigure({ title: "C", x: "p", y: "h", range: [0, 1], points: 5, curves: [{ name: "h", f: (p: number) => p ** ${below(5)} }] }));`,
    () => `sum += ${below(99)};\nsum`,
  ])(); // prettier-ignore
const faulty = () =>
  one(["const = ;", "const n: number = 'x';", "throw new Error('no good');", "undefinedName + 1"]);

const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
  cells: [
    markdown("# Edited\n\nThe first words."),
    code(
      'import { curvesFigure } from "lossbook";\nimport { readTable, show } from "lossbook/notebook";\nimport { own } from "./own";\nlet sum = 0;',
    ),
    ...[1, 2, 3, 4].flatMap(() => [markdown(text()), code(sound())]),
  ],
};
const whole = () => JSON.stringify(notebook, null, 1);

// --- What authors do, and how their editors write it.
const movable = (kind) =>
  notebook.cells.slice(2).filter((cell) => kind === undefined || cell.cell_type === kind);
const place = () => 2 + below(notebook.cells.length - 1);
const edits = {
  word: () => { const cell = one(movable("markdown")); if (cell) cell.source = text(); },
  addWord: () => void (one(notebook.cells.filter((cell) => cell.cell_type === "markdown")).source += ` more ${below(1e6)}`),
  cell: () => { const cell = one(movable("code")); if (cell) cell.source = sound(); },
  fault: () => { const cell = one(movable("code")); if (cell) cell.source = faulty(); },
  mend: () => { for (const cell of movable("code")) if (/no good|= ;|'x'|undefinedName/.test(cell.source)) cell.source = sound(); },
  addText: () => notebook.cells.splice(place(), 0, markdown(text())),
  addCode: () => notebook.cells.splice(place(), 0, code(sound())),
  remove: () => { if (notebook.cells.length > 6) notebook.cells.splice(2 + below(notebook.cells.length - 2), 1); },
  move: () => { const [cell] = notebook.cells.splice(2 + below(notebook.cells.length - 2), 1); notebook.cells.splice(place(), 0, cell); },
  retype: () => {
    const cell = one(movable());
    const at = notebook.cells.indexOf(cell);
    notebook.cells[at] = cell.cell_type === "code" ? { ...markdown(cell.source), id: cell.id } : { ...code(sound()), id: cell.id };
  },
  tag: () => { const cell = one(movable("code")); if (cell) cell.metadata = one([{}, { tags: ["hide-input"] }, { tags: ["remove-output"] }, { tags: ["skip-execution"] }]); },
  outputs: () => {
    for (const cell of movable("code")) {
      cell.outputs = random() < 0.5 ? [] : [{ output_type: "stream", name: "stdout", text: "of an editor\n" }];
      cell.execution_count = cell.outputs.length === 0 ? null : below(50);
    }
  },
  sameIds: () => { const [a, b] = [one(movable()), one(movable())]; if (a !== b) b.id = a.id; },
  module: () => module(below(99)),
  table: () => table(1 + below(9)),
  title: () => config(`Course ${below(99)}`),
  nothing: () => undefined,
}; // prettier-ignore
const saves = {
  inPlace: () => writeFileSync(file, whole()),
  renamed: () => {
    writeFileSync(`${file}.new`, whole());
    renameSync(`${file}.new`, file);
  },
  emptyFirst: async () => {
    writeFileSync(file, "");
    await rest(below(150));
    writeFileSync(file, whole());
  },
  halfFirst: async () => {
    const all = whole();
    writeFileSync(file, all.slice(0, below(all.length)));
    await rest(below(150));
    writeFileSync(file, all);
  },
  goneFirst: async () => {
    rmSync(file, { force: true });
    await rest(below(150));
    writeFileSync(file, whole());
  },
  twice: () => {
    writeFileSync(file, whole());
    writeFileSync(file, whole());
  },
};

config("Course");
table(3);
module(2);
await saves.inPlace();

const course = findCourse(folder);
let last = {};
let at = performance.now();
const preview = await startPreview({
  course,
  notebooks: [file],
  port: 0,
  onEvent: (event) => {
    if (event.type === "findings") return;
    at = performance.now();
    if (event.type === "state") last = event;
  },
});
/* global fetch */
const page = async () => (await fetch(`${preview.url}pages/mine.html`)).text();
await page();
/** Until nothing has been said for a while. */
async function settled() {
  const started = performance.now();
  for (;;) {
    await rest(50);
    const isDone = ["ready", "failed"].includes(last.state);
    if (performance.now() - Math.max(at, started) > 1_500 && isDone) return;
    if (performance.now() - started > 120_000) throw new Error(`no end: ${JSON.stringify(last)}`);
  }
}
const timeless = (html) => html.replace(/<time[\s\S]*?<\/time>/, "");
async function cleanPage() {
  const { notebook: clean, bytes } = readNotebook(file, { repairIds: true });
  const run = await runNotebook(file, clean);
  const plan = await planPages(
    [{ path: file, bytes, json: clean, executed: new Date(), tables: run.tablesRead }],
    { course, folder: course.reports, singleFile: false, linksAreChecked: true, onWarning: () => undefined, onRefused: () => undefined },
    { pages: [], gone: [], html: () => undefined },
  ); // prettier-ignore
  return { run, html: plan?.pages[0]?.html };
}

const browser = values.browser
  ? await (await import("./measurePage.mjs")).openChromium()
  : undefined;
const tab = await browser?.newPage({ viewport: { width: 1280, height: 900 } });
const consoleErrors = [];
tab?.on("console", (message) => message.type() === "error" && consoleErrors.push(message.text()));
tab?.on("pageerror", (error) => consoleErrors.push(error.message));
await tab?.goto(preview.url);
/* global document */
/** What a browser shows of the page that it was told of, beside what the page says. */
const shown = () =>
  tab.evaluate(async () => {
    const words = (page) =>
      [...page.querySelectorAll("article > section")].map((section) => {
        const said = section.dataset.kind === "code" ? section.querySelector(".outputs .stream, .outputs pre") : section;
        const copy = (said ?? section.ownerDocument.createElement("p")).cloneNode(true);
        for (const control of copy.querySelectorAll("button, .data, .js-plotly-plot")) control.remove();
        return `${section.dataset.cell}: ${copy.textContent.replace(/\s+/g, " ").trim()}`;
      });
    const frame = document.querySelector("iframe:not(.next)");
    const text = await (await fetch("pages/mine.html")).text();
    // By the frame's own parser: the policy of this page would say something of styles.
    const served = new frame.contentWindow.DOMParser().parseFromString(text, "text/html");
    return { shown: words(frame.contentDocument), served: words(served) };
  }); // prettier-ignore

let wrong = 0;
const counts = {};
async function look(edit) {
  await settled();
  const served = await page();
  const { run, html } = await cleanPage();
  const complain = (what) => {
    wrong++;
    console.log(`after edit ${edit}: ${what}`);
    writeFileSync(join(tmpdir(), `edits-${values.seed}-${edit}.ipynb`), readFileSync(file));
  };
  if (run.status !== "ok") {
    const { cell, line } = run.failure;
    if (last.state !== "failed" || last.cell !== cell || (last.line ?? line) !== line)
      complain(`a clean run fails in cell ${cell}, line ${line}; shown: ${JSON.stringify(last)}`);
  } else if (last.state !== "ready")
    complain(`a clean run is well, shown: ${JSON.stringify(last)}`);
  else if (timeless(served) !== timeless(html)) {
    const [a, b] = [timeless(served).split("\n"), timeless(html).split("\n")];
    const line = a.findIndex((text, i) => text !== b[i]);
    complain(
      `another page\n  shown: ${a[line]?.slice(0, 200)}\n  clean: ${b[line]?.slice(0, 200)}`,
    );
  }
  if (tab === undefined) return;
  await rest(700);
  const seen = await shown();
  const differs = seen.served.findIndex((words, i) => words !== seen.shown[i]);
  if (differs >= 0 || seen.served.length !== seen.shown.length)
    complain(`the browser shows\n  ${seen.shown[differs]}\n  and not\n  ${seen.served[differs]}`);
}

try {
  await look(0);
  for (let edit = 1; edit <= Number(values.edits); edit++) {
    const isLook = edit % Number(values.look) === 0;
    // Most looks are at a notebook that runs.
    const kind = isLook && random() < 0.8 ? "mend" : one(Object.keys(edits));
    edits[kind]();
    if (isLook) edits.mend();
    const way = one(Object.keys(saves));
    counts[kind] = (counts[kind] ?? 0) + 1;
    counts[way] = (counts[way] ?? 0) + 1;
    await saves[way]();
    await rest(one([0, 5, 40, 150, 600]));
    if (isLook) await look(edit);
  }
  console.log(`seed ${values.seed}: ${values.edits} edits, ${wrong} wrong`, JSON.stringify(counts));
  const memory = () => {
    for (let i = 0; i < 3; i++) globalThis.gc?.();
    const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
    return [rss, heapUsed, external, arrayBuffers].map((bytes) => (bytes / 1e6).toFixed(1));
  };
  edits.mend();
  for (let save = 1; save <= Number(values.saves); save++) {
    // A word, and now and then a cell.
    notebook.cells[0].source = `# Edited\n\nThe words of save ${save}.`;
    if (save % 5 === 0) notebook.cells[1].source = `${notebook.cells[1].source.replace(/\/\/.*/, "")}// ${save}`; // prettier-ignore
    saves.inPlace();
    await rest(80);
    if (save % 100 !== 0) continue;
    await settled();
    console.log(`save ${save}: rss, heap, external, buffers in MB: ${memory().join(", ")}`);
  }
  if (consoleErrors.length > 0) {
    wrong++;
    console.log("errors on the console:", [...new Set(consoleErrors)].slice(0, 5));
  }
} finally {
  await browser?.close();
  await preview.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = wrong === 0 ? 0 : 1;
