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

/** What is said of a caught value that is no Error: no test throws one. */
const isOfCaught = (node) =>
  ts.isConditionalExpression(node) && /\binstanceof Error$/.test(node.condition.getText());

/** The expression that holds the change and can stand in parentheses: the call of a method, the whole of a?.b(). */
function wholeOf(node) {
  // An operator and the name of a method are part of one.
  const isPart =
    (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
    (ts.isBinaryExpression(node.parent) && node.parent.operatorToken === node);
  let whole = isPart ? node.parent : node;
  while (
    (ts.isPropertyAccessExpression(whole) && ts.isCallExpression(whole.parent)) ||
    (ts.isOptionalChain(whole) && ts.isOptionalChain(whole.parent))
  )
    whole = whole.parent;
  return whole;
}

/**
 * The changes of a file: `{ start, end, text, kind, whole }`, where text takes the place of what stands from start to
 * end, and `whole` is the expression around it, `{ start, end }`. Types, imports and the words of errors stay.
 */
export function changesOf(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const changes = [];
  const add = (node, text, kind) => {
    const whole = wholeOf(node);
    changes.push({
      start: node.getStart(tree),
      end: node.getEnd(),
      text,
      kind,
      whole: { start: whole.getStart(tree), end: whole.getEnd() },
    });
  };
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    // The name of a property, `import("name")`, "use strict".
    if (
      ts.isPropertyName(node) &&
      !ts.isIdentifier(node) &&
      (node.parent.name === node || node.parent.propertyName === node)
    )
      return;
    if (ts.isCallExpression(node) && node.expression.kind === Kind.ImportKeyword) return;
    if (ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression)) return;
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
    } else if (ts.isConditionalExpression(node) && !isMessage(node) && !isOfCaught(node)) {
      add(node.condition, "true", "condition");
      add(node.condition, "false", "condition");
    } else if (
      ts.isStringLiteral(node) &&
      node.text !== "" &&
      !isMessage(node) &&
      !ts.isPropertyAssignment(node.parent.parent ?? node)
    ) {
      add(node, '""', "string");
    } else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      add(node.expression, "undefined", "no call");
    } else if (
      ts.isPropertyAccessExpression(node) &&
      methods.has(node.name.text) &&
      ts.isCallExpression(node.parent) &&
      node.parent.expression === node
    ) {
      add(node.name, methods.get(node.name.text), "method");
    } else if (ts.isRegularExpressionLiteral(node)) add(node, "/(?!)/", "pattern");
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return changes;
}
