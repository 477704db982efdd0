import { nearestName } from "../../math/numeric/nearestName.js";
import type { ExpressionReader } from "./expressionReader.js";
import { functionNames, isFunction, modestNames } from "./functions.js";
import type { ExpressionNode, OptimumGoal } from "./node.js";
import { parseExpectation, parseIntegral, parseProbability, parseSum } from "./parseBinders.js";
import { parseDerivative, parseExtremum, parseOptimum } from "./parseCalculus.js";
import type { Token } from "./tokens.js";

const sums: Readonly<Record<string, "sum" | "product">> = {
  Σ: "sum",
  sum: "sum",
  Π: "product",
  prod: "product",
};
/** Words with a meaning of their own; no quantity may be called so. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...Object.keys(sums),
  ...["E", "d", "int", "argmin", "argmax", "π", "pi", "e", "inf"],
  ...functionNames.filter((name) => !modestNames.has(name)),
]);
const constants: Readonly<Record<string, string>> = { π: "π", pi: "π", e: "e", inf: "∞" };

const isGoal = (text: string): text is OptimumGoal => /^(?:min|max|inf|sup)$/.test(text);

/** A value, a constant, a function with its arguments, or a binder. */
export function parseNamed(p: ExpressionReader, token: Token): ExpressionNode {
  const { text, at } = token;
  if (p.tokens.isKnownValue(text)) {
    // Σ may be a matrix; Σ[k=1..K] is a sum all the same.
    if (!(text in sums && p.tokens.is("[") && p.tokens.is("=", 2)))
      return { kind: "name", name: text, at };
  }
  if (text in sums) return parseSum(p, sums[text]!, token);
  if (text === "E" && p.tokens.is("[")) return parseExpectation(p, token);
  if (text === "P" && p.tokens.is("[") && p.tokens.is("~", 2)) return parseProbability(p, token);
  if ((text === "max" || text === "min") && p.tokens.is("[") && p.tokens.is("=", 2)) {
    return parseSum(p, text === "max" ? "maximum" : "minimum", token);
  }
  if (isGoal(text) && p.tokens.is("[") && p.tokens.is("]", 2)) return parseOptimum(p, text, token);
  if (text === "int" && p.tokens.is("[")) return parseIntegral(p, token);
  if ((text === "argmin" || text === "argmax") && p.tokens.is("[")) {
    return parseExtremum(p, text, token);
  }
  if (text === "d" && p.tokens.is("/")) return parseDerivative(p, token, false);
  if (text in constants) return { kind: "name", name: constants[text]!, at };
  if (p.tokens.vocabulary.callables.has(text)) {
    // Without brackets the function itself is meant: H(p) of a density p.
    if (!p.tokens.is("(")) return { kind: "name", name: text, at };
    return { kind: "call", name: text, args: args(p), at };
  }
  if (isFunction(text)) return functionCall(p, token);
  if (text === "log") {
    p.tokens.fail("the natural logarithm is written ln; others are log2 and log10", token);
  }
  const guess =
    asComponent(p, text) ??
    asDerivative(text) ??
    nearestName(text, [...p.tokens.names, ...functionNames]) ??
    asProduct(p, text);
  return p.tokens.fail(
    `unknown name “${text}”${guess === undefined ? "" : ` (did you mean ${guess}?)`}; ${p.tokens.namesInWords}`,
    token,
  );
}

/** `p_k` where p is known: TeX's way of writing a component. */
function asComponent(p: ExpressionReader, text: string): string | undefined {
  const [, base = "", index = ""] = /^(.+)_([\p{L}\p{Nd}]+)$/u.exec(text) ?? [];
  return p.tokens.isKnownValue(base) ? `${base}[${index}]` : undefined;
}

/** `σ'`, which is no name of its own. */
function asDerivative(text: string): string | undefined {
  const base = text.replace(/['′]+$/, "");
  return base !== text && isFunction(base) ? `d/dz ${base}(z)` : undefined;
}

/** `yz` where y and z are known: a space is missing. */
function asProduct(p: ExpressionReader, text: string): string | undefined {
  const letters = [...text];
  return letters.length > 1 && letters.every((letter) => p.tokens.isKnownValue(letter))
    ? letters.join(" ")
    : undefined;
}

function args(p: ExpressionReader): ExpressionNode[] {
  p.tokens.expect("(", "before the arguments");
  const list = p.tokens.withBars(isSeparatedByBars(p), () => {
    const read = [p.expression()];
    // KL(p‖q) is KL(p, q).
    while (p.tokens.is(",") || p.tokens.is("‖")) {
      p.tokens.take();
      read.push(p.expression());
    }
    return read;
  });
  p.tokens.expect(")", "after the arguments");
  return list;
}

/** Whether a ‖ before the closing bracket has no other to close: KL(p‖q), and not KL(‖x‖ p, q). */
function isSeparatedByBars(p: ExpressionReader): boolean {
  let depth = 0;
  let bars = 0;
  for (let ahead = 0; p.tokens.peek(ahead).kind !== "end"; ahead++) {
    const { text } = p.tokens.peek(ahead);
    if (text === "(" || text === "[") depth++;
    if ((text === ")" || text === "]") && --depth < 0) break;
    if (text === "‖" && depth === 0) bars++;
  }
  return bars % 2 === 1;
}

function functionCall(p: ExpressionReader, token: Token): ExpressionNode {
  if (p.tokens.is("(")) return { kind: "call", name: token.text, args: args(p), at: token.at };
  const first = p.tokens.peek();
  if (first.kind === "end" || (!p.startsFactor() && first.kind !== "number")) {
    p.tokens.fail(`the argument of ${token.text} is missing`, first);
  }
  const argument = p.factor();
  const after = p.tokens.peek();
  if (first.kind === "number" && !after.space && p.startsFactor()) {
    p.tokens.fail(`where does the argument of ${token.text} end? Set brackets`, first);
  }
  return { kind: "call", name: token.text, args: [argument], at: token.at };
}
