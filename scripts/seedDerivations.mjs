// `npm run seed-derivations [-- ANCHOR…] [--seeds=50] [--part=1/2]`: tests every derivation of the corpus and of the notebooks
// with as many seeds. All are true, so that every refusal is a false alarm; one fails the run.
import { loadDerivations } from "./loadDerivations.mjs";

const args = process.argv.slice(2);
const valueOf = (name, fallback) =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
const seeds = Number(valueOf("seeds", "50"));
if (!Number.isInteger(seeds) || seeds < 1) {
  throw new Error(`--seeds: a whole number from 1 was expected, got ${valueOf("seeds")}`);
}
const [part, parts] = valueOf("part", "1/1").split("/").map(Number);
const only = args.filter((arg) => !arg.startsWith("--"));

const { derivations, broken, testDerivation } = await loadDerivations();
for (const one of broken) console.error(`seeds: ${one}`);
let alarms = broken.length;
let tested = 0;
const costs = [];
for (const [i, { from, spec }] of derivations.entries()) {
  if (only.length > 0 && !only.includes(spec.anchor)) continue;
  if (i % parts !== part - 1) continue;
  const started = process.cpuUsage().user;
  for (let seed = 1; seed <= seeds; seed++) {
    tested++;
    try {
      testDerivation({ ...spec, seed });
    } catch (error) {
      alarms++;
      console.error(`seeds: FALSE ALARM ${from} ${spec.anchor}, seed ${seed}: ${error.message}`);
    }
  }
  costs.push({ spec, cost: (process.cpuUsage().user - started) / 1000 / seeds });
}
costs.sort((a, b) => a.cost - b.cost);
const median = costs[Math.floor(costs.length / 2)]?.cost ?? 0;
const total = costs.reduce((sum, { cost }) => sum + cost, 0);
console.log(
  `seeds: ${costs.length} derivations, ${tested} tests, ${alarms} false alarms; ` +
    `CPU of one: median ${median.toFixed(1)} ms, ${total.toFixed(0)} ms in all; dearest ` +
    costs
      .slice(-5)
      .reverse()
      .map(({ spec, cost }) => `${spec.anchor} ${cost.toFixed(0)}`)
      .join(", "),
);
if (alarms > 0) process.exitCode = 1;
