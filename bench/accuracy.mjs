// `npm run accuracy [-- --parity]`: per loss the worst error of value and gradient against mpmath on the grid of
// test/fixtures/losses.json, PyTorch's beside it (computed when the fixture was made). With --parity also 2,000
// random cases against the PyTorch of LOSSBOOK_PYTHON, or of `python3` or `python` on the PATH. Then each family of
// distributions against mpmath (test/fixtures/distributions.json, furtherFamilies.json, tails.json), and the regressions
// against statsmodels and mpmath (regressions.json, glm.json), special functions and quantities of lists
// (special.json, information.json), and the reported calls (mathematicsCases.json).
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { familyErrors } from "./familyAccuracy.mjs";
import { reportedCalls } from "./reportedCalls.mjs";
import { specialErrors } from "./specialAccuracy.mjs";
import { bound, errors } from "../test/fixtures/evaluateLoss.mjs";
import { parityError } from "../test/fixtures/evaluateParity.mjs";
import * as lossbook from "../dist/esm/index.js";

const fixtures = join(dirname(dirname(fileURLToPath(import.meta.url))), "test", "fixtures");
const { made, losses } = JSON.parse(readFileSync(join(fixtures, "losses.json"), "utf8"));

const show = (error) => (error === 0 ? "0" : Number(error).toExponential(1));
const row = (cells, widths) =>
  cells.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))).join("  ");
const widths = [46, 6, 9, 9, 9, 9, 10, 10];
console.log(`Truth and PyTorch: ${made}`);
console.log(
  "Errors are relative: of losses of logits to the truth, of others to the sum of |terms|.",
);
console.log(
  "near: |logit| <= 30; far: beyond. Infinity: a value that is not finite, or not 0 where the truth is.",
);
console.log(
  row(
    ["loss", "cases", "near val", "near grad", "far val", "far grad", "torch val", "torch grad"],
    widths,
  ),
);
let broken = 0;
for (const [name, { kind, cases, pytorch }] of Object.entries(losses)) {
  const worst = { near: [0, 0], far: [0, 0] };
  for (const case_ of cases) {
    const limit = bound(kind, name, case_);
    const { value, gradient } = errors(lossbook, name, case_);
    const focal = /focal/i.test(name) ? 1 + (case_.o?.gamma ?? 2) : 1;
    const side = kind === "terms" || limit / focal < 1e-14 ? worst.near : worst.far;
    side[0] = Math.max(side[0], value);
    side[1] = Math.max(side[1], gradient);
    if (value > limit || gradient > limit) {
      broken++;
      console.error(
        `beyond its bound ${limit.toExponential(1)}: ${name} ${JSON.stringify(case_.o ?? {})} p=${JSON.stringify(case_.p)} t=${JSON.stringify(case_.t)} value ${show(value)} gradient ${show(gradient)}`,
      );
    }
  }
  const far = kind === "terms" ? ["", ""] : worst.far.map(show);
  const torch = pytorch === null ? ["-", "-"] : [show(pytorch.value), show(pytorch.gradient)];
  console.log(row([name, String(cases.length), ...worst.near.map(show), ...far, ...torch], widths));
}
broken += familyErrors(lossbook, fixtures, row);
broken += specialErrors(lossbook, fixtures, row);
broken += reportedCalls(lossbook, fixtures, row);
console.log(
  broken === 0 ? "every error is within its bound" : `${broken} cases are beyond their bound`,
);
if (broken > 0) process.exitCode = 1;

if (process.argv.includes("--parity")) {
  const candidates = [process.env.LOSSBOOK_PYTHON, "python3", "python"].filter(Boolean);
  const python = candidates.find(
    (command) => spawnSync(command, ["-c", "import torch"], { stdio: "ignore" }).status === 0,
  );
  if (python === undefined) {
    console.error(
      `parity: no Python with torch among ${candidates.join(", ")}; set LOSSBOOK_PYTHON`,
    );
    process.exit(2);
  }
  const count = 2000;
  const { stdout, status } = spawnSync(
    python,
    [join(fixtures, "pytorchParity.py"), "--count", String(count), "--seed", "1"],
    { encoding: "utf8", maxBuffer: 2 ** 29, stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status !== 0) process.exit(1);
  const parity = JSON.parse(stdout);
  const worst = new Map();
  let failures = 0;
  for (const case_ of parity.cases) {
    const error = parityError(lossbook, case_);
    const before = worst.get(case_.f) ?? { cases: 0, error: 0 };
    worst.set(case_.f, { cases: before.cases + 1, error: Math.max(before.error, error) });
    if (!(error <= 1e-12)) {
      failures++;
      if (failures <= 10)
        console.error(`parity: ${error} in ${JSON.stringify(case_).slice(0, 400)}`);
    }
  }
  console.log(`\nParity with ${parity.made}: |a - b| / max(1, |b|), values and gradients`);
  for (const [name, { cases, error }] of [...worst].sort()) {
    console.log(row([name, String(cases), show(error)], [46, 6, 9]));
  }
  console.log(`${parity.cases.length} cases, ${failures} beyond 1e-12`);
  if (failures > 0) process.exitCode = 1;
}
