import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { CodeCell, Notebook, Output } from "../../src/nbformat/notebook.js";
import { joinText } from "../../src/nbformat/multilineText.js";
import { readNotebook } from "../../src/node/course/readNotebook.js";
import { runNotebook } from "../../src/node/run/runNotebook.js";
import { differencesOf } from "../../src/node/verify/compareLocks.js";
import { toleranceOf } from "../../src/node/verify/tolerance.js";
import { course, notebooksFolder, root } from "../course/courseNotebooks.js";

/** nbconvert: in the virtual environment that LOSSBOOK_JUPYTER names, else on the PATH. */
function findJupyter(): string | undefined {
  const given = process.env.LOSSBOOK_JUPYTER;
  const bin = process.platform === "win32" ? "Scripts" : "bin";
  const command = given === undefined ? "jupyter" : join(given, bin, "jupyter");
  return spawnSync(command, ["nbconvert", "--version"]).status === 0 ? command : undefined;
}

const jupyter = findJupyter();
if (jupyter === undefined) {
  console.warn(
    "stockKernel.test: skipped, no jupyter nbconvert here (LOSSBOOK_JUPYTER may name one)",
  );
}

const work = mkdtempSync(join(tmpdir(), "lossbook-stock-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The kernel that `npm install tslab` alone would give. */
function stockKernelspec(): string {
  const folder = join(work, "jupyter", "kernels", "tslab");
  mkdirSync(folder, { recursive: true });
  const tslab = join(root, "node_modules", "tslab", "bin", "tslab");
  const argv = [process.execPath, tslab, "kernel", "--config-path={connection_file}"];
  const spec = { argv, display_name: "TypeScript", language: "typescript" };
  writeFileSync(join(folder, "kernel.json"), JSON.stringify(spec));
  return join(work, "jupyter");
}

const textOf = (outputs: readonly Output[]): { stdout: string; plain: string[] } => ({
  stdout: outputs
    .map((output) =>
      output.output_type === "stream" && output.name === "stdout" ? joinText(output.text) : "",
    )
    .join(""),
  plain: outputs.flatMap((output) =>
    "data" in output ? [joinText(output.data["text/plain"] as string)] : [],
  ),
});

const codeCells = (notebook: Notebook): CodeCell[] =>
  notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code");

describe.skipIf(jupyter === undefined).each(course)("$file under stock tslab", ({ file }) => {
  it("says the same to nbconvert as to our kernel", async () => {
    const path = join(notebooksFolder, file);
    const stock = spawnSync(
      jupyter!,
      ["nbconvert", "--execute", "--to", "notebook", "--output-dir", work, path],
      { env: { ...process.env, JUPYTER_PATH: stockKernelspec() }, encoding: "utf8" },
    );
    expect(stock.status, stock.stderr).toBe(0);
    expect(existsSync(join(work, file))).toBe(true);
    const theirs = codeCells(readNotebook(join(work, file)).notebook);
    const run = await runNotebook(path, readNotebook(path).notebook);
    expect(run.failure).toBeUndefined();
    for (const [i, cell] of codeCells(run.notebook).entries()) {
      const differences = differencesOf(
        textOf(cell.outputs),
        textOf(theirs[i]!.outputs),
        toleranceOf(cell),
      );
      expect(differences, cell.id).toEqual([]);
    }
  });
});
