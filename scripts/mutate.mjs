// `npm run mutate [-- ROOM…] [--sample N] [--seed S] [--file PART]`: makes one mistake at a time in the mathematics,
// the report, the runner and the publisher, and asks the fast tests of that room whether they notice. What survives is
// printed; test/mutation/survivors.json holds those that were looked at, each with its reason.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundlesOf } from "./mutate/bundles.mjs";
import { changesOf } from "./mutate/changes.mjs";
import { thatCompile } from "./mutate/compiles.mjs";
import { tryAll } from "./mutate/tryAll.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** What is changed, and whose tests must notice. */
const rooms = {
  math: { source: "src/math", tests: ["test/math"] },
  report: { source: "src/report", tests: ["test/report"] },
  run: { source: "src/node/run", tests: ["test/node/run"] },
  publish: { source: "src/node/publish", tests: ["test/node/publish"] },
};
const goal = 0.85;

const { values, positionals } = parseArgs({
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    file: { type: "string", default: "" },
    verbose: { type: "boolean", default: false },
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
// By content: a line that moves keeps its reason, one that changes has to be looked at again.
const keyOf = ({ file, line, change }) => `${file}: ${line} [${change}]`;
const reasons = new Map(listed.map((one) => [keyOf(one), one.reason]));

function filesBelow(folder, end) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(end))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => path.slice(root.length + 1).replaceAll("\\", "/"))
    .sort();
}

/** All changes of a file, each with its line and where in it the change stands. */
function changesIn(file) {
  const text = readFileSync(join(root, file), "utf8");
  const lines = text.split("\n");
  return changesOf(file, text).map((change) => {
    const before = text.slice(0, change.start);
    const number = before.split("\n").length;
    const line = lines[number - 1];
    const column = before.length - before.lastIndexOf("\n") - /^\s*/.exec(line)[0].length;
    return {
      ...change,
      file,
      number,
      line: line.trim(),
      change: `${column}: ${text.slice(change.start, change.end)} → ${change.text}`,
    };
  });
}

/** Those that the compiler lets through; of a sample, as many as are wanted, in the order that the seed draws. */
function drawnFrom(all) {
  if (values.sample === undefined) return thatCompile(root, all);
  const wanted = Number(values.sample);
  const seen = new Map();
  const place = (one) => {
    const key = keyOf(one);
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return createHash("sha256")
      .update(`${values.seed}\0${key}\0${seen.get(key)}`)
      .digest("hex");
  };
  const ordered = all
    .map((one) => [place(one), one])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
  const drawn = [];
  for (let from = 0; drawn.length < wanted && from < ordered.length; from += 2 * wanted)
    drawn.push(...thatCompile(root, ordered.slice(from, from + 2 * wanted)));
  return drawn.slice(0, wanted);
}

const rows = [];
for (const room of chosen) {
  const { source, tests } = rooms[room];
  const started = Date.now();
  const all = filesBelow(source, ".ts")
    .filter((file) => file.includes(values.file))
    .flatMap(changesIn);
  const drawn = drawnFrom(all).map((one, id) => ({
    ...one,
    id,
    near: dirname(one.file).replace("src/", "test/"),
  }));
  const bundles = await bundlesOf(
    root,
    tests.flatMap((folder) => filesBelow(folder, ".test.ts")),
    drawn,
  );
  const folder = mkdtempSync(join(tmpdir(), "lossbook-mutate-"));
  writeFileSync(join(folder, "plan.json"), JSON.stringify({ bundles, changes: drawn }));
  const { failing, outcomes } = await tryAll(root, folder);
  rmSync(folder, { recursive: true, force: true });
  if (failing.length > 0) {
    console.error(`mutate: ${room}: tests fail without a change\n  ${failing.join("\n  ")}`);
    process.exitCode = 1;
    continue;
  }
  const counts = { killed: 0, listed: 0, survived: 0 };
  for (const change of drawn) {
    const { by, reached } = outcomes.get(change.id);
    const reason = reasons.get(keyOf(change));
    const kind = by !== undefined ? "killed" : reason !== undefined ? "listed" : "survived";
    counts[kind]++;
    if (kind === "killed" && !values.verbose) continue;
    const why = by ?? reason ?? (reached ? undefined : "no test reaches it");
    console.log(
      `${kind} ${change.file}:${change.number} ${change.kind} [${change.change}] ${change.line}` +
        (why === undefined ? "" : `: ${why}`),
    );
  }
  const share = counts.killed / Math.max(1, drawn.length - counts.listed);
  if (share < goal) process.exitCode = 1;
  rows.push({
    room,
    "changes": drawn.length,
    "killed": counts.killed,
    "survived, with reason": counts.listed,
    "survived, without": counts.survived,
    "killed of those without reason": `${(100 * share).toFixed(0)} %`,
    "possible changes": all.length,
    "seconds": Math.round((Date.now() - started) / 1000),
  });
}

if (rows.length > 0) {
  const heads = Object.keys(rows[0] ?? {});
  const widths = heads.map((head) =>
    Math.max(head.length, ...rows.map((row) => String(row[head]).length)),
  );
  const lineOf = (cells) =>
    `| ${cells.map((cell, k) => (k === 0 ? String(cell).padEnd(widths[k]) : String(cell).padStart(widths[k]))).join(" | ")} |`;
  console.log(`\nSeed ${values.seed}\n`);
  for (const cells of [heads, widths.map((width) => "-".repeat(width)), ...rows.map(Object.values)])
    console.log(lineOf(cells));
}
if (process.exitCode === 1) console.error(`mutate: the goal is ${goal * 100} % in each room`);
