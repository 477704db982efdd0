// `npm run mutate-derivations [-- ANCHOR…] [--write] [--notebooks] [--part=1/2]`: changes every derivation of the corpus and of the
// notebooks by one mistake at a time and tests it again. Every change must be noticed, unless it leaves
// the same function: those are listed, each with its reason. `--write` rewrites that list. `--stale` tries nothing, and
// only says which listed changes are made no more (`--list=FILE` for another list). `--kinds=PATTERN` tries some kinds
// alone, and then says nothing of listed changes of the others.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadDerivations } from "./loadDerivations.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "test", "lesson", "derivation");
const args = process.argv.slice(2);
const listFile =
  args.find((arg) => arg.startsWith("--list="))?.slice(7) ?? join(folder, "equivalentMutants.json");
const write = args.includes("--write");
const kinds = new RegExp(args.find((arg) => arg.startsWith("--kinds="))?.slice(8) ?? "");
const only = args.filter((arg) => !arg.startsWith("--"));
// --part=1/2: every second derivation, so that two processes can share the work.
const [part, parts] = (args.find((arg) => arg.startsWith("--part="))?.slice(7) ?? "1/1")
  .split("/")
  .map(Number);

let failed = false;
const { derivations, broken, notebooks, changesOf, mutateDerivation } = await loadDerivations();
for (const one of broken) {
  failed = true;
  console.error(`mutate: ${one}`);
}
console.log(
  `mutate: ${notebooks} notebooks with derivations, ${derivations.length} derivations in all`,
);
const before = JSON.parse(readFileSync(listFile, "utf8"));
if (args.includes("--stale")) reportStale(before, derivations, changesOf);
else tryAll(before, derivations, mutateDerivation);
if (failed) process.exitCode = 1;

/** Listed changes that are made no more, or whose derivation is gone. */
function reportStale(before, derivations, changesOf) {
  const made = new Set(
    derivations.flatMap(({ from, spec }) =>
      before.some((one) => one.from === from && one.derivation === spec.anchor)
        ? changesOf(spec).map((change) => keyOf({ from, ...change }))
        : [],
    ),
  );
  const stale = before.filter((one) => !made.has(keyOf(one)));
  for (const one of stale) {
    failed = true;
    console.error(`mutate: listed as equivalent, but made no more: ${keyOf(one)} (--write)`);
  }
  console.log(
    `mutate: ${before.length - stale.length} of ${before.length} listed changes are made`,
  );
}

function tryAll(before, derivations, mutateDerivation) {
  const count = { killed: 0, trivial: 0, equivalent: 0, survived: 0 };
  const rows = new Map();
  const equivalents = [];
  const looked = [];
  for (const [i, { from, spec }] of derivations.entries()) {
    if (only.length > 0 && !only.includes(spec.anchor)) continue;
    if (i % parts !== part - 1) continue;
    if (from === "corpus" && args.includes("--notebooks")) continue;
    looked.push({ from, spec });
    const started = performance.now();
    const mutants = mutateDerivation(spec, (_, changes) =>
      [...changes.keys()].filter((n) => kinds.test(changes[n].kind)),
    );
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `mutate: ${i + 1}/${derivations.length} ${from} ${spec.anchor}: ${mutants.length} mutants, ${seconds.toFixed(1)} s, ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`,
    );
    const perLine = new Map();
    for (const { derivation, step, kind, mutant, fate, reason } of mutants) {
      count[fate]++;
      const row = rows.get(kind) ?? { killed: 0, trivial: 0, equivalent: 0, survived: 0 };
      row[fate]++;
      rows.set(kind, row);
      if (fate === "survived") {
        failed = true;
        console.error(`mutate: SURVIVED ${from} ${derivation}, line ${step}: ${kind}: ${mutant}`);
      }
      if (fate === "equivalent") {
        equivalents.push({ from, derivation, step, kind, mutant, reason });
        perLine.set(step, (perLine.get(step) ?? 0) + 1);
      }
    }
    for (const [step, number] of perLine) {
      if (number >= 8) {
        console.log(
          `mutate: ${from} ${spec.anchor}, line ${step}: ${number} changes leave the same function: written at the wrong level?`,
        );
      }
    }
  }
  console.log("\nkind                       killed  trivial  equivalent");
  for (const [kind, row] of [...rows].sort(([a], [b]) => a.localeCompare(b))) {
    console.log(
      `${kind.padEnd(26)} ${String(row.killed).padStart(6)} ${String(row.trivial).padStart(8)} ${String(row.equivalent).padStart(11)}`,
    );
  }
  const generated = count.killed + count.trivial + count.equivalent + count.survived;
  const share = (100 * (count.killed + count.trivial)) / Math.max(1, generated - count.equivalent);
  console.log(
    `\n${looked.length} derivations (${looked.filter(({ from }) => from !== "corpus").length} of notebooks), ${rows.size} kinds, ${generated} mutants: ` +
      `${count.killed} killed, ${count.trivial} killed trivially, ${count.equivalent} equivalent, ${count.survived} survived; ` +
      `${share.toFixed(2)} % of those that are not equivalent are killed.`,
  );
  if (write) {
    // What this run did not look at stays, as long as its derivation is there.
    const seen = new Set(looked.map(placeOf));
    const wasTried = (place, one) => seen.has(place) && kinds.test(one.kind);
    const there = new Set(derivations.map(placeOf));
    const kept = before
      .map((one) => [placeOf({ from: one.from, spec: { anchor: one.derivation } }), one])
      .filter(([place, one]) => there.has(place) && !wasTried(place, one))
      .map(([, one]) => one);
    const order = [...there];
    const list = [...kept, ...equivalents].sort(
      (a, b) =>
        order.indexOf(`${a.from} ${a.derivation}`) - order.indexOf(`${b.from} ${b.derivation}`),
    );
    const beside = `${listFile}.new`;
    writeFileSync(beside, `${JSON.stringify(list, null, 2)}\n`);
    renameSync(beside, listFile);
    console.log(`mutate: wrote ${list.length} equivalents to ${listFile}`);
  } else {
    const known = new Set(before.map(keyOf));
    for (const mutant of equivalents.filter((one) => !known.has(keyOf(one)))) {
      failed = true;
      console.error(
        `mutate: not in the list of equivalents: ${keyOf(mutant)} (look at it, then --write)`,
      );
    }
    const found = new Set(equivalents.map(keyOf));
    const places = new Set(looked.map(placeOf));
    for (const one of before) {
      const place = placeOf({ from: one.from, spec: { anchor: one.derivation } });
      if (!places.has(place) || !kinds.test(one.kind) || found.has(keyOf(one))) continue;
      failed = true;
      console.error(`mutate: listed as equivalent, but is not: ${keyOf(one)} (--write)`);
    }
  }
}

function placeOf({ from, spec }) {
  return `${from} ${spec.anchor}`;
}

function keyOf({ from, derivation, step, kind, mutant }) {
  return `${from} ${derivation}, line ${step}: ${kind}: ${mutant}`;
}
