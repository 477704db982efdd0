// Milliseconds from saving a notebook to what the browser shows of it, in `lossbook preview`. By command, not in CI:
//   node bench/preview.mjs [edits] [notebook.ipynb]
// Without a notebook: one of ten cells. Medians of that many edits of a word and of a cell (20).
/* global document */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { codeCell as code } from "./codeCell.mjs";
import { openChromium } from "./measurePage.mjs";

const root = join(import.meta.dirname, "..");
const [edits = "20", given] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "lossbook-preview-bench-"));
const file = join(folder, "notebooks", "mine.ipynb");
mkdirSync(join(folder, "notebooks"));
mkdirSync(join(folder, "node_modules"));
symlinkSync(root, join(folder, "node_modules", "lossbook"), "dir");
writeFileSync(join(folder, "lossbook.config.json"), '{ "title": "Bench" }');

const markdown = (id, source) => ({ cell_type: "markdown", id, metadata: {}, source });
const notebook = given === undefined ? tenCells() : JSON.parse(readFileSync(given, "utf8"));
function tenCells() {
  const cells = [
    markdown("title", "# Ten cells\n\nThe first words."),
    code(
      "c1",
      'import { entropy, curvesFigure } from "lossbook";\nimport { format, show } from "lossbook/notebook";\nlet sum = 0;',
    ),
  ];
  for (let i = 2; i <= 10; i++) {
    cells.push(markdown(`t${i}`, `## Part ${i}\n\nWords before cell ${i}: $x^${i}$.`));
    cells.push(
      code(
        `c${i}`,
        i === 5
          ? 'show(curvesFigure({ title: "A curve", x: "p", y: "nats", range: [0.01, 0.99], points: 41, curves: [{ name: "h", f: (p) => entropy([p, 1 - p]) }] }));'
          : `sum += ${i};\nconst part${i} = entropy([0.5, 0.5]) * sum;\nconsole.log(format(part${i}), "of ${i}");`,
      ),
    );
  }
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
    cells,
  };
}
const joined = (source) => (Array.isArray(source) ? source.join("") : source);
for (const cell of notebook.cells) cell.source = joined(cell.source);
const save = () => writeFileSync(file, JSON.stringify(notebook, null, 1));
save();

const child = spawn(process.execPath, [join(root, "bin", "lossbook.mjs"), "preview", file], {
  cwd: folder,
  stdio: ["ignore", "pipe", "inherit"],
});
const lines = createInterface({ input: child.stdout });
const url = await new Promise((resolve) =>
  lines.on("line", (line) => line.startsWith("http") && resolve(line)),
);
const browser = await openChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("console", (message) => message.type() === "error" && console.error(message.text()));
  const opened = performance.now();
  await page.goto(url);
  const waitFor = (text) =>
    page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll("iframe:not(.next)")].some((frame) =>
          frame.contentDocument?.querySelector("article")?.textContent.includes(wanted),
        ),
      text,
      { polling: 10, timeout: 120_000 },
    );
  const state = (wanted) =>
    page.waitForFunction((text) => document.getElementById("state").className === text, wanted, {
      polling: 20,
      timeout: 120_000,
    });
  await state("ready");
  console.log(`first run on the screen after ${Math.round(performance.now() - opened)} ms`);
  const words = notebook.cells.filter(
    ({ cell_type: type, source }) => type === "markdown" && !source.startsWith("# "),
  );
  const cells = notebook.cells.filter(
    ({ cell_type: type, source, metadata }) =>
      type === "code" &&
      !/^import|BEGIN SOLUTION|exercise\(|derive\(|explore\(/.test(source) &&
      metadata.lossbook === undefined,
  );
  const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
  const measure = async (of, change) => {
    const times = [];
    for (let edit = 0; edit < Number(edits); edit++) {
      const mark = `mark${of[0].cell_type}${edit}x`;
      change(of[edit % of.length], mark);
      const saved = performance.now();
      save();
      await waitFor(mark);
      times.push(Math.round(performance.now() - saved));
      await new Promise((resolve) => setTimeout(resolve, 300));
      await state("ready");
    }
    return `median ${median(times)} ms, ${Math.min(...times)} to ${Math.max(...times)}`;
  };
  console.log(
    `a word: ${await measure(words, (cell, mark) => (cell.source = `${cell.source.replace(/ mark\w+$/, "")} ${mark}`))}`,
  );
  console.log(
    `a cell: ${await measure(cells, (cell, mark) => (cell.source = `${cell.source.replace(/\nconsole\.log\("mark\w+"\);$/, "")}\nconsole.log("${mark}");`))}`,
  );
} finally {
  await browser.close();
  child.kill("SIGINT");
  await new Promise((resolve) => child.on("close", resolve));
  rmSync(folder, { recursive: true, force: true });
}
