// What a reader of a report waits for and what a page weighs, beside `jupyter nbconvert --to html` of the same executed
// notebook in the same run. nbconvert comes from LOSSBOOK_JUPYTER (a Python environment, or the jupyter command) or PATH.
// With --smoke: a small notebook of its own, without kernels, each thing measured once.
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { findCourse } from "../dist/esm/node/course/course.js";
import { publish } from "../dist/esm/node/publish/publish.js";
import { codeCell as code } from "./codeCell.mjs";
import * as measure from "./measurePage.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const measured = "06-binary";

const line = {
  "application/vnd.plotly.v1+json": { data: [{ type: "scatter", y: [1, 2] }], layout: {} },
  "text/plain": "A line.",
};

/** Two curves of 200 points, a loop, prints; its first figure makes the page bring Plotly. */
const probes = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    { cell_type: "markdown", id: "title", metadata: {}, source: "# Probes\n\nOf $x^2$." },
    {
      ...code(
        "curves",
        `import { explore, slider } from "lossbook/notebook";
const xs = Array.from({ length: 200 }, (_, i) => i / 20);
explore({ id: "curves", title: "Two curves", controls: { a: slider("a", { from: 0, to: 2, positions: 41, start: 1 }) },
  compute: ({ a }) => ({
    figures: { data: [
      { type: "scatter", mode: "lines", name: "one", x: xs, y: xs.map((x) => Math.sin(a * x)) },
      { type: "scatter", mode: "lines", name: "two", x: xs, y: xs.map((x) => Math.cos(a * x)) }],
      layout: { xaxis: { range: [0, 10] }, yaxis: { range: [-1.1, 1.1] } }, alt: "Two curves." },
    numbers: { a }, sentences: "They wave." }) });`,
      ),
      outputs: [{ output_type: "display_data", metadata: {}, data: line }],
    },
    code("prints", "for (let i = 0; i < 100_000; i++) console.log(i);"),
    code("loop", "for (;;) {}"),
  ],
};

const kilobytes = (bytes) => `${Math.ceil(bytes / 1024).toLocaleString("en")} KB`;
const milliseconds = (value) => (Number.isFinite(value) ? `${value.toFixed(0)} ms` : "none");
const say = (what, value, goal) =>
  console.log(`  ${what.padEnd(44)} ${value}${goal === undefined ? "" : `   (goal ${goal})`}`);

function command(name, args) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(name, args, { cwd: root, encoding: "utf8" });
  return {
    ok: status === 0,
    seconds: (performance.now() - started) / 1000,
    text: `${stdout ?? ""}${stderr ?? ""}`,
  };
}

/** The notebooks with the outputs of a fresh run, as `publish` takes them. */
function executed(folder, smoke) {
  mkdirSync(folder, { recursive: true });
  if (smoke) writeFileSync(join(folder, "probes.ipynb"), JSON.stringify(probes));
  else {
    const run = command(process.execPath, [
      join(root, "bin", "lossbook.mjs"),
      "run",
      join(root, "notebooks"),
      "-o",
      folder,
    ]);
    if (!run.ok) throw new Error(`lossbook run failed: ${run.text.slice(-500)}`);
    say("running the course", `${run.seconds.toFixed(1)} s`);
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ipynb"))
    .map((name) => sourceOf(join(folder, name), join(root, "notebooks", name)));
}

function sourceOf(file, path) {
  const bytes = readFileSync(file);
  return { path, bytes, json: JSON.parse(bytes.toString("utf8")), executed: new Date() };
}

async function written(sources, output, singleFile) {
  const started = performance.now();
  await publish(sources, { output, course: findCourse(root), singleFile });
  return (performance.now() - started) / 1000;
}

function nbconvert(notebook, folder) {
  const given = process.env.LOSSBOOK_JUPYTER;
  const jupyter =
    given === undefined
      ? "jupyter"
      : statSync(given, { throwIfNoEntry: false })?.isDirectory()
        ? join(given, "bin", "jupyter")
        : given;
  if (!command(jupyter, ["nbconvert", "--version"]).ok) return undefined;
  const done = command(jupyter, ["nbconvert", "--to", "html", "--output-dir", folder, notebook]);
  if (!done.ok) throw new Error(`nbconvert failed: ${done.text.slice(-500)}`);
  return { seconds: done.seconds, file: join(folder, `${basename(notebook, ".ipynb")}.html`) };
}

export async function run({ smoke }) {
  const folder = mkdtempSync(join(tmpdir(), "lossbook-bench-"));
  const browser = await measure.openChromium();
  try {
    const sources = executed(join(folder, "executed"), smoke);
    const name = smoke ? "probes" : measured;
    const [single, site] = [join(folder, "single"), join(folder, "site")];
    // The first call reads and bundles what all pages share; a fresh process pays for that, so it counts.
    const seconds = await written(sources, site, false);
    say(
      `export phase, a site of ${sources.length}`,
      `${seconds.toFixed(1)} s`,
      "10 s for the course",
    );
    await written(
      sources.filter(({ path }) => path.endsWith(`${name}.ipynb`)),
      single,
      true,
    );
    for (const page of readdirSync(site).filter((file) => file.endsWith(".html"))) {
      const text = readFileSync(join(site, page));
      say(`site page ${page}`, `${kilobytes(gzipSync(text).length)} gzipped`, "500 KB");
    }
    const file = join(single, `${name}.html`);
    say(`single file ${name}`, kilobytes(statSync(file).size), "3.5 MB");
    const theirs = nbconvert(join(folder, "executed", `${name}.ipynb`), join(folder, "nbconvert"));
    if (theirs === undefined)
      console.log("  no jupyter nbconvert (LOSSBOOK_JUPYTER names one): nothing to compare with");
    else {
      say(`nbconvert ${name}`, `${kilobytes(statSync(theirs.file).size)}, not offline`);
      say("nbconvert, its time for this notebook", `${theirs.seconds.toFixed(1)} s`);
    }
    if (browser === undefined) {
      console.log("  no Chromium (LOSSBOOK_CHROMIUM names one): no page is opened");
      return;
    }
    const times = smoke ? 1 : 5;
    const seen = await measure.opening(browser, file, { times });
    say("first content", milliseconds(seen.content), "500 ms");
    say("alive", milliseconds(seen.alive), "1,000 ms");
    say("first figure, once it is near", milliseconds(seen.figure));
    if (theirs !== undefined) {
      const other = await measure.opening(browser, theirs.file, { live: false, times });
      say("nbconvert, first content, network off", milliseconds(other.content));
    }
    const probe = join(folder, "probe.ipynb");
    writeFileSync(probe, JSON.stringify(probes));
    await written([sourceOf(probe, probe)], join(folder, "probe"), true);
    const { page, close } = await measure.alive(browser, join(folder, "probe", "probe.html"));
    await measure.runCell(page, "curves");
    const moves = await measure.sliderMoves(page, "curves", smoke ? 5 : 200);
    const [middle, late] = [measure.median(moves), measure.quantile(moves, 0.95)];
    say(
      "slider with two curves, median / p95",
      `${middle.toFixed(1)} / ${late.toFixed(1)} ms`,
      "25 ms",
    );
    say("100,000 prints", milliseconds(await measure.runTime(page, "prints")), "1,000 ms");
    say("stop of an endless loop", milliseconds(await measure.stopTime(page, "loop")), "100 ms");
    await close();
  } finally {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
