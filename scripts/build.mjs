// Builds dist/: CommonJS for the kernel, ESM for bundlers and the command, .d.ts for both, the scripts of pages, and
// danfojs with what it needs.
// Skips when nothing changed, since `npm ci` calls it twice (the package links to itself).
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleDanfojs } from "./danfojs.mjs";
import { jupyterModule, writeJupyterScripts } from "./jupyterScripts.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const stampFile = join(dist, ".stamp");
const lockDirectory = join(root, "node_modules", ".lossbook-build-lock");

function sourceFiles(directory) {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.generated)\.(?:ts|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function stampOf(files) {
  const hash = createHash("sha256");
  const settings = [
    "package.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "scripts/build.mjs",
    "scripts/jupyterScripts.mjs",
  ];
  for (const file of [...settings.map((name) => join(root, name)), ...files]) {
    hash
      .update(relative(root, file).split(sep).join("/"))
      .update("\0")
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

const isFresh = (stamp) => existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;

/** Two builds at once would write over each other: the second waits, then finds the work done. */
async function withLock(work) {
  for (;;) {
    try {
      mkdirSync(lockDirectory);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const age =
        Date.now() - (statSync(lockDirectory, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 120_000) rmSync(lockDirectory, { recursive: true, force: true });
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lockDirectory, { recursive: true, force: true });
  }
}

/**
 * plotly.js for figures in Jupyter, minified. A Jupyter that was started in notebooks/ gives out nothing above it, so
 * its figures find plotly.js here.
 */
async function placePlotly() {
  const source = join(root, "node_modules", "plotly.js-dist");
  const target = join(root, "notebooks", "assets", "plotly.min.js");
  if (!existsSync(source)) return;
  const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const head = `// plotly.js ${version}, minified by scripts/build.mjs\n`;
  if (existsSync(target) && readFileSync(target, "utf8").startsWith(head)) return;
  const { transform } = await import("esbuild");
  const { code } = await transform(readFileSync(join(source, "plotly.js"), "utf8"), {
    minify: true,
    charset: "utf8",
  });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, head + code);
}

const copiedExports =
  'var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);';
const ownExports = 'var __toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });';

/**
 * esbuild exports a copy of a module's exports, whose getters call the getters of the first: every call from one file
 * to another went through both, and the second is one function for all of them, which V8 cannot make fast. A loss that
 * is called a million times in a cell took twice as long.
 */
function writeLight({ outputFiles }) {
  for (const { path, text } of outputFiles) {
    const light = text.replace(copiedExports, ownExports);
    if (light === text && path.endsWith(".js") && /^module\.exports = __toCommonJS/m.test(text))
      throw new Error(`build: ${path} exports in a way that is not known here`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, light);
  }
}

async function build() {
  await placePlotly();
  await bundleDanfojs();
  const files = sourceFiles(join(root, "src"));
  const stamp = stampOf(files);
  if (isFresh(stamp) && existsSync(jupyterModule)) return;
  const { build: esbuild } = await import("esbuild");
  await writeJupyterScripts();
  for (const stale of ["cjs", "esm", "page"])
    rmSync(join(dist, stale), { recursive: true, force: true });
  rmSync(stampFile, { force: true });
  const common = {
    entryPoints: [
      ...files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts")),
      jupyterModule,
    ],
    outbase: join(root, "src"),
    bundle: false,
    platform: "node",
    target: "es2022",
    sourcemap: true,
    logLevel: "warning",
    // Only the ESM build reads import.meta; the CommonJS build takes __dirname.
    logOverride: { "empty-import-meta": "silent" },
  };
  await Promise.all([
    esbuild({ ...common, format: "cjs", outdir: join(dist, "cjs"), write: false }).then(writeLight),
    esbuild({ ...common, format: "esm", outdir: join(dist, "esm") }),
  ]);
  writeFileSync(join(dist, "cjs", "package.json"), '{ "type": "commonjs" }\n');
  writeFileSync(join(dist, "esm", "package.json"), '{ "type": "module" }\n');
  const { buildScripts } = await import(
    pathToFileURL(join(dist, "esm", "node", "publish", "builtScripts.js")).href
  );
  await buildScripts();
  // node_modules/.bin/tsc may be the kernel's fork of TypeScript: name the compiler by its path.
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const types = spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json")], {
    stdio: "inherit",
  });
  if (types.status !== 0) {
    console.error(
      "build: the types do not check; dist/ has the JavaScript, but is not marked as built",
    );
    process.exitCode = 1;
    return;
  }
  writeFileSync(stampFile, stamp);
}

if (!existsSync(join(root, "node_modules", "esbuild"))) {
  console.error("build: the dependencies are missing; run npm ci first");
  process.exitCode = 1;
} else {
  await withLock(build);
}
