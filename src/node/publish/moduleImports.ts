import { createRequire } from "node:module";
import { extname, join } from "node:path";
import type * as sucrase from "sucrase";
import { parseCell, stripTypes } from "../../page/worker/rewrite/stripTypes.js";
import {
  children,
  field,
  isNode,
  listAt,
  nameOf,
  nodeAt,
  type AnyNode,
} from "../../page/worker/rewrite/syntaxTree.js";
import { Memo } from "../../text/memo.js";
import { packageRoot } from "../course/packageRoot.js";

/** What a text imports of a module: these names, `default` among them, or the whole of it. */
export interface ModuleImport {
  readonly from: string;
  readonly names: readonly string[] | "all";
}

/** Of the cells with a million characters that were asked for last. */
const known = new Memo<readonly ModuleImport[]>(1_000_000);

/** What a cell imports; a cell that a page cannot read imports nothing there. */
export function importsOfCell(source: string): readonly ModuleImport[] {
  return known.get(source, () => {
    try {
      return importsIn(stripTypes(source));
    } catch {
      return [];
    }
  });
}

/** What a module of the course imports when it runs. */
export const importsOfModule = (code: string): readonly ModuleImport[] => importsIn(code);

/** A module of the course without its types, which leave no trace, nor does what is imported for them alone. */
export function withoutTypes(text: string, file: string): string {
  const ending = extname(file);
  if (ending === ".json") return "";
  const transforms: sucrase.Transform[] = [];
  if (/^\.[mc]?tsx?$/.test(ending)) transforms.push("typescript");
  if (ending.endsWith("x")) transforms.push("jsx");
  const require = createRequire(join(packageRoot(), "package.json"));
  const { transform } = require("sucrase") as typeof sucrase;
  return transform(text, { transforms, disableESTransforms: true }).code;
}

function importsIn(code: string): readonly ModuleImport[] {
  const found: ModuleImport[] = [];
  visit(parseCell(code) as AnyNode, found);
  return found;
}

function visit(node: AnyNode, found: ModuleImport[]): void {
  const { type } = node;
  const source = field(node, "source");
  const from = isNode(source) ? field(source, "value") : undefined;
  if (typeof from === "string") {
    if (type === "ImportDeclaration" || type === "ExportNamedDeclaration")
      found.push({ from, names: namesOf(listAt(node, "specifiers")) });
    else found.push({ from, names: "all" });
  }
  if (type === "CallExpression") {
    const callee = nodeAt(node, "callee");
    const [argument] = listAt(node, "arguments");
    const value = argument === undefined ? undefined : field(argument, "value");
    if (callee.type === "Identifier" && nameOf(callee) === "require" && typeof value === "string")
      found.push({ from: value, names: "all" });
  }
  for (const child of children(node)) visit(child, found);
}

function namesOf(specifiers: readonly AnyNode[]): readonly string[] | "all" {
  const names: string[] = [];
  for (const one of specifiers) {
    if (one.type === "ImportNamespaceSpecifier") return "all";
    if (one.type === "ImportDefaultSpecifier") names.push("default");
    else {
      // `import { a as b }` and `export { a as b } from` name what they take differently.
      const taken = nodeAt(one, one.type === "ExportSpecifier" ? "local" : "imported");
      names.push(String(field(taken, "name") ?? field(taken, "value")));
    }
  }
  return names;
}
