import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

// npm run fuzz [-- --calls N --seed S --from I --verbose]
// Random calls of every public function. Each has two seconds of the processor; what takes longer is ended and named.

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    verbose: { type: "boolean", default: false },
  },
});
const [calls, seed, first] = [values.calls, values.seed, values.from].map(Number);
for (const [name, value] of Object.entries({ calls, seed, from: first }))
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`--${name} must be a whole number of at least 0, got ${values[name]}`);

/** Seconds of the processor that one step may take. */
const LONGEST = 2;
/** A call takes a step, is repeated, made once more with typed arrays, and held to a law. */
const STEPS = 4;

const findings = [];
const outcomes = new Map();
const answered = new Map();
const seconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Runs the calls from `from` in a worker until all are made or one hangs: the number of the next call. */
function runFrom(from, to) {
  const progress = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(fileURLToPath(new URL("worker.mjs", import.meta.url)), {
    workerData: { seed, from, to, progress },
  });
  return new Promise((resolve, reject) => {
    let [seen, since, step] = [-1, Infinity, ""];
    const end = (next) => {
      clearInterval(watch);
      worker.terminate().then(() => resolve(next), reject);
    };
    const watch = setInterval(() => {
      const now = Atomics.load(progress, 1);
      if (now !== seen) [seen, since] = [now, seconds()];
      if (now === 0 || seconds() - since < LONGEST * STEPS) return;
      const index = Atomics.load(progress, 0);
      findings.push({ seed, index, name: step.split("(")[0], outcome: "hang", detail: `more than ${LONGEST * STEPS} s`, call: step });
      end(index + 1);
    }, 100);
    worker.on("message", (message) => {
      if (message.step !== undefined && message.ends === undefined) step = message.step;
      else if (message.done) end(to);
      else if (message.ends !== undefined) record(message);
    });
    worker.on("error", (error) => {
      clearInterval(watch);
      reject(error);
    });
  });
} // prettier-ignore

function record({ index, findings: found, ends, seconds: spent, step }) {
  findings.push(...found);
  for (const { name, outcome } of ends) {
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const [tried, right] = answered.get(name) ?? [0, 0];
    answered.set(name, [tried + 1, right + (outcome === "answer" ? 1 : 0)]);
  }
  if (spent > LONGEST * STEPS)
    findings.push({ seed, index, name: step.split("(")[0], outcome: "slow", detail: `${spent.toFixed(1)} s`, call: step });
} // prettier-ignore

process.once("SIGTERM", () => {
  report();
  process.exit(1);
});
for (let next = first; next < first + calls;) next = await runFrom(next, first + calls);

report();

function report() {
  const kinds = groups(findings);
  for (const [kind, some] of [...kinds].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    console.log(`${kind}  × ${some.length}`);
    for (const { index, detail, call } of values.verbose ? some : some.slice(0, 2))
      console.log(`    #${index}  ${detail ?? ""}\n      ${call}`);
  }
  const never = [...answered].filter(([, [tried, right]]) => tried >= 20 && right === 0);
  if (never.length > 0) console.log(`never answered: ${never.map(([name]) => name).join(", ")}`);
  const total = [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  console.log(`${calls} calls of seed ${seed}, with a method of what they answered: ${total}.`);
  console.log(
    findings.length === 0
      ? "Nothing is wrong."
      : `${findings.length} findings of ${kinds.size} kinds.`,
  );
  process.exitCode = findings.length === 0 ? 0 : 1;
}

function groups(list) {
  const made = new Map();
  for (const one of list) {
    const key = `${one.outcome}: ${one.name}`;
    made.set(key, [...(made.get(key) ?? []), one]);
  }
  return made;
}
