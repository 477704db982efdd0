// `npm run check`: everything that must hold before a commit, each step by name, all of them even when one fails.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (path) => join(root, "node_modules", path);
const steps = [
  ["build", [join(root, "scripts", "build.mjs")]],
  ["types", [bin("typescript/bin/tsc"), "-p", "tsconfig.json"]],
  ["types without Node", [bin("typescript/bin/tsc"), "-p", "tsconfig.browser.json"]],
  ["lint", [bin("eslint/bin/eslint.js"), "."]],
  [
    "arrows",
    [
      bin("dependency-cruiser/bin/dependency-cruise.mjs"),
      "--config",
      "dependency-cruiser.config.mjs",
      "src",
    ],
  ],
  ["dead code", [bin("knip/bin/knip.js"), "--no-progress"]],
  ["prose", [join(root, "scripts", "lintProse.mjs")]],
  ["format", [bin("prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", "."]],
  ["tests", [bin("vitest/vitest.mjs"), "run"]],
  // No compiler reads them: only a run shows that they still call what is there.
  ["benchmarks, small", [join(root, "bench", "main.mjs"), "--smoke"]],
];

const failed = [];
for (const [name, command] of steps) {
  const started = Date.now();
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`check: ${name} ${status === 0 ? "ok" : "FAILED"} (${seconds} s)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`check: ${failed.join(", ")} failed`);
  process.exitCode = 1;
}
