import type ts from "typescript";
import { notebookRule } from "../rule.js";
import { nodesOf, typescript } from "../sourceTree.js";

const printers = new Set(["log", "info", "warn", "error", "debug", "table", "dir"]);
const shows = new Set(["show", "display", "format", "markdown"]);

/**
 * The time of the run in what a cell puts out: other words at every run. A value that comes from the clock, directly or
 * through variables, and is printed, shown, or the cell's last value.
 */
export const clock = notebookRule("clock", "warning", function* ({ cells }) {
  const compiler = typescript();
  const timed = new Set<string>();
  for (const cell of cells) {
    if (cell.tree === undefined) continue;
    const { file, lineOf } = cell.tree;
    const nodes = [...nodesOf(file)];
    for (let before = -1; before !== timed.size;) {
      before = timed.size;
      for (const node of nodes)
        if (
          compiler.isVariableDeclaration(node) &&
          compiler.isIdentifier(node.name) &&
          node.initializer !== undefined &&
          !compiler.isFunctionLike(node.initializer) &&
          reads(node.initializer, timed)
        )
          timed.add(node.name.text);
    }
    const statements = file.statements.filter((one) => !compiler.isExportDeclaration(one));
    const last = statements.at(-1);
    const shown = nodes.find(
      (node) =>
        (compiler.isCallExpression(node) &&
          isShowing(node.expression) &&
          node.arguments.some((argument) => reads(argument, timed))) ||
        (compiler.isTaggedTemplateExpression(node) &&
          isShowing(node.tag) &&
          reads(node.template, timed)) ||
        (node === last &&
          compiler.isExpressionStatement(node) &&
          isValue(node.expression) &&
          reads(node.expression, timed)),
    );
    if (shown === undefined) continue;
    yield {
      cell,
      line: lineOf(shown),
      found: "the output holds the time of the run, and is another at every run",
      remedy: "leave it out, or write a fixed date",
    };
  }
});

/** Whether an expression reads the clock, or a variable that holds what the clock said. */
function reads(node: ts.Node, timed: ReadonlySet<string>): boolean {
  const compiler = typescript();
  for (const inner of nodesOf(node)) {
    if (compiler.isNewExpression(inner) && isNamed(inner.expression, "Date"))
      if ((inner.arguments?.length ?? 0) === 0) return true;
    if (compiler.isCallExpression(inner)) {
      const { expression } = inner;
      if (isNamed(expression, "Date")) return true;
      if (
        compiler.isPropertyAccessExpression(expression) &&
        expression.name.text === "now" &&
        (isNamed(expression.expression, "Date") || isNamed(expression.expression, "performance"))
      )
        return true;
    }
    if (
      compiler.isIdentifier(inner) &&
      timed.has(inner.text) &&
      !(compiler.isPropertyAccessExpression(inner.parent) && inner.parent.name === inner) &&
      !(compiler.isPropertyAssignment(inner.parent) && inner.parent.name === inner)
    )
      return true;
  }
  return false;
}

const isNamed = (node: ts.Node, name: string): boolean =>
  typescript().isIdentifier(node) && node.text === name;

function isShowing(node: ts.Node): boolean {
  const compiler = typescript();
  if (compiler.isIdentifier(node)) return shows.has(node.text);
  return (
    compiler.isPropertyAccessExpression(node) &&
    isNamed(node.expression, "console") &&
    printers.has(node.name.text)
  );
}

/** An assignment is no value that a cell shows. */
function isValue(node: ts.Expression): boolean {
  const compiler = typescript();
  return !(
    compiler.isBinaryExpression(node) &&
    node.operatorToken.kind >= compiler.SyntaxKind.FirstAssignment &&
    node.operatorToken.kind <= compiler.SyntaxKind.LastAssignment
  );
}
