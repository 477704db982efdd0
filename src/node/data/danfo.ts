import { createRequire } from "node:module";
import { join } from "node:path";
import { packageRoot } from "../course/packageRoot.js";
import { requireLazily } from "./requireLazily.js";

/** The part of a danfojs-node DataFrame that we rely on. */
export interface DataFrame {
  readonly columns: string[];
  readonly dtypes: string[];
  readonly shape: number[];
  readonly values: unknown;
  print(): void;
}

interface Danfo {
  readonly DataFrame: new (
    data: object,
    config?: { readonly dtypes?: readonly string[]; readonly columns?: readonly string[] },
  ) => DataFrame;
}

let loaded: Danfo | undefined;

/**
 * danfojs-node, loaded when first needed: it takes about a second. mathjs (medians and modes of a DataFrame) and xlsx
 * (Excel files) would take as long again, and wait until something of theirs is used.
 */
export function danfo(): Danfo {
  if (loaded === undefined) {
    // Both builds and the tests come here; require works from all, since danfojs is CommonJS.
    const require = createRequire(join(packageRoot(), "package.json"));
    const inDanfo = createRequire(require.resolve("danfojs-node"));
    const seldomUsed = ["mathjs", "xlsx"].map((name) => inDanfo.resolve(name));
    loaded = requireLazily(require, seldomUsed, () => require("danfojs-node") as Danfo);
  }
  return loaded;
}
