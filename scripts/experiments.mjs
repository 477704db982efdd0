// `npm run experiments [-- [--all] NAME…]`: runs the studies of src/learn/experiments whose outcome is stale over
// their whole grids and writes data/results/NAME.json. Stopped (Ctrl+C) and started again, it goes on where it was.
import { runExperiments } from "../dist/esm/node/experiments/runExperiments.js";

const stop = new globalThis.AbortController();
process.once("SIGINT", () => {
  console.error("experiments: stopping; run again to go on from here");
  stop.abort();
});
const started = Date.now();
try {
  const given = process.argv.slice(2);
  const names = given.filter((name) => name !== "--all");
  const changed = await runExperiments({
    ...(names.length > 0 && { names }),
    all: names.length < given.length,
    onProgress: (line) => console.log(line),
    signal: stop.signal,
  });
  const verdict = ({ seen, evidence }) => `${seen ? "seen" : "not seen"} (${evidence})`;
  for (const { experiment, before, after } of changed) {
    console.log(`${experiment} CHANGED ITS VERDICT: ${after.claim}`);
    console.log(`  was ${verdict(before)}\n  is  ${verdict(after)}`);
  }
  const count = changed.length === 0 ? "no verdict changed" : `${changed.length} verdicts changed`;
  console.log(`experiments: ${((Date.now() - started) / 1000).toFixed(0)} s, ${count}`);
  if (stop.signal.aborted) process.exitCode = 130;
} catch (error) {
  console.error(`experiments: ${error.message}`);
  process.exitCode = 1;
}
