import { repaired } from "./repairs.js";
import type ts from "typescript";

type Node = ts.Node;
type TypeScript = typeof ts;

/** Text put into a cell; `after`: it follows what stands before `at`, so a cursor at `at` stays before it. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
  readonly after: boolean;
}

/** A cell as the compiler gets it, and the way between the two texts' offsets. */
export interface RewrittenCell {
  readonly source: string;
  readonly code: string;
  readonly insertions: readonly Insertion[];
  toRewritten(offset: number): number;
  toSource(offset: number): number;
}

// With an import or export the parser takes `await` at the top level for what it is.
const modulePrefix = "export {};\n";

/**
 * Puts a cell into words that tslab compiles rightly. Only insertions: every character of the cell keeps its order.
 *
 *     { u }                  →  { u: u }            u of an earlier cell becomes exports.u
 *     ({ v } = o)            →  ({ "v": v } = o)    a name here would be taken for the earlier cell's v
 *     await (async () => …)()  →  await Promise.resolve((async () => …)())    else "await" is taken for a function
 *     for await (…) …        →  await (the loop inside an async function)
 *     import … with { … }    →  import … /*with { … }*\/    the compiler is older than import attributes
 */
export function rewriteCell(typescript: TypeScript, source: string): RewrittenCell {
  const insertions =
    /[{]|await/.test(source) && source.length < 1_000_000 ? find(typescript, source) : [];
  return insertInto(source, insertions);
}

function find(ts: TypeScript, source: string): Insertion[] {
  const file = ts.createSourceFile(
    "cell.ts",
    modulePrefix + source,
    ts.ScriptTarget.ES2022,
    true,
    ts.ScriptKind.TS,
  );
  const insertions: Insertion[] = [];
  const insert = (at: number, text: string, after = false): void => {
    insertions.push({ at: at - modulePrefix.length, text, after });
  };

  const visit = (node: Node, inFunction: boolean): void => {
    if (ts.isShorthandPropertyAssignment(node) && repaired("shorthand")) {
      const name = node.name.text;
      insert(
        node.name.getStart(file),
        isAssigned(ts, node) ? `${JSON.stringify(name)}: ` : `${name}: `,
      );
    }
    if (ts.isAwaitExpression(node) && !inFunction && repaired("await-expression")) {
      const operand = node.expression;
      const start = operand.getStart(file);
      const sameLine = !/[\n\r]/.test(file.text.slice(node.getStart(file), start));
      // The compiler takes `await` for the keyword where a word or literal follows on its line, else for a name.
      if (!sameLine || !/[\p{L}\p{N}_$"']/u.test(file.text[start] ?? "")) {
        // Behind the keyword, before a line break: the compiler wants the operand on the same line.
        insert(node.getStart(file) + "await".length, " Promise.resolve(", true);
        insert(operand.getEnd(), ")", true);
      }
    }
    const below = inFunction || ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visit(child, below));
  };

  for (const statement of file.statements) {
    const attributes = repaired("import-attributes")
      ? attributesAfter(ts, file, statement)
      : undefined;
    if (attributes !== undefined) {
      insert(attributes.start, "/*");
      insert(attributes.end, "*/", true);
    }
    if (repaired("for-await") && hasForAwait(ts, statement)) {
      // The whole statement goes inside, so that its labels, breaks and inner loops stay together.
      insert(statement.getStart(file), "await Promise.resolve((async () => { ");
      ts.forEachChild(statement, (child) => visit(child, true));
      insert(statement.getEnd(), " })());", true);
    } else {
      visit(statement, false);
    }
  }
  return insertions.sort((one, other) => one.at - other.at);
}

/** Where `with { type: "json" }` stands behind an import; its syntax is younger than the compiler. */
function attributesAfter(
  ts: TypeScript,
  file: ts.SourceFile,
  statement: ts.Statement,
): { start: number; end: number } | undefined {
  const isImport =
    ts.isImportDeclaration(statement) ||
    (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined);
  if (!isImport) return undefined;
  const start = statement.moduleSpecifier!.getEnd();
  const found = /^\s*(?:with|assert)\s*\{[^{}*]*\}/.exec(file.text.slice(start));
  return found === null ? undefined : { start, end: start + found[0].length };
}

/** Whether the object that holds this shorthand stands on the left of an assignment (or in a for's head). */
function isAssigned(ts: TypeScript, node: Node): boolean {
  for (let at: Node = node; ; at = at.parent) {
    const parent = at.parent;
    if (parent === undefined) return false;
    if (ts.isBinaryExpression(parent) && parent.left === at) {
      if (parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) return true;
      return false;
    }
    if ((ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && parent.initializer === at) {
      return true;
    }
    const inPattern =
      ts.isObjectLiteralExpression(parent) ||
      ts.isArrayLiteralExpression(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isParenthesizedExpression(parent);
    if (!inPattern) return false;
  }
}

/** A `for await` that is not inside a function of its own. */
function hasForAwait(ts: TypeScript, node: Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return true;
  return ts.forEachChild(node, (child) => hasForAwait(ts, child) || undefined) === true;
}

/** A cell with these insertions, in the order of their places. */
export function insertInto(source: string, insertions: readonly Insertion[]): RewrittenCell {
  let code = "";
  let from = 0;
  for (const { at, text } of insertions) {
    code += source.slice(from, at) + text;
    from = at;
  }
  code += source.slice(from);
  return {
    source,
    code,
    insertions,
    toRewritten(offset) {
      let moved = offset;
      for (const { at, text, after } of insertions) {
        if (at < offset || (at === offset && !after)) moved += text.length;
      }
      return moved;
    },
    toSource(offset) {
      let inserted = 0;
      for (const { at, text } of insertions) {
        const start = at + inserted;
        if (offset < start) break;
        if (offset < start + text.length) return at;
        inserted += text.length;
      }
      return offset - inserted;
    },
  };
}
