// Bundles danfojs-node into dist/vendor/, with what it needs: from the registry it asks for a spreadsheet package of a
// CDN, a native TensorFlow binary and the abandoned `request`, so that nobody could install a package that depends on it.
import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "dist", "vendor");
const stampFile = join(target, ".stamp");
const installed = (...path) => join(root, "node_modules", ...path);

/** What stands in the place of a package that danfojs requires. */
const replacements = {
  // The parts of tfjs that danfojs uses, on the processor; by the same files throughout, or there would be two engines.
  "@tensorflow/tfjs-node": `export * from "@tensorflow/tfjs-core";
    import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
    import "@tensorflow/tfjs-backend-cpu";
    export * as data from "@tensorflow/tfjs-data";
    import { env } from "@tensorflow/tfjs-core";
    // Otherwise it praises its native binary on stderr.
    env().set("PROD", true);`,
  "node-fetch": `export default (...all) => globalThis.fetch(...all);`,
  "request": `const refuse = () => {
      throw new Error("danfojs in lossbook reads files, not addresses: save the file, or fetch it and give its text");
    };
    refuse.get = refuse;
    module.exports = refuse;`,
  "mathjs": lazily("./mathjs.js"),
  "xlsx": lazily("./xlsx.js"),
};

/** A module that is read when something of it is first used: these two take longer than all the rest. */
function lazily(file) {
  return `let all;
    module.exports = new Proxy({}, { get: (_, name) => (all ??= require(${JSON.stringify(file)}))[name] });`;
}

const fromDanfo = installed("danfojs-node");
const requireFromDanfo = createRequire(join(fromDanfo, "package.json"));

const replace = {
  name: "replace",
  setup(build) {
    const filter = new RegExp(`^(?:${Object.keys(replacements).join("|")})$`);
    build.onResolve({ filter }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path, namespace: "replacement" },
    );
    build.onLoad({ filter: /.*/, namespace: "replacement" }, ({ path }) => ({
      contents: replacements[path],
      resolveDir: fromDanfo,
    }));
    build.onResolve(
      { filter: /^\.\/(?:mathjs|xlsx)\.js$/, namespace: "replacement" },
      ({ path }) => ({
        path,
        external: true,
      }),
    );
    build.onResolve({ filter: /^@tensorflow\/tfjs-(?:core|data|backend-cpu)$/ }, ({ path }) => ({
      path: installed(path, "dist", "index.js"),
      // Their package.json says less: the kernels of the backend would be dropped.
      sideEffects: true,
    }));
  },
};

/** Writes the bundle, its types and its licences, unless they are there for these versions. */
export async function bundleDanfojs() {
  const stamp = stampOf();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  const { build } = await import("esbuild");
  rmSync(target, { recursive: true, force: true });
  const common = {
    absWorkingDir: fromDanfo,
    outdir: target,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    // Frames print the names of their classes.
    keepNames: true,
    legalComments: "none",
    charset: "utf8",
    metafile: true,
    logLevel: "warning",
    tsconfigRaw: "{}",
  };
  const packed = await Promise.all([
    build({
      ...common,
      entryPoints: { danfojs: "danfojs-node" },
      // Asked for in a browser alone.
      external: ["plotly.js-dist-min"],
      plugins: [replace],
    }),
    build({
      ...common,
      stdin: {
        contents: 'export { mean, median, mode, std, variance } from "mathjs";',
        resolveDir: fromDanfo,
      },
      entryNames: "mathjs",
    }),
    // Its module build does not know Node's files.
    build({ ...common, entryPoints: { xlsx: requireFromDanfo.resolve("xlsx") } }),
  ]);
  writeFileSync(join(target, "package.json"), '{ "type": "commonjs" }\n');
  copyTypes(join(fromDanfo, "dist"), join(target, "danfojs"));
  const inputs = packed.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  writeFileSync(join(target, "LICENSES.txt"), licencesOf(inputs));
  writeFileSync(stampFile, stamp);
}

function stampOf() {
  const hash = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of ["danfojs-node", "@tensorflow/tfjs-core", "esbuild"])
    hash.update(readFileSync(installed(name, "package.json")));
  return hash.digest("hex");
}

function copyTypes(from, to) {
  cpSync(from, to, {
    recursive: true,
    filter: (path) => !/\.\w+$/.test(path) || path.endsWith(".d.ts"),
  });
}

/** The licences of the packages that these files are of, each by its name and version. */
function licencesOf(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const path = join(fromDanfo, input);
    const found = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(path)?.[1];
    if (found !== undefined) folders.add(found);
  }
  const parts = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|notice)/i.test(entry));
    const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
    return `${name} ${version} (${license})\n\n${text}`.trim();
  });
  return `Packages that are part of the files in this folder.\n\n${parts.sort().join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
