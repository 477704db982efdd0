import { compareSides, flat, type Sides } from "../derive/compare.js";
import { showPoint } from "../derive/derivationError.js";
import { extremesAt } from "../derive/extremes.js";
import { Space, type Line, type Point } from "../derive/space.js";
import { EffortError, TermBudget } from "./effort.js";
import { ExpressionError } from "./expressionError.js";
import { name as nameNode, type ExpressionNode } from "./node.js";
import type { Quantity } from "./quantity.js";
import { substitute } from "./substitute.js";

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
/** Points far out, where an answer must not be another function. */
const farPoints = 40;
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
  if (same(space, given, right, points)) {
    const problem =
      differenceFarOut(space, given, right, seed) ??
      formProblem?.(given.tree, (other) => space.parse(other));
    return problem === undefined
      ? { kind: "right", points: points.length }
      : { kind: "wrong", diagnosis: problem, foreseen: false };
  }
  for (const { expression, says } of mistakes) {
    const foreseen = space.line(space.parse(expression));
    if (same(space, given, foreseen, points)) {
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

function same(space: Space, a: Line, b: Line, points: readonly Point[]): boolean {
  return points.every((point) => {
    const { verdict } = compareSides(space.arithmetics, sidesAt(space, a, b, point));
    return verdict === "equal";
  });
}

const sidesAt =
  (space: Space, a: Line, b: Line, point: Point): Sides =>
  (F) => {
    const environment = space.environment(F, point);
    return [a.value(F, environment), b.value(F, environment)];
  };

/**
 * Where an answer that is right at ordinary points is another number: m²/2 + (m > 50). One without a value far out is
 * none the worse: ln(1 + eᶻ) is right, although eᶻ ends at 710.
 */
function differenceFarOut(
  space: Space,
  given: Line,
  right: Line,
  seed: number,
): string | undefined {
  if (given.expensive || right.expensive) return undefined;
  const rng = space.rng(seed);
  const narrow = new Set(space.widening);
  const names = [...space.quantities.keys()];
  for (let n = 0; n < farPoints; n++) {
    const point = space.draw(rng, narrow, 0, new Map(), extremesAt(names, n));
    const compared = compareSides(space.arithmetics, sidesAt(space, given, right, point), {
      far: true,
      careful: true,
    });
    if (!["less", "greater", "incomparable"].includes(compared.verdict)) continue;
    const pairs = compared.left.map((a, i) => ({ a, b: compared.right[i]!, i }));
    if (!pairs.every(({ a, b }) => Number.isFinite(a) && Number.isFinite(b))) continue;
    const off = pairs.reduce((worst, pair) => (gapOf(pair) > gapOf(worst) ? pair : worst));
    const which = pairs.length === 1 ? "" : ` component ${off.i + 1} of`;
    return `This is right at ordinary values, but not everywhere: at ${shown(point, given, right)},${which} this gives ${numberOf(off.a)}, and ${numberOf(off.b)} is right.`;
  }
  return undefined;
}

function diagnose(space: Space, given: Line, right: Line, points: readonly Point[]): string {
  const shape = (line: Line): string => (line.type === "integer" ? "scalar" : line.type);
  if (shape(given) !== shape(right)) {
    const words: Readonly<Record<string, string>> = {
      scalar: "a number",
      vector: "a vector",
      matrix: "a matrix",
      function: "a function",
    };
    return `This is ${words[shape(given)]!}; ${words[shape(right)]!} is asked for.`;
  }
  const values = points.map((point) => {
    const environment = space.environment(space.arithmetics.float, point);
    return {
      point,
      given: flat(given.float(environment)) as number[],
      right: flat(right.float(environment)) as number[],
    };
  });
  const sized = values.find((at) => at.given.length !== at.right.length);
  if (sized !== undefined) {
    const parts = (count: number): string => `${count} component${count === 1 ? "" : "s"}`;
    return `At ${shown(sized.point, given, right)} this has ${parts(sized.given.length)}, and ${parts(sized.right.length)} are right.`;
  }
  const broken = values.find((at) => !at.given.every(Number.isFinite));
  if (broken !== undefined) {
    return `This has no finite value at ${shown(broken.point, given, right)}; a value was expected there.`;
  }
  const pairs = values.flatMap((at) =>
    at.given.map((a, i) => ({ a, b: at.right[i]!, i, point: at.point })),
  );
  if (shape(right) === "scalar") {
    const swapped = swappedNames(space, given, right, points);
    if (swapped !== undefined) return swapped;
  }
  const factor = constant(pairs.filter(({ b }) => Math.abs(b) > 1e-9).map(({ a, b }) => a / b));
  if (factor !== undefined) return aboutFactor(factor);
  const offset = constant(pairs.map(({ a, b }) => a - b));
  if (offset !== undefined) {
    return `This is right up to a constant: it is ${numberOf(Math.abs(offset))} too ${offset > 0 ? "large" : "small"} everywhere.`;
  }
  if (pairs.every(({ a, b }) => Math.abs(a * b - 1) < 1e-9)) {
    return "This is the reciprocal of the right answer: is the fraction upside down?";
  }
  if (pairs.every(({ a, b }) => Math.abs(Math.abs(a) - Math.abs(b)) < 1e-9 * Math.abs(b))) {
    return "The size is right, but the sign is wrong at some points.";
  }
  const unused = [...right.names].filter((name) => !given.names.has(name));
  const missing = unused.length === 0 ? "" : ` It does not depend on ${unused.join(", ")} at all.`;
  const off = pairs.reduce((worst, pair) => (gapOf(pair) > gapOf(worst) ? pair : worst));
  const which = off.i === 0 && shape(right) === "scalar" ? "" : ` component ${off.i + 1} of`;
  return `At ${shown(off.point, given, right)}${which === "" ? "" : ","}${which} this ${which === "" ? "gives" : "is"} ${numberOf(off.a)}, and ${numberOf(off.b)} is right.${missing}`;
}

/** How far two numbers stand apart, beside the larger. */
const gapOf = ({ a, b }: { readonly a: number; readonly b: number }): number =>
  Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), Number.MIN_VALUE);

/** The right answer with two quantities of one kind exchanged: KL(q, p) for KL(p, q). */
function swappedNames(
  space: Space,
  given: Line,
  right: Line,
  points: readonly Point[],
): string | undefined {
  const names = [...space.quantities.keys()].filter((name) => right.names.has(name));
  for (const [i, a] of names.entries()) {
    for (const b of names.slice(i + 1)) {
      const first = space.quantities.get(a)!;
      const second = space.quantities.get(b)!;
      if (first.type !== second.type || first.sizes.join() !== second.sizes.join()) continue;
      if (first.kind === "natural") continue;
      const exchanged = substitute(
        right.expanded,
        new Map([
          [a, nameNode(b)],
          [b, nameNode(a)],
        ]),
      );
      const line = space.lineOf(exchanged, exchanged);
      if (same(space, given, line, points)) return `${a} and ${b} have changed places.`;
    }
  }
  return undefined;
}

/** The value of a list that hardly varies; undefined where it does. */
function constant(values: readonly number[]): number | undefined {
  const first = values[0];
  if (first === undefined || values.length < 5 || !Number.isFinite(first)) return undefined;
  return values.every((value) => Math.abs(value - first) <= 1e-7 * Math.max(1e-12, Math.abs(first)))
    ? first
    : undefined;
}

function aboutFactor(factor: number): string {
  const near = (value: number): boolean => Math.abs(factor - value) < 1e-6 * Math.abs(value);
  if (factor === 0) return "This is zero everywhere.";
  if (near(-1)) return "The sign is wrong.";
  if (near(1 / Math.LN2))
    return "This is in bits: the answer is asked in nats (natural logarithm).";
  if (near(Math.LN2)) return "This is ln 2 times the right answer: nats and bits are mixed up.";
  const size = Math.abs(factor);
  const sign = factor < 0 ? ", and the sign is wrong" : "";
  if (Math.abs(size - 1) < 0.05) {
    // "1 times too large" would say nothing.
    return `This is ${numberOf(100 * Math.abs(size - 1))} % too ${size > 1 ? "large" : "small"}${sign}.`;
  }
  return size > 1
    ? `This is ${numberOf(size)} times too large${sign}: is a factor left out?`
    : `This is ${numberOf(1 / size)} times too small${sign}: is a factor too many?`;
}

const shown = (point: Point, a: Line, b: Line): string =>
  showPoint(new Map([...point.values].filter(([name]) => a.names.has(name) || b.names.has(name))));
const numberOf = (value: number): string => String(Number(value.toPrecision(5)));
