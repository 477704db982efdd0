import { flat } from "../derive/compare.js";
import { Space } from "../derive/space.js";
import type { Point } from "../derive/point.js";
import type { Line } from "../derive/line.js";
import { EffortError, TermBudget } from "../expression/effort.js";
import { ExpressionError } from "../expression/expressionError.js";
import type { ExpressionNode } from "../expression/node.js";
import type { Quantity } from "../expression/quantity.js";
import { sameFunction } from "./sameFunction.js";
import { diagnose } from "./diagnoseExpression.js";
import { differenceFarOut } from "./differenceFarOut.js";

export interface ExpressionComparison {
  /** The reader's text and the right one. */
  readonly answer: string;
  readonly reference: string;
  readonly quantities: Readonly<Record<string, Quantity>>;
  readonly where?: Readonly<Record<string, string>>;
  /** Wrong answers that were foreseen, and what to say to each. */
  readonly mistakes?: readonly { readonly expression: string; readonly says: string }[];
  /**
   * What is wrong with the form of an answer whose value is right: it gets the answer's tree as it was written, and the
   * reader of other expressions in the same names.
   */
  readonly formProblem?: (
    answer: ExpressionNode,
    parse: (text: string) => ExpressionNode,
  ) => string | undefined;
  readonly seed?: number;
}

export type ExpressionVerdict =
  | { readonly kind: "right"; readonly points: number }
  /** The text is no expression, or uses unknown names: the message has a caret. */
  | { readonly kind: "unreadable"; readonly message: string }
  /** It asks for more terms than are computed: the message says so. */
  | { readonly kind: "costly"; readonly message: string }
  /** `diagnosis` is a sentence that names the mistake. */
  | { readonly kind: "wrong"; readonly diagnosis: string; readonly foreseen: boolean };

const wanted = 60;
/** No answer is this long, and reading one must not take long. */
const longest = 2000;
/** Terms at all points together: less than a second. */
const mostTerms = 1_000_000;

/**
 * Compares a reader's expression with the right one as functions, on the declared domain:
 * another form of the same function is right. A wrong one is told what is wrong with it.
 */
export function compareExpressions(comparison: ExpressionComparison): ExpressionVerdict {
  const { answer, quantities, where } = comparison;
  if (answer.length > longest) {
    return {
      kind: "unreadable",
      message: `an expression of at most ${longest} characters was expected, got ${answer.length}`,
    };
  }
  const space = new Space(quantities, where, new Map(), new TermBudget(mostTerms));
  const right = space.line(space.parse(comparison.reference));
  const text = answer.trim();
  try {
    return verdictOn(text, space, right, comparison);
  } catch (error) {
    if (error instanceof EffortError) return { kind: "costly", message: error.message };
    // Brackets within brackets, deeper than any formula.
    if (error instanceof RangeError) {
      return { kind: "costly", message: "This is nested too deeply to be computed." };
    }
    if (!(error instanceof ExpressionError)) throw error;
    const placed =
      error.place !== undefined && error.place.line === ""
        ? new ExpressionError(error.reason, { line: text, at: error.place.at })
        : error;
    return { kind: "unreadable", message: placed.message };
  }
}

function verdictOn(
  text: string,
  space: Space,
  right: Line,
  { mistakes = [], formProblem, seed = 1 }: ExpressionComparison,
): ExpressionVerdict {
  const given = space.line(space.parse(text));
  if (given.expanded.kind === "argmin" || given.expanded.kind === "argmax") {
    return { kind: "unreadable", message: "a value was expected, not an arg min" };
  }
  if (given.order !== undefined) {
    return { kind: "unreadable", message: "a value was expected, without O(…)" };
  }
  if (given.type === "function") {
    return {
      kind: "unreadable",
      message: "a value was expected, not a function without its argument",
    };
  }
  const points = drawPoints(space, right, right.expensive || given.expensive, seed);
  if (sameFunction(space, given, right, points)) {
    const problem =
      differenceFarOut(space, given, right, seed) ??
      formProblem?.(given.tree, (other) => space.parse(other));
    return problem === undefined
      ? { kind: "right", points: points.length }
      : { kind: "wrong", diagnosis: problem, foreseen: false };
  }
  for (const { expression, says } of mistakes) {
    const foreseen = space.line(space.parse(expression));
    if (sameFunction(space, given, foreseen, points)) {
      return { kind: "wrong", diagnosis: says, foreseen: true };
    }
  }
  return { kind: "wrong", diagnosis: diagnose(space, given, right, points), foreseen: false };
}

/** Points of the declared domain at which the right answer has a finite value. */
function drawPoints(space: Space, right: Line, expensive: boolean, seed: number): Point[] {
  const rng = space.rng(seed);
  const narrow = new Set(space.widening);
  const count = expensive ? 16 : wanted;
  const points: Point[] = [];
  for (let i = 0; i < count * 6 && points.length < count; i++) {
    const point = space.draw(rng, narrow, 0.1);
    const values = flat(right.float(space.environment(space.arithmetics.float, point))) as number[];
    if (values.every(Number.isFinite)) points.push(point);
  }
  if (points.length < count / 2) {
    throw new Error("the reference expression is undefined at most points of its domain");
  }
  return points;
}
