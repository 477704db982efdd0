// `npm run mutate-derivations [-- ANCHOR…] [--write] [--notebooks] [--part=1/2]`: changes every derivation of the corpus and of the
// notebooks by one mistake at a time and tests it again. Every change must be noticed, unless it leaves
// the same function: those are listed, each with its reason. `--write` rewrites that list. `--stale` tries nothing, and
// only says which listed changes are made no more (`--list=FILE` for another list).
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "test", "lesson", "derivation");
const args = process.argv.slice(2);
const listFile =
  args.find((arg) => arg.startsWith("--list="))?.slice(7) ?? join(folder, "equivalentMutants.json");
const write = args.includes("--write");
const only = args.filter((arg) => !arg.startsWith("--"));
// --part=1/2: every second derivation, so that two processes can share the work.
const [part, parts] = (args.find((arg) => arg.startsWith("--part="))?.slice(7) ?? "1/1")
  .split("/")
  .map(Number);

/** The cells of a notebook that show a derivation, with the imports of all its cells before them. */
function derivationCells(file) {
  const { cells } = JSON.parse(readFileSync(join(root, "notebooks", file), "utf8"));
  const code = cells
    .filter((cell) => cell.cell_type === "code")
    .map((cell) => (Array.isArray(cell.source) ? cell.source.join("") : cell.source));
  const importLine = /^import\s[^;]*?from\s*["'][^"']+["'];?[^\S\n]*$/gm;
  const names = new Map();
  for (const cell of code) {
    for (const [line] of cell.matchAll(importLine)) {
      const [, list, from] =
        /^import\s+(?!type)\{([^}]*)\}\s*from\s*["']([^"']+)["']/.exec(line) ?? [];
      if (from === undefined || !from.startsWith("lossbook")) continue;
      for (const name of list.split(",").map((part) => part.trim())) {
        if (name !== "" && !name.startsWith("type ")) names.set(name, from);
      }
    }
  }
  const imports = [...names].map(([name, from]) => `import { ${name} } from "${from}";`).join("\n");
  const bodies = code
    .filter((cell) => /\bderive\(/.test(cell))
    .map((cell) => `await (async () => {\n${cell.replace(importLine, "")}\n})();`);
  return bodies.length === 0 ? undefined : `${imports}\n${bodies.join("\n")}`;
}

const notebooks = readdirSync(join(root, "notebooks"))
  .filter((file) => file.endsWith(".ipynb"))
  .sort();
const sources = new Map();
for (const file of notebooks) {
  const source = derivationCells(file);
  if (source !== undefined) sources.set(file, source);
}

const path = (...parts) => JSON.stringify(join(root, ...parts));
const entry = `
import { corpus } from ${path("test", "lesson", "derivation", "corpus", "index.ts")};
import { changesOf, mutateDerivation } from ${path("test", "lesson", "derivation", "mutation", "mutate.ts")};
import { installRuntime } from ${path("src", "lesson", "runtime.ts")};
import { taken } from "capture";
installRuntime({ display() {}, readTable() { throw new Error("a derivation needs no table"); }, call: (body) => body(), state: new Map() });
export { changesOf, corpus, mutateDerivation, taken };
export const notebooks = {
${[...sources.keys()].map((file) => `  ${JSON.stringify(file)}: () => import(${JSON.stringify(`cells:${file}`)}),`).join("\n")}
};
`;
const capture = `
export const taken = [];
export function derive(anchor, quantities, options = {}) {
  return (strings, ...values) => {
    taken.push({ anchor, quantities, ...options, text: String.raw({ raw: strings.raw }, ...values) });
  };
}
`;
const plugin = {
  name: "notebooks",
  setup(builder) {
    builder.onResolve(
      { filter: /^(capture|cells:|lossbook$|lossbook\/notebook$)/ },
      ({ path: name }) => ({
        path: name,
        namespace: "virtual",
      }),
    );
    builder.onLoad({ filter: /.*/, namespace: "virtual" }, ({ path: name }) => {
      const resolveDir = root;
      if (name === "capture") return { contents: capture, resolveDir };
      if (name === "lossbook")
        return { contents: `export * from ${path("src", "index.ts")};`, resolveDir };
      if (name === "lossbook/notebook") {
        return {
          contents: `export * from ${path("src", "notebook.ts")};\nexport { derive } from "capture";`,
          resolveDir,
        };
      }
      return { contents: sources.get(name.slice("cells:".length)), resolveDir, loader: "ts" };
    });
  },
};

const work = mkdtempSync(join(tmpdir(), "lossbook-mutate-"));
let failed = false;
try {
  await build({
    stdin: { contents: entry, resolveDir: root, loader: "ts" },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "es2022",
    outdir: work,
    outExtension: { ".js": ".mjs" },
    entryNames: "main",
    logLevel: "warning",
    plugins: [plugin],
  });
  const {
    changesOf,
    corpus,
    mutateDerivation,
    taken,
    notebooks: cells,
  } = await import(pathToFileURL(join(work, "main.mjs")).href);
  const derivations = corpus.map((spec) => ({ from: "corpus", spec }));
  for (const [file, load] of Object.entries(cells)) {
    const before = taken.length;
    try {
      await load();
    } catch (error) {
      failed = true;
      console.error(`mutate: ${file}: a derivation's cell must stand alone, but ${error.message}`);
    }
    for (const spec of taken.slice(before)) derivations.push({ from: file, spec });
  }
  console.log(
    `mutate: ${Object.keys(cells).length} notebooks with derivations, ${derivations.length} derivations in all`,
  );
  const before = JSON.parse(readFileSync(listFile, "utf8"));
  if (args.includes("--stale")) reportStale(before, derivations, changesOf);
  else tryAll(before, derivations, mutateDerivation);
} finally {
  rmSync(work, { recursive: true, force: true });
}
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
  const kinds = new Map();
  const equivalents = [];
  const looked = [];
  for (const [i, { from, spec }] of derivations.entries()) {
    if (only.length > 0 && !only.includes(spec.anchor)) continue;
    if (i % parts !== part - 1) continue;
    if (from === "corpus" && args.includes("--notebooks")) continue;
    looked.push({ from, spec });
    const started = performance.now();
    const mutants = mutateDerivation(spec);
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `mutate: ${i + 1}/${derivations.length} ${from} ${spec.anchor}: ${mutants.length} mutants, ${seconds.toFixed(1)} s, ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`,
    );
    const perLine = new Map();
    for (const { derivation, step, kind, mutant, fate, reason } of mutants) {
      count[fate]++;
      const row = kinds.get(kind) ?? { killed: 0, trivial: 0, equivalent: 0, survived: 0 };
      row[fate]++;
      kinds.set(kind, row);
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
  for (const [kind, row] of [...kinds].sort(([a], [b]) => a.localeCompare(b))) {
    console.log(
      `${kind.padEnd(26)} ${String(row.killed).padStart(6)} ${String(row.trivial).padStart(8)} ${String(row.equivalent).padStart(11)}`,
    );
  }
  const generated = count.killed + count.trivial + count.equivalent + count.survived;
  const share = (100 * (count.killed + count.trivial)) / Math.max(1, generated - count.equivalent);
  console.log(
    `\n${looked.length} derivations (${looked.filter(({ from }) => from !== "corpus").length} of notebooks), ${kinds.size} kinds, ${generated} mutants: ` +
      `${count.killed} killed, ${count.trivial} killed trivially, ${count.equivalent} equivalent, ${count.survived} survived; ` +
      `${share.toFixed(2)} % of those that are not equivalent are killed.`,
  );
  if (write) {
    // What this run did not look at stays, as long as its derivation is there.
    const seen = new Set(looked.map(placeOf));
    const there = new Set(derivations.map(placeOf));
    const kept = before
      .map((one) => [placeOf({ from: one.from, spec: { anchor: one.derivation } }), one])
      .filter(([place]) => there.has(place) && !seen.has(place))
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
      if (!places.has(place) || found.has(keyOf(one))) continue;
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
