import type { ExpressionNode, Range, RangeKind } from "./node.js";
import type { ExpressionReader } from "./expressionReader.js";
import type { Token } from "./tokens.js";
import { parseBlock } from "./parseBlock.js";

function binderName(p: ExpressionReader): string {
  const token = p.tokens.take();
  if (token.kind !== "name") p.tokens.fail("the name of an index was expected", token);
  if (p.tokens.vocabulary.callables.has(token.text) || p.tokens.vocabulary.values.has(token.text)) {
    p.tokens.fail(`${token.text} is a quantity already: choose another index`, token);
  }
  return token.text;
}

function parseRange(p: ExpressionReader): Range {
  const name = binderName(p);
  p.tokens.expect("=", `after ${name}`);
  const from = p.expression();
  p.tokens.expect("..", "between the limits");
  return { index: name, from, to: p.expression() };
}

/** Σ[k=1..K] and Π: with conditions, and several ranges. */
export function parseSum(p: ExpressionReader, kind: RangeKind, token: Token): ExpressionNode {
  p.tokens.expect("[", `after ${token.text}: write ${token.text}[k=1..K]`);
  return sumOver(p, kind, token);
}

function sumOver(p: ExpressionReader, kind: RangeKind, token: Token): ExpressionNode {
  const range = p.tokens.withBars(false, () => parseRange(p));
  return p.tokens.withBound(range.index, () => {
    let condition: ExpressionNode | undefined;
    if (
      p.tokens.is(",") &&
      !(p.tokens.peek(1).kind === "name" && p.tokens.is("=", 2) && hasRange(p))
    ) {
      p.tokens.take();
      condition = p.tokens.withBars(false, () => p.maybeComparison());
      if (condition.kind !== "compare")
        p.tokens.fail("a condition such as j≠y was expected", condition);
    }
    if (p.tokens.is(",")) {
      p.tokens.take();
      const body = sumOver(p, kind, token);
      return sumNode(kind, range, condition, body, token.at);
    }
    p.tokens.expect("]", "after the limits");
    const body = p.term();
    return sumNode(kind, range, condition, body, token.at);
  });
}

/** Whether what follows the comma is another range (`j=1..K`) and not a condition (`j=y`). */
function hasRange(p: ExpressionReader): boolean {
  for (let ahead = 3; ; ahead++) {
    const token = p.tokens.peek(ahead);
    if (token.text === "..") return true;
    if (token.kind === "end" || token.text === "]" || token.text === ",") return false;
  }
}

function sumNode(
  kind: RangeKind,
  range: Range,
  condition: ExpressionNode | undefined,
  body: ExpressionNode,
  at: number,
): ExpressionNode {
  return condition === undefined ? { kind, range, body, at } : { kind, range, condition, body, at };
}

/** [ body | k=1..K ] */
export function parseVector(p: ExpressionReader, token: Token): ExpressionNode {
  // The body comes before its index is bound: find the index first.
  const { tokens } = p;
  const { place } = tokens;
  let depth = 0;
  let bar = -1;
  for (let ahead = 0; tokens.peek(ahead).kind !== "end"; ahead++) {
    const { text } = tokens.peek(ahead);
    if ("([".includes(text) && text !== "") depth++;
    if (")]".includes(text) && text !== "" && --depth < 0) break;
    if (text === "|" && depth === 0) bar = place + ahead;
  }
  if (bar < 0) return parseBlock(p, token);
  tokens.jump(bar + 1);
  const range = parseRange(p);
  const end = tokens.place;
  p.tokens.expect("]", "after the limits");
  tokens.jump(place);
  const body = p.tokens.withBound(range.index, () => p.tokens.withBars(true, () => p.expression()));
  if (tokens.place !== bar)
    p.tokens.fail(`“${p.tokens.peek().text}” was not expected here`, p.tokens.peek());
  tokens.jump(end + 1);
  return { kind: "vector", range, body, at: token.at };
}

/** P[x~p | x > a]: the expectation of the indicator. */
export function parseProbability(p: ExpressionReader, token: Token): ExpressionNode {
  const node = parseExpectation(p, token);
  if (node.kind === "expectation" && node.body.kind !== "compare") {
    p.tokens.fail("a probability is of a condition: write P[x~p | x > a]", node.body);
  }
  return node;
}

/** E[x~p | …] */
export function parseExpectation(p: ExpressionReader, token: Token): ExpressionNode {
  p.tokens.expect("[", "after E");
  const variable = binderName(p);
  p.tokens.expect("~", `after ${variable}: write E[${variable}~p | …]`);
  const distribution = p.tokens.withBars(true, () => p.expression());
  p.tokens.expect("|", "between the distribution and what is averaged");
  const body = p.tokens.withBound(variable, () =>
    p.tokens.withBars(false, () => p.maybeComparison()),
  );
  p.tokens.expect("]", `to close ${token.text}[`);
  return { kind: "expectation", variable, distribution, body, at: token.at };
}

/** ∫[x=a..b] … */
export function parseIntegral(p: ExpressionReader, token: Token): ExpressionNode {
  p.tokens.expect("[", `after ${token.text}: write ${token.text}[x=a..b]`);
  const range = p.tokens.withBars(false, () => parseRange(p));
  p.tokens.expect("]", "after the limits");
  const body = p.tokens.withBound(range.index, () => p.term());
  return {
    kind: "integral",
    variable: range.index,
    from: range.from,
    to: range.to,
    body,
    at: token.at,
  };
}
