import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";
import { packageRoot } from "../course/packageRoot.js";

/** A code cell as the kernel's compiler reads it. */
export interface SourceTree {
  readonly file: ts.SourceFile;
  /** What cannot be read, and in which line. */
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  /** The line of the cell that a node begins in, 1 for the first. */
  lineOf(node: ts.Node): number;
}

let loaded: typeof ts | undefined;

/** The compiler of the kernel: what it cannot read, a cell cannot say. */
export function typescript(): typeof ts {
  if (loaded === undefined) {
    const require = createRequire(join(packageRoot(), "package.json"));
    const fromTslab = createRequire(require.resolve("tslab/package.json"));
    loaded = fromTslab("@tslab/typescript-for-tslab") as typeof ts;
  }
  return loaded;
}

// With an export the parser takes `await` at the top level for what it is.
const suffix = "\nexport {};";

export function sourceTree(source: string): SourceTree {
  const compiler = typescript();
  // The compiler is older than `import … with { … }`: the kernel leaves the attributes out too.
  const text = source.replace(
    /^(\s*(?:import|export)\b[^;\n]*["'][^"'\n]*["']\s*)((?:with|assert)\s*\{[^{}]*\})/gm,
    (_, before: string, attributes: string) => before + attributes.replace(/[^\n]/g, " "),
  );
  const file = compiler.createSourceFile(
    "cell.ts",
    text + suffix,
    compiler.ScriptTarget.ES2022,
    true,
    compiler.ScriptKind.TS,
  );
  const lines = source.trimEnd().split("\n").length;
  const lineAt = (position: number): number =>
    Math.min(lines, file.getLineAndCharacterOfPosition(position).line + 1);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: ts.DiagnosticWithLocation[] };
  return {
    file,
    errors: parseDiagnostics.map(({ start, messageText }) => ({
      line: lineAt(start),
      message: compiler.flattenDiagnosticMessageText(messageText, " ").replace(/\.$/, ""),
    })),
    lineOf: (node) => lineAt(node.getStart(file)),
  };
}

/** Every node of a tree, parents before children. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  typescript().forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** The text that an expression stands for, where it is written out; undefined where it is computed. */
export function writtenText(node: ts.Node | undefined): string | undefined {
  const compiler = typescript();
  if (node === undefined) return undefined;
  if (compiler.isStringLiteralLike(node)) return node.text;
  if (compiler.isParenthesizedExpression(node)) return writtenText(node.expression);
  if (
    compiler.isBinaryExpression(node) &&
    node.operatorToken.kind === compiler.SyntaxKind.PlusToken
  ) {
    const [left, right] = [writtenText(node.left), writtenText(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return undefined;
}

/** The name of the function that a call calls, where it is a plain name. */
export function calledName(node: ts.CallExpression): string | undefined {
  return typescript().isIdentifier(node.expression) ? node.expression.text : undefined;
}
