import type ts from "typescript";
import { importMetaMessage } from "../course/ownModule.js";
import { placeAt } from "./cellTexts.js";
import type { Diagnostic } from "./diagnostic.js";

/** Where a text uses `import.meta`, which the compiler lets pass and Node then refuses without a line. */
export function importMetaDiagnostics(compiler: typeof ts, source: string): Diagnostic[] {
  if (!/\bimport\s*\.\s*meta\b/.test(source)) return [];
  const file = compiler.createSourceFile("cell.ts", source, compiler.ScriptTarget.ES2022, true);
  const found: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isMetaProperty(node) && node.keywordToken === compiler.SyntaxKind.ImportKeyword) {
      const place = (offset: number): Diagnostic["start"] => {
        const { line, column } = placeAt(source, offset);
        return { offset, line, character: column };
      };
      found.push({
        start: place(node.getStart(file)),
        end: place(node.end),
        messageText: importMetaMessage,
        category: compiler.DiagnosticCategory.Error,
        code: 1343,
      });
    }
    compiler.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
