// The derivations of the corpus and of the notebooks, with the functions that try them, bundled from the sources.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

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
installRuntime({ display() {}, readTable() { throw new Error("a derivation needs no table"); }, call: (body) => body() });
export { changesOf, corpus, mutateDerivation, taken };
export { testDerivation } from ${path("src", "lesson", "derive", "derive.ts")};
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

/**
 * Every derivation as { from, spec }: of the corpus, then of each notebook. `broken` are the notebooks with a cell that
 * does not stand alone.
 */
export async function loadDerivations() {
  const work = mkdtempSync(join(tmpdir(), "lossbook-derivations-"));
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
      corpus,
      taken,
      notebooks: cells,
      ...functions
    } = await import(pathToFileURL(join(work, "main.mjs")).href);
    const derivations = corpus.map((spec) => ({ from: "corpus", spec }));
    const broken = [];
    for (const [file, load] of Object.entries(cells)) {
      const before = taken.length;
      try {
        await load();
      } catch (error) {
        broken.push(`${file}: a derivation's cell must stand alone, but ${error.message}`);
      }
      for (const spec of taken.slice(before)) derivations.push({ from: file, spec });
    }
    return { derivations, broken, notebooks: Object.keys(cells).length, ...functions };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
