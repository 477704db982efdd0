// `npm run experiments [-- NAME…]`: runs the studies of src/learn/experiments over their whole grids and writes
// data/results/NAME.json. Stopped (Ctrl+C) and started again, it goes on where it was.
import { runExperiments } from "../dist/esm/node/experiments/index.js";

const stop = new globalThis.AbortController();
process.once("SIGINT", () => {
  console.error("experiments: stopping; run again to go on from here");
  stop.abort();
});
const started = Date.now();
try {
  const names = process.argv.slice(2);
  await runExperiments({
    ...(names.length > 0 && { names }),
    onProgress: (line) => console.log(line),
    signal: stop.signal,
  });
  console.log(`experiments: ${((Date.now() - started) / 1000).toFixed(0)} s`);
  if (stop.signal.aborted) process.exitCode = 130;
} catch (error) {
  console.error(`experiments: ${error.message}`);
  process.exitCode = 1;
}
