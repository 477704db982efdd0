// `npm run mutate [-- ROOM…] [--sample N] [--seed S] [--file PART]`: makes one mistake at a time in the mathematics,
// the report, the runner and the publisher, and asks the fast tests of that room whether they notice. What survives is
// printed; test/mutation/survivors.json holds those that were looked at, each with its reason.
import { createHash } from "node:crypto";
import { fork } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { changesOf } from "./mutate/changes.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** What is changed, and whose tests must notice. */
const rooms = {
  math: { source: "src/math", tests: ["test/math"] },
  report: { source: "src/report", tests: ["test/report"] },
  run: { source: "src/node/run", tests: ["test/node/run"] },
  publish: { source: "src/node/publish", tests: ["test/node/publish", "test/report"] },
};
const goal = 0.85;
/** A change after which the tests take longer than this never ends, which is noticed too. */
const secondsAllowed = Number(process.env.LOSSBOOK_MUTANT_SECONDS ?? 300);

const { values, positionals } = parseArgs({
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    file: { type: "string", default: "" },
  },
  allowPositionals: true,
});
const chosen = positionals.length > 0 ? positionals : Object.keys(rooms);
const unknown = chosen.filter((name) => !(name in rooms));
if (unknown.length > 0 || (values.sample !== undefined && !(Number(values.sample) > 0))) {
  console.error(
    `mutate: rooms are ${Object.keys(rooms).join(", ")}; --sample takes a number (came: ${process.argv.slice(2).join(" ")})`,
  );
  process.exit(2);
}

const listed = JSON.parse(readFileSync(join(root, "test", "mutation", "survivors.json"), "utf8"));
const keyOf = ({ file, line, change }) => `${file}: ${line} [${change}]`;
const reasons = new Map(listed.map((one) => [keyOf(one), one.reason]));

function filesBelow(folder, end) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(end))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => path.slice(root.length + 1).replaceAll("\\", "/"))
    .sort();
}

/** The test files of a room and the files of src that each imports, near and far. */
async function importsOf(tests) {
  const entryPoints = tests.flatMap((folder) => filesBelow(folder, ".test.ts"));
  const imports = new Map();
  for (const entry of entryPoints) {
    const { metafile } = await build({
      entryPoints: [join(root, entry)],
      absWorkingDir: root,
      bundle: true,
      write: false,
      metafile: true,
      packages: "external",
      platform: "node",
      format: "esm",
      outdir: "unused",
      logLevel: "silent",
    });
    imports.set(entry, new Set(Object.keys(metafile.inputs)));
  }
  return imports;
}

/** All changes of a room, or the sample that the seed draws. */
function changesIn(source) {
  const all = filesBelow(source, ".ts")
    .filter((file) => file.includes(values.file))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return changesOf(file, text).map((change) => {
        const before = text.slice(0, change.start);
        const number = before.split("\n").length;
        const at = before.length - before.lastIndexOf("\n");
        return {
          ...change,
          file,
          number,
          line: text.split("\n")[number - 1].trim(),
          change: `${at - /^\s*/.exec(text.split("\n")[number - 1])[0].length}: ${text.slice(change.start, change.end)} → ${change.text}`,
        };
      });
    });
  if (values.sample === undefined) return { all: all.length, drawn: all };
  const place = (one) =>
    createHash("sha256")
      .update(`${values.seed}\0${keyOf(one)}\0${one.number}`)
      .digest("hex");
  const drawn = all
    .map((one) => [place(one), one])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, Number(values.sample))
    .map(([, one]) => one);
  return { all: all.length, drawn };
}

let worker;
/** A vitest of its own process, which is stopped when a change never ends. */
async function startWorker() {
  worker = fork(join(root, "scripts", "mutate", "worker.mjs"), {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await answer();
}
function answer() {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(resolve, "never ends"), secondsAllowed * 1000);
    const settle = (end, value) => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("exit", onExit);
      end(value);
    };
    const onMessage = (message) => settle(resolve, message);
    const onExit = (code) => settle(reject, new Error(`the worker ended with ${code}`));
    worker.on("message", onMessage).on("exit", onExit);
  });
}
async function ask(change, files) {
  worker.send({
    change: change && { ...change, id: join(root, change.file).replaceAll("\\", "/") },
    files,
  });
  const said = await answer();
  if (said !== "never ends") return said;
  worker.kill("SIGKILL");
  await startWorker();
  return { noticed: true, by: "a limit of time" };
}

let below = false;
await startWorker();
for (const name of chosen) {
  const { source, tests } = rooms[name];
  const started = Date.now();
  const imports = await importsOf(tests);
  const unchanged = await ask(undefined, [...imports.keys()]);
  if (unchanged.noticed) {
    console.error(`mutate: ${name}: the tests fail without a change (${unchanged.by})`);
    process.exitCode = 1;
    continue;
  }
  const { all, drawn } = changesIn(source);
  const survivors = [];
  let uncovered = 0;
  for (const change of drawn) {
    const related = [...imports.keys()].filter((test) => imports.get(test).has(change.file));
    const mirror = dirname(change.file).replace("src/", "test/");
    const near = related.filter((test) => test.startsWith(mirror));
    const far = related.filter((test) => !test.startsWith(mirror));
    let said = { noticed: false };
    for (const files of [near, far])
      if (!said.noticed && files.length > 0) said = await ask(change, files);
    if (related.length === 0) uncovered++;
    if (said.noticed) continue;
    survivors.push(change);
    const reason = reasons.get(keyOf(change));
    console.log(
      `${reason === undefined ? "survived" : "listed  "} ${change.file}:${change.number} ${change.kind} [${change.change}] ${change.line}` +
        (reason === undefined ? "" : `: ${reason}`),
    );
  }
  const looked = survivors.filter((one) => reasons.has(keyOf(one))).length;
  const killed = drawn.length - survivors.length;
  const share = killed / Math.max(1, drawn.length - looked);
  below ||= share < goal;
  console.log(
    `mutate: ${name}: ${killed} of ${drawn.length} noticed (${((100 * killed) / Math.max(1, drawn.length)).toFixed(0)} %), ` +
      `${looked} listed with a reason, ${survivors.length - looked} not; ${uncovered} in files that no fast test of the room imports; ` +
      `${all} changes in all, seed ${values.seed}, ${((Date.now() - started) / 1000).toFixed(0)} s`,
  );
}
worker.removeAllListeners("exit");
worker.kill();
if (below) {
  console.error(`mutate: the goal is ${goal * 100} % of what is not listed`);
  process.exitCode = 1;
}
