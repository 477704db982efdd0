// Wall time of `lossbook report` over the course beside `jupyter nbconvert --execute --to html` over the same notebooks,
// and the sizes of the pages. nbconvert comes from LOSSBOOK_JUPYTER (the jupyter command) or from PATH.
// With --smoke: only the export of a fixture, without kernels.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { performance } from "node:perf_hooks";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const fixture = join(root, "test", "fixtures", "report", "allKinds.ipynb");

function timed(command, args) {
  const started = performance.now();
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  return {
    seconds: (performance.now() - started) / 1000,
    ok: result.status === 0,
    text: `${result.stdout ?? ""}${result.stderr ?? ""}`,
  };
}

const kilobytes = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
    .map((entry) => `${entry.name} ${Math.ceil(statSync(join(folder, entry.name)).size / 1024)} KB`)
    .join(", ");

export async function run({ smoke }) {
  const course = readdirSync(join(root, "notebooks"))
    .filter((name) => name.endsWith(".ipynb"))
    .map((name) => join(root, "notebooks", name));
  const execute = !smoke && course.length > 0;
  const notebooks = execute ? course : [fixture];
  const folder = mkdtempSync(join(tmpdir(), "lossbook-bench-"));
  try {
    const bin = join(root, "bin", "lossbook.mjs");
    const flags = execute ? [] : ["--no-run"];
    const ours = [];
    for (const form of [[], ["--single-file"]]) {
      const output = join(folder, form[0] ?? "site");
      const result = timed(process.execPath, [
        bin,
        "report",
        ...notebooks,
        ...flags,
        ...form,
        "-o",
        output,
      ]);
      if (!result.ok) throw new Error(`lossbook report failed: ${result.text.slice(-500)}`);
      const summary = result.text.trim().split("\n").at(-1);
      console.log(`lossbook report ${form.join("")}  ${result.seconds.toFixed(1)} s  (${summary})`);
      console.log(`  ${kilobytes(output)}`);
      ours.push(result.seconds);
    }
    const jupyter = process.env.LOSSBOOK_JUPYTER ?? "jupyter";
    if (!timed(jupyter, ["nbconvert", "--version"]).ok) {
      console.log(
        "no jupyter nbconvert found (LOSSBOOK_JUPYTER names one): nothing to compare with",
      );
      return;
    }
    const target = join(folder, "nbconvert");
    const theirs = timed(jupyter, [
      "nbconvert",
      ...(execute ? ["--execute"] : []),
      "--to",
      "html",
      "--output-dir",
      target,
      ...notebooks,
    ]);
    if (!theirs.ok) throw new Error(`nbconvert failed: ${theirs.text.slice(-500)}`);
    console.log(`jupyter nbconvert  ${theirs.seconds.toFixed(1)} s`);
    console.log(`  ${kilobytes(target)}`);
    console.log(`ratio of wall times, ours to theirs: ${(ours[0] / theirs.seconds).toFixed(2)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
