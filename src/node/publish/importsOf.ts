import type { CodeCell } from "../../report/page/renderReport.js";
import type { Imports } from "./pageAssets.js";

/** The values that each module of the package exports: module → names. */
export type Exported = ReadonlyMap<string, readonly string[]>;

const importStatement = /\bimport\b\s*(?!type\s)([^"'();]*?)\s*\bfrom\s*["']([^"']+)["']/g;
const dynamicImport = /\b(?:import|require)\s*\(\s*["'`]([^"'`]+)["'`]/g;

/** The names that cells import of each module; of `* as all` and of a dynamic import, every name. */
export function importsOf(cells: readonly CodeCell[], exported: Exported): Imports {
  const found = new Map([...exported.keys()].map((module) => [module, new Set<string>()]));
  const add = (module: string, names: readonly string[]): void => {
    const known = exported.get(module) ?? [];
    // A type has no value to bring.
    for (const name of names) if (known.includes(name)) found.get(module)?.add(name);
  };
  for (const { source, stub } of cells)
    for (const text of (stub === undefined ? [source] : [source, stub]).map(withoutComments)) {
      for (const [, clause = "", module = ""] of text.matchAll(importStatement))
        add(module, clause.includes("*") ? (exported.get(module) ?? []) : namesIn(clause));
      for (const [, module = ""] of text.matchAll(dynamicImport))
        add(module, exported.get(module) ?? []);
    }
  return Object.fromEntries([...found].map(([module, names]) => [module, [...names].sort()]));
}

/** `{ a, b as c }` → `a`, `b`. */
function namesIn(clause: string): string[] {
  const list = /\{([^}]*)\}/.exec(clause)?.[1] ?? "";
  return list.split(",").map((item) => item.trim().split(/\s+/)[0] ?? "");
}

/** Strings stay: what looks like a comment inside one is none. */
const withoutComments = (source: string): string =>
  source.replace(
    /("|'|`)(?:\\[\s\S]|(?!\1)[^\\])*\1|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (whole, quote?: string) => (quote === undefined ? " " : whole),
  );

/** The union of what several notebooks import. */
export function unitedImports(all: readonly Imports[]): Imports {
  const modules = [...new Set(all.flatMap((imports) => Object.keys(imports)))].sort();
  return Object.fromEntries(
    modules.map((module) => [
      module,
      [...new Set(all.flatMap((imports) => imports[module] ?? []))].sort(),
    ]),
  );
}

/** The values that each module of the package exports. */
export async function exportedNames(): Promise<Exported> {
  const [all, notebook] = await Promise.all([
    import("../../index.js"),
    import("../../notebook.js"),
  ]);
  return new Map([
    ["lossbook", Object.keys(all)],
    ["lossbook/notebook", Object.keys(notebook)],
  ]);
}
