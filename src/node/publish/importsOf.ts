import type { CodeCell } from "../../report/page/renderReport.js";
import type { Imports } from "./pageAssets.js";

const statement = /\bimport\s+(?!type\b)([^"'();]*?)\s+from\s*["']([^"']+)["']/g;

/** The names that cells import of each module; of `* as all` and of a dynamic import, every name. */
export function importsOf(
  cells: readonly CodeCell[],
  exported: Readonly<Record<string, readonly string[]>>,
): Imports {
  const found = new Map(Object.keys(exported).map((module) => [module, new Set<string>()]));
  const wanted = (module: string, name: string): void => {
    // A type has no value to bring.
    if (exported[module]?.includes(name) === true) found.get(module)?.add(name);
  };
  for (const { source, stub } of cells)
    for (const text of stub === undefined ? [source] : [source, stub]) {
      for (const [, clause, module] of text.matchAll(statement)) {
        if (clause!.includes("*")) exported[module!]?.forEach((name) => wanted(module!, name));
        const list = /\{([^}]*)\}/.exec(clause!)?.[1] ?? "";
        for (const item of list.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, "").split(","))
          wanted(module!, item.trim().split(/\s+/)[0]!);
      }
      for (const [, module] of text.matchAll(/\b(?:import|require)\s*\(\s*["']([^"']+)["']/g))
        exported[module!]?.forEach((name) => wanted(module!, name));
    }
  return Object.fromEntries([...found].map(([module, names]) => [module, [...names].sort()]));
}

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
export async function exportedNames(): Promise<Readonly<Record<string, readonly string[]>>> {
  const [all, notebook] = await Promise.all([
    import("../../index.js"),
    import("../../notebook.js"),
  ]);
  return { "lossbook": Object.keys(all), "lossbook/notebook": Object.keys(notebook) };
}
