import type { Node } from "acorn";
import { children, field, listAt, nameOf, nodeAt } from "./syntaxTree.js";
import type { Edit } from "./textEdits.js";

/** What an import becomes; the lines it took are kept. */
export function importText(code: string, statement: Node): string {
  const from = JSON.stringify(String(field(nodeAt(statement, "source"), "value")));
  const wanted = listAt(statement, "specifiers").map((specifier) => {
    const local = JSON.stringify(nameOf(nodeAt(specifier, "local")));
    if (specifier.type === "ImportDefaultSpecifier") return `[${local}, "default"]`;
    if (specifier.type === "ImportNamespaceSpecifier") return `[${local}, "*"]`;
    const imported = nodeAt(specifier, "imported");
    return `[${local}, ${JSON.stringify(String(field(imported, "name") ?? field(imported, "value")))}]`;
  });
  const lines = code.slice(statement.start, statement.end).replace(/[^\n]/g, "");
  return `;$lossbook.import(${from}, [${wanted.join(", ")}]);${lines}`;
}

/** `import("lossbook")` reads the same table as an import. */
export function rewriteDynamicImports(node: Node, edits: Edit[]): void {
  if (node.type === "ImportExpression")
    edits.push({ from: node.start, to: node.start + "import".length, text: "$lossbook.load" });
  children(node).forEach((child) => rewriteDynamicImports(child, edits));
}
