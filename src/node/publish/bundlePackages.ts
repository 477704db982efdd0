import { isBuiltin } from "node:module";
import { build, type BuildFailure } from "esbuild";

/** A package that cells or modules of a course import. */
export interface PackageImport {
  /** How it is known in the page. */
  readonly key: string;
  readonly specifier: string;
  /** The folder from which it is found. */
  readonly folder: string;
  readonly names: readonly string[] | "all";
}

export interface PackedPackages {
  /** A script that leaves them in `lossbookPackages`, and takes lossbook from `lossbookModules`; empty where there are none. */
  readonly text: string;
  /** Which of lossbook's modules they import. */
  readonly ofLossbook: readonly string[];
  /** What those that a page cannot have need, by their keys. */
  readonly needs: ReadonlyMap<string, string>;
}

/**
 * Packs the packages of a site for its pages' workers, with the names alone that somebody imports. One that needs Node,
 * itself or by what it imports, is left out, and what it needs is told.
 */
export async function bundlePackages(packages: readonly PackageImport[]): Promise<PackedPackages> {
  const needs = new Map<string, string>();
  const there: PackageImport[] = [];
  for (const one of packages)
    if (isBuiltin(one.specifier)) needs.set(one.key, one.specifier);
    else there.push(one);
  if (there.length === 0) return { ...nothing, needs };
  try {
    return { ...(await bundled(there)), needs };
  } catch {
    // Which of them it was is asked one by one: most courses do not come here.
  }
  const kept: PackageImport[] = [];
  for (const one of there)
    try {
      await bundled([one]);
      kept.push(one);
    } catch (error) {
      needs.set(one.key, reasonOf(error, one.specifier));
    }
  return { ...(kept.length === 0 ? nothing : await bundled(kept)), needs };
}

type Bundled = Omit<PackedPackages, "needs">;

const nothing: Bundled = { text: "", ofLossbook: [] };

/** The module that could not be had: Node's own where it is one, else the package itself. */
function reasonOf(error: unknown, specifier: string): string {
  const { errors = [] } = error as Partial<BuildFailure>;
  const [missing] = errors.flatMap(({ text }) => {
    const name = /^Could not resolve "([^"]+)"/.exec(text)?.[1];
    return name !== undefined && isBuiltin(name) ? [name] : [];
  });
  return missing ?? specifier;
}

async function bundled(packages: readonly PackageImport[]): Promise<Bundled> {
  const lines: string[] = [];
  const ofLossbook = new Set<string>();
  const entries = packages.map(({ key, names }, at) => {
    const from = JSON.stringify(`lossbook-package:${at}`);
    if (names === "all") return `${JSON.stringify(key)}: () => require(${from})`;
    lines.push(`import * as m${at} from ${from};`);
    const getters = names.map((name) => {
      const text = JSON.stringify(name);
      return `get ${text}() { return m${at}[${text}]; }`;
    });
    return `${JSON.stringify(key)}: { ${getters.join(", ")} }`;
  });
  const result = await build({
    stdin: {
      contents: `${lines.join("\n")}\nexport default { ${entries.join(",\n")} };`,
      resolveDir: packages[0]?.folder,
      loader: "js",
    },
    plugins: [
      {
        // The page's own: another copy would have a Runtime of its own, which shows nothing.
        name: "lossbook",
        setup(plugin) {
          plugin.onResolve({ filter: /^lossbook(?:\/notebook)?$/ }, ({ path }) => {
            ofLossbook.add(path);
            return { path, namespace: "lossbook" };
          });
          plugin.onLoad({ filter: /.*/, namespace: "lossbook" }, ({ path }) => ({
            contents: `module.exports = lossbookModules[${JSON.stringify(path)}];`,
          }));
        },
      },
      {
        name: "packages",
        setup: (plugin) =>
          void plugin.onResolve({ filter: /^lossbook-package:/ }, async ({ path, kind }) => {
            const one = packages[Number(path.split(":")[1])];
            if (one === undefined) return undefined;
            const resolveDir = one.folder;
            const found = await plugin.resolve(one.specifier, { resolveDir, kind });
            // As on the kernel: what is for `import` alone is there for `require` as well.
            return found.errors.length === 0
              ? found
              : plugin.resolve(one.specifier, { resolveDir, kind: "import-statement" });
          }),
      },
    ],
    // Said here, so that no tsconfig.json of a folder says it.
    tsconfigRaw: { compilerOptions: { target: "ES2022", verbatimModuleSyntax: true } },
    nodePaths: [],
    define: { "global": "globalThis", "process.env.NODE_ENV": '"production"' },
    bundle: true,
    write: false,
    minify: true,
    // What a cell prints of an object names its class.
    keepNames: true,
    format: "iife",
    globalName: "lossbookPackages",
    platform: "browser",
    target: ["chrome123", "firefox128", "safari17.5"],
    legalComments: "none",
    logLevel: "silent",
    charset: "utf8",
  });
  const text = result.outputFiles.map((file) => file.text.trim()).join("");
  return { text, ofLossbook: [...ofLossbook].sort() };
}
