import { basename, dirname } from "node:path";
import { build, type StdinOptions } from "esbuild";
import { packageRoot } from "../course/packageRoot.js";

/** How the sources are read, said here: otherwise the tsconfig.json of whatever folder is nearest would say it. */
const compilerOptions = { target: "ES2022", verbatimModuleSyntax: true } as const;

export interface BundleOptions {
  /** Names that stand for JavaScript expressions, as esbuild's `define`. */
  readonly define?: Readonly<Record<string, string>>;
  /** The text stands inside a page: nothing in it may end its element. */
  readonly inline?: boolean;
}

/**
 * One script or style with all that it imports, minified. `entry` is a file of `src/`, or the text of a module beside
 * the package's package.json. Nothing of the working folder or of a folder above the package is read.
 *
 * Errors  an import from outside the package and what is installed for it; inline text that would end its element.
 */
export async function bundle(
  entry: string | Pick<StdinOptions, "contents">,
  { define = {}, inline = false }: BundleOptions = {},
): Promise<string> {
  const root = packageRoot();
  const name = typeof entry === "string" ? entry : "the bundled module";
  const result = await build({
    ...(typeof entry === "string"
      ? { entryPoints: [`./src/${entry}`] }
      : { stdin: { ...entry, resolveDir: root, loader: "ts" } }),
    absWorkingDir: root,
    // What is put together for the worker holds packages that were not written for strict mode.
    tsconfigRaw: { compilerOptions: { ...compilerOptions, strict: typeof entry === "string" } },
    nodePaths: [],
    define: { ...define },
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: ["chrome123", "firefox128", "safari17.5"],
    legalComments: "none",
    logLevel: "silent",
    charset: "utf8",
  });
  const foreign = Object.keys(result.metafile.inputs).find((path) => !isOurs(path, root));
  if (foreign !== undefined)
    throw new Error(`${name}: imports ${foreign}, which is neither lossbook's nor a dependency's`);
  const text = result.outputFiles
    .map((file) => file.text)
    .join("")
    .trim();
  if (inline && /<\/(?:script|style)|<!--/i.test(text))
    throw new Error(`${name}: the bundle holds "</script", "</style" or "<!--"`);
  return text;
}

/**
 * A path as esbuild gives it, relative to the package: of its sources, of a folder of installed packages, or of a package
 * that is installed beside this one.
 */
function isOurs(path: string, root: string): boolean {
  if (/^(?:<stdin>$|src\/|(?:\.\.\/)*node_modules\/)/.test(path)) return true;
  return basename(dirname(root)) === "node_modules" && /^\.\.\/[^./]/.test(path);
}
