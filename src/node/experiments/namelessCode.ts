import { parse } from "acorn";
import type { AnyNode, Identifier } from "acorn";
import { buildSync, transformSync } from "esbuild";

/**
 * The code that `entry` exports with all it calls, in a form that is the same for the same program: bundled, without
 * types, comments, layout and what is never called, and with every local name replaced by its number.
 *
 * esbuild's own short names will not do: which letter comes first depends on how often it occurs in the source.
 */
export function namelessCode(entry: string, folder: string): string {
  const fixed = { target: "es2022", format: "esm", tsconfigRaw: {} } as const;
  const {
    outputFiles: [bundle],
  } = buildSync({
    ...fixed,
    stdin: { contents: entry, resolveDir: folder, loader: "ts" },
    bundle: true,
    platform: "node",
    write: false,
    treeShaking: true,
    legalComments: "none",
    logLevel: "silent",
  });
  const { code } = transformSync(bundle?.text ?? "", { ...fixed, minify: true });
  const numbers = new Map<string, number>();
  let [text, end] = ["", 0];
  for (const { name, start, end: next } of localNames(code)) {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    text += `${code.slice(end, start)}$${numbers.get(name)}`;
    end = next;
  }
  return text + code.slice(end);
}

/** The identifiers that are neither names of properties or exports nor the language's own, in their order. */
function localNames(code: string): Identifier[] {
  const found: Identifier[] = [];
  const visit = (node: AnyNode): void => {
    if (node.type === "Identifier" && !(node.name in globalThis)) found.push(node);
    for (const [key, value] of Object.entries(node) as [string, unknown][]) {
      const named = (key === "property" || key === "key") && !("computed" in node && node.computed);
      if (named || key === "exported") continue;
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (isNode(child)) visit(child);
      }
    }
  };
  visit(parse(code, { ecmaVersion: 2022, sourceType: "module" }));
  return found.sort((a, b) => a.start - b.start);
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === "object" && value !== null && "type" in value && "start" in value;
