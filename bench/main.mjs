// `npm run bench [-- NAME… --smoke]`: runs bench/NAME.bench.mjs, all of them by default.
// Each exports `run({ smoke })` and prints its own table with the ratios. With --smoke sizes are
// small and nothing is judged: it only shows that the benchmark runs.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const available = readdirSync(folder)
  .filter((file) => file.endsWith(".bench.mjs"))
  .map((file) => file.replace(".bench.mjs", ""))
  .sort();
const args = process.argv.slice(2);
const smoke = args.includes("--smoke");
const names = args.filter((argument) => argument !== "--smoke");
const unknown = names.filter((name) => !available.includes(name));
if (unknown.length > 0) {
  console.error(
    `bench: no benchmark named ${unknown.join(", ")}; there are: ${available.join(", ")}`,
  );
  process.exit(2);
}
for (const name of names.length > 0 ? names : available) {
  console.log(`\n== ${name} ==`);
  const { run } = await import(pathToFileURL(join(folder, `${name}.bench.mjs`)).href);
  await run({ smoke });
}
