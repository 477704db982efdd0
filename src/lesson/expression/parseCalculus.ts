import type { ExpressionNode, OptimumGoal } from "./node.js";
import type { ExpressionReader } from "./expressionReader.js";
import type { Token } from "./tokens.js";

/** ∇[w] f, ∇²[w] f */
export function parseNabla(p: ExpressionReader, token: Token): ExpressionNode {
  const twice = p.tokens.is("²");
  if (twice) p.tokens.take();
  p.tokens.expect("[", "after ∇: write ∇[w] (…)");
  const target = p.tokens.take();
  if (target.kind !== "name" || !p.tokens.isKnownValue(target.text)) {
    p.tokens.fail(`a quantity was expected: write ∇[w] (…); ${p.tokens.namesInWords}`, target);
  }
  p.tokens.expect("]", "after the quantity");
  const body = p.tokens.is("-") ? p.minusFactor() : p.factor();
  const by = (inside: ExpressionNode): ExpressionNode => ({
    kind: "derivative",
    name: target.text,
    indices: [],
    nabla: true,
    body: inside,
    at: token.at,
  });
  return twice ? by(by(body)) : by(body);
}

/** d/dz (…), ∂/∂z[j] (…) */
export function parseDerivative(
  p: ExpressionReader,
  token: Token,
  partial: boolean,
): ExpressionNode {
  p.tokens.expect("/", "in a derivative: write d/dz (…)");
  if (partial) p.tokens.expect("∂", "in a partial derivative: write ∂/∂z (…)");
  const target = p.tokens.take();
  const variable = partial ? target.text : target.text.replace(/^d/u, "");
  if (target.kind !== "name" || (!partial && !target.text.startsWith("d")) || variable === "") {
    p.tokens.fail("the variable of the derivative was expected: write d/dz (…)", target);
  }
  if (!p.tokens.isKnownValue(variable)) {
    p.tokens.fail(`unknown variable “${variable}”; ${p.tokens.namesInWords}`, target);
  }
  const indices: ExpressionNode[] = [];
  if (p.tokens.is("[")) {
    p.tokens.take();
    indices.push(p.tokens.withBars(false, () => p.expression()));
    while (p.tokens.is(",")) {
      p.tokens.take();
      indices.push(p.tokens.withBars(false, () => p.expression()));
    }
    p.tokens.expect("]", "after the index");
  }
  const body = p.tokens.is("-") ? p.minusFactor() : p.factor();
  return { kind: "derivative", name: variable, indices, body, at: token.at };
}

/** min[x] …, sup[x] …: as far as a sum reaches. */
export function parseOptimum(p: ExpressionReader, goal: OptimumGoal, token: Token): ExpressionNode {
  p.tokens.expect("[", `after ${goal}`);
  const variable = quantityName(p, goal);
  return { kind: "optimum", goal, variable, body: p.term(), at: token.at };
}

function quantityName(p: ExpressionReader, word: string): string {
  const target = p.tokens.take();
  if (target.kind !== "name" || !p.tokens.isKnownValue(target.text)) {
    if (!p.tokens.vocabulary.callables.has(target.text)) {
      p.tokens.fail(`a quantity was expected: write ${word}[q] …`, target);
    }
  }
  p.tokens.expect("]", "after the quantity");
  return target.text;
}

/** argmin[q] … */
export function parseExtremum(
  p: ExpressionReader,
  kind: "argmin" | "argmax",
  token: Token,
): ExpressionNode {
  p.tokens.expect("[", `after ${kind}`);
  const variable = quantityName(p, kind);
  return { kind, variable, body: p.expression(), at: token.at };
}
