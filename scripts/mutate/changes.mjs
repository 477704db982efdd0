// One mistake at a time in a TypeScript file: the places where a slip of the hand would change what it does.
import ts from "typescript";

const { SyntaxKind: Kind } = ts;

/** An operator and what a slip makes of it. */
const slips = new Map([
  [Kind.PlusToken, "-"],
  [Kind.MinusToken, "+"],
  [Kind.AsteriskToken, "/"],
  [Kind.SlashToken, "*"],
  [Kind.LessThanToken, "<="],
  [Kind.LessThanEqualsToken, "<"],
  [Kind.GreaterThanToken, ">="],
  [Kind.GreaterThanEqualsToken, ">"],
  [Kind.EqualsEqualsEqualsToken, "!=="],
  [Kind.ExclamationEqualsEqualsToken, "==="],
  [Kind.AmpersandAmpersandToken, "||"],
  [Kind.BarBarToken, "&&"],
  [Kind.PlusEqualsToken, "-="],
  [Kind.MinusEqualsToken, "+="],
  [Kind.AsteriskEqualsToken, "/="],
  [Kind.SlashEqualsToken, "*="],
]);
const methods = new Map([
  ["min", "max"],
  ["max", "min"],
  ["floor", "ceil"],
  ["ceil", "floor"],
  ["some", "every"],
  ["every", "some"],
  ["log", "log1p"],
  ["expm1", "exp"],
]);

/** Words for people: what an error says may be put otherwise, and no test of behaviour should notice. */
const isMessage = (node) => {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (ts.isThrowStatement(at)) return true;
    if (ts.isNewExpression(at) && /Error$/.test(at.expression.getText())) return true;
    if (ts.isCallExpression(at) && /^(check|require|refuse)/.test(at.expression.getText()))
      return true;
    if (ts.isBlock(at)) return false;
  }
  return false;
};

/**
 * The changes of a file: `{ start, end, text, kind }`, where text takes the place of what stands from start to end.
 * Types, imports and the words of errors stay as they are.
 */
export function changesOf(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const changes = [];
  const add = (node, text, kind) =>
    changes.push({ start: node.getStart(tree), end: node.getEnd(), text, kind });
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const slip = slips.get(node.operatorToken.kind);
      // Text that is joined by + has no difference.
      const joins = [node.left, node.right].some(
        (side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
      );
      if (slip !== undefined && !joins && !isMessage(node))
        add(node.operatorToken, slip, "operator");
      if (node.operatorToken.kind === Kind.QuestionQuestionToken)
        add(node, node.left.getText(tree), "no default");
    } else if (ts.isPrefixUnaryExpression(node)) {
      if (node.operator === Kind.MinusToken || node.operator === Kind.ExclamationToken)
        add(node, node.operand.getText(tree), "sign");
    } else if (ts.isNumericLiteral(node) && !isMessage(node)) {
      add(node, node.text === "0" ? "1" : `(${node.getText(tree)} + 1)`, "number");
    } else if (node.kind === Kind.TrueKeyword) add(node, "false", "boolean");
    else if (node.kind === Kind.FalseKeyword) add(node, "true", "boolean");
    else if (ts.isIfStatement(node)) {
      add(node.expression, "true", "condition");
      add(node.expression, "false", "condition");
    } else if (ts.isConditionalExpression(node) && !isMessage(node)) {
      add(node.condition, "true", "condition");
      add(node.condition, "false", "condition");
    } else if (
      ts.isStringLiteral(node) &&
      node.text !== "" &&
      !isMessage(node) &&
      !ts.isPropertyAssignment(node.parent.parent ?? node) &&
      !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)
    ) {
      add(node, '""', "string");
    } else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      add(node, ";", "no call");
    } else if (ts.isPropertyAccessExpression(node) && methods.has(node.name.text)) {
      add(node.name, methods.get(node.name.text), "method");
    } else if (ts.isRegularExpressionLiteral(node)) add(node, "/(?!)/", "pattern");
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return changes;
}
