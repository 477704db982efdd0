import { createRequire } from "node:module";
import { join } from "node:path";
import { packageRoot } from "../packageRoot.js";

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
  readCSV(path: string, options: Readonly<Record<string, unknown>>): Promise<DataFrame>;
}

let loaded: Danfo | undefined;

/** danfojs-node, loaded when first needed: it takes more than a second. */
export function danfo(): Danfo {
  // Both builds and the tests come here; require works from all, since danfojs is CommonJS.
  loaded ??= createRequire(join(packageRoot(), "package.json"))("danfojs-node") as Danfo;
  return loaded;
}
