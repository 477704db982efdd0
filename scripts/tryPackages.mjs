// Which packages of npm work in a course: on the kernel, with their types, and in its pages in a browser.
//   node scripts/tryPackages.mjs FOLDER [PACKAGE…]
// FOLDER is a course in which lossbook and the packages are installed; without PACKAGE all of scripts/packages/calls.mjs
// are tried. Writes a notebook a package into FOLDER/notebooks, publishes each as a site of its own, and prints a table.
/* global document */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { codeCell } from "../bench/codeCell.mjs";
import { openChromium } from "../bench/measurePage.mjs";
import { calls } from "./packages/calls.mjs";

const [given, ...wanted] = process.argv.slice(2);
if (given === undefined) {
  console.error("expected a folder: node scripts/tryPackages.mjs FOLDER [PACKAGE…]");
  process.exit(2);
}
const folder = resolve(given);
const { findCourse } = await import("../dist/esm/node/course/course.js");
const { publish } = await import("../dist/esm/node/publish/publish.js");
const { runNotebook } = await import("../dist/esm/node/run/runNotebook.js");

const textOf = ({ text, data, evalue }) => {
  const value = text ?? data?.["text/plain"] ?? evalue ?? "";
  return (Array.isArray(value) ? value.join("") : value).trim();
};

/** The last cell is wrong for whatever has types: its error is how they are seen. */
const cellsOf = ({ imports, value }) => [
  codeCell("imports", imports),
  codeCell("call", value),
  {
    ...codeCell("types", `const typed: { readonly nobody: "has this" } = ${value};`),
    metadata: { tags: ["raises-exception", "node-only"] },
  },
];

async function onKernel(path, cells) {
  const notebook = {
    cells,
    metadata: { kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(path, JSON.stringify(notebook, null, 1));
  const { notebook: ran, tablesRead } = await runNotebook(path, notebook, { allowErrors: true });
  const [imported, call, types] = ran.cells.map(({ outputs }) => outputs.map(textOf).join("\n"));
  const errors = ran.cells
    .slice(0, 2)
    .flatMap(({ outputs }) => outputs.filter(({ output_type: type }) => type === "error"));
  return {
    ran,
    tablesRead,
    errors,
    value: imported + call,
    typed: /not assignable|missing/.test(types),
  };
}

async function inPage(browser, file) {
  const page = await browser.newPage();
  try {
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector("html[data-alive]", { state: "attached", timeout: 60_000 });
    await page.evaluate(() => {
      globalThis.runs = [];
      document.addEventListener("lossbook:outputs", ({ detail }) => globalThis.runs.push(detail));
    });
    const note = await page
      .getByText("kernel only")
      .first()
      .textContent({ timeout: 200 })
      .catch(() => undefined);
    await page.getByRole("button", { name: "Run all", exact: true }).click();
    await page.waitForFunction(
      () => globalThis.runs.some(({ cell, ending }) => cell === "call" || ending === "failed"),
      undefined,
      { timeout: 30_000 },
    );
    const runs = await page.evaluate(() => globalThis.runs);
    const failed = runs.find(({ ending }) => ending === "failed");
    return {
      error: failed?.outputs.find(({ kind }) => kind === "error")?.message,
      value: runs
        .filter(({ cell }) => cell === "call")
        .flatMap(({ outputs }) => outputs.map(textOf))
        .join(""),
      note,
    };
  } catch (error) {
    return { error: error.message.split("\n")[0], value: "" };
  } finally {
    await page.close();
  }
}

const kilobytes = (bytes) => (bytes === undefined ? "" : `${(bytes / 1024).toFixed(1)} KB`);
const browser = await openChromium();
console.log("| package | kernel | types | live | in the page | note |\n| - | - | - | - | - | - |");
let failures = 0;
try {
  mkdirSync(join(folder, "notebooks"), { recursive: true });
  for (const one of calls) {
    if (wanted.length > 0 && !wanted.includes(one.name)) continue;
    const stem = `try-${one.name.replaceAll(/\W+/g, "-")}`;
    const path = join(folder, "notebooks", `${stem}.ipynb`);
    const output = join(folder, "reports", stem);
    rmSync(output, { recursive: true, force: true });
    const kernel = await onKernel(path, cellsOf(one));
    const require = createRequire(join(folder, "cell.js"));
    const manifest = join(
      require.resolve
        .paths(one.name)
        .find((at) => statSync(join(at, one.name), { throwIfNoEntry: false })),
      one.name,
      "package.json",
    );
    const { version } = JSON.parse(readFileSync(manifest, "utf8"));
    let live = { error: "not published: it fails on the kernel", value: "" };
    let size;
    if (kernel.errors.length === 0) {
      await publish(
        [
          {
            path,
            bytes: readFileSync(path),
            json: kernel.ran,
            tables: kernel.tablesRead,
            executed: new Date(),
          },
        ],
        {
          output,
          course: findCourse(folder),
          onWarning: (line) => console.error(`${one.name}: ${line}`),
        },
      );
      const modules = readdirSync(join(output, "assets")).find((name) =>
        name.startsWith("modules-"),
      );
      size = modules === undefined ? undefined : statSync(join(output, "assets", modules)).size;
      live = await inPage(browser, join(output, `${stem}.html`));
    }
    const same = live.value === kernel.value && kernel.value !== "";
    const runs = kernel.errors.length === 0;
    if (!runs || !same) failures++;
    const said = [
      ...kernel.errors.map(({ evalue }) => evalue),
      ...(runs && !same
        ? [live.error ?? live.note ?? `the page says ${live.value}, the kernel ${kernel.value}`]
        : []),
    ];
    const cells = [
      `${one.name} ${version}`,
      runs ? "yes" : "no",
      kernel.typed ? "yes" : "none",
      same && runs ? "yes" : "no",
      kilobytes(size),
      said.join("; ").replaceAll("|", "\\|").replaceAll("\n", " "),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
} finally {
  await browser.close();
}
process.exitCode = failures === 0 ? 0 : 1;
