import { parentPort, workerData } from "node:worker_threads";
import { builtLibrary } from "./library.mjs";
import { tryCall } from "./tryCall.mjs";

// Makes the calls of a run one after the other, and tells of each before and after.

const { seed, from, to, progress } = workerData;
const library = await builtLibrary();
parentPort.postMessage({ ready: true });
for (let index = from; index < to; index++) {
  Atomics.store(progress, 0, index);
  const start = process.cpuUsage();
  let step = "";
  const { findings, ends } = tryCall(seed, index, library, (text) => {
    step = text;
    Atomics.add(progress, 1, 1);
    parentPort.postMessage({ step, index });
  });
  const spent = process.cpuUsage(start);
  const seconds = (spent.user + spent.system) / 1e6;
  parentPort.postMessage({ index, findings, ends, seconds, step });
}
parentPort.postMessage({ done: true });
