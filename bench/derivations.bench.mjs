// How long a derivation takes to test, and how often a true step is refused (five seeds; SEEDS=50 for more).
// Wanted: 200 points in under 150 ms; at least 20 points in under 1 s where a step has an integral, an
// expectation or a minimiser; at most one false alarm in 1,000 step checks.
import { performance } from "node:perf_hooks";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const path = (...parts) => JSON.stringify(join(root, ...parts));

async function load() {
  const work = mkdtempSync(join(tmpdir(), "lossbook-bench-"));
  try {
    const outfile = join(work, "main.mjs");
    await build({
      stdin: {
        contents: `export { corpus } from ${path("test/lesson/derivation/corpus/index.ts")};
                   export { testDerivation } from ${path("src/lesson/derive/derive.ts")};`,
        resolveDir: root,
        loader: "ts",
      },
      bundle: true,
      platform: "node",
      format: "esm",
      target: "es2022",
      outfile,
      logLevel: "warning",
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const quantile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

export async function run({ smoke }) {
  const { corpus, testDerivation } = await load();
  const specs = smoke ? corpus.slice(0, 5) : corpus;
  const rows = [];
  for (const spec of specs) {
    const time = () => {
      const started = performance.now();
      const { points } = testDerivation(spec);
      return { milliseconds: performance.now() - started, points };
    };
    const cold = time();
    const warm = Math.min(...Array.from({ length: smoke ? 1 : 3 }, () => time().milliseconds));
    rows.push({ anchor: spec.anchor, points: cold.points, cold: cold.milliseconds, warm });
  }
  for (const [name, limit, group] of [
    ["pointwise, 200 points", 150, rows.filter(({ points }) => points >= 200)],
    ["integral, expectation, minimiser", 1000, rows.filter(({ points }) => points < 200)],
  ]) {
    if (group.length === 0) continue;
    const warm = group.map((row) => row.warm).sort((a, b) => a - b);
    const worst = group.reduce((a, b) => (a.warm > b.warm ? a : b));
    console.log(
      `${name}: ${group.length} derivations, median ${quantile(warm, 0.5).toFixed(1)} ms, worst ${worst.warm.toFixed(1)} ms (${worst.anchor}), ` +
        `worst first run ${Math.max(...group.map((row) => row.cold)).toFixed(0)} ms; wanted below ${limit} ms; least points ${Math.min(...group.map((row) => row.points))}`,
    );
  }
  const seeds = smoke ? 2 : Number(process.env.SEEDS ?? 5);
  let checks = 0;
  const alarms = [];
  for (let seed = 1; seed <= seeds; seed++) {
    for (const spec of specs) {
      checks += spec.text.trim().split("\n").length - 2;
      try {
        testDerivation({ ...spec, seed: 1000 + seed });
      } catch (error) {
        alarms.push(`seed ${1000 + seed}: ${error.message.split("\n")[0]}`);
      }
    }
  }
  console.log(`${alarms.length} false alarms in ${checks} step checks (${seeds} seeds)`);
  for (const alarm of alarms) console.log(`  ${alarm}`);
}
