import { floatArithmetic } from "../expression/floatArithmetic.js";
import { comparePoint } from "../deriveRelations.js";
import { showPoint } from "../deriveError.js";
import { Space, type Line, type Point } from "../deriveSpace.js";
import { ExpressionError } from "../expression/expressionError.js";
import { agree } from "./agree.js";
import type { ExpressionExercise } from "./definition.js";
import { describeAnswer } from "./describeAnswer.js";
import { isMissing, right, unsolved, wrong, type Judgement } from "./judgement.js";

/** The longest expression that is read: a page. */
const LONGEST = 1000;
const POINTS = 60;
/** Fewer usable points than this prove nothing. */
const FEWEST = 10;

type Comparison = ReturnType<typeof comparePoint>;

/**
 * Judges an expression as a function: equal at points of the declared domain, however it is written. Integrals and the
 * like get fewer points.
 */
export function judgeExpression(exercise: ExpressionExercise, answer: unknown): Judgement {
  if (isMissing(answer)) {
    return unsolved("Not answered yet: write the expression as a text and run the cell.");
  }
  if (typeof answer !== "string") {
    return wrong(
      `An expression is asked for, as a text such as \`"${example(exercise)}"\`; ${describeAnswer(answer)} came.`,
    );
  }
  if (answer.length > LONGEST) {
    return wrong(
      `The expression is ${answer.length} characters long; the longest that is read has ${LONGEST}.`,
    );
  }
  const space = new Space(exercise.quantities, exercise.where);
  const truth = space.line(space.parse(exercise.truth));
  let line: Line;
  try {
    line = space.line(space.parse(answer));
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return wrong(`This cannot be read:\n\n\`\`\`\n${error.message}\n\`\`\``);
  }
  const points = drawPoints(space, truth.expensive || line.expensive ? FEWEST + 2 : POINTS);
  const compared = points.map((point) => comparePoint(space, truth, line, point));
  if (allEqual(compared)) return right(`Right: equal at ${compared.length} random points.`);

  for (const mistake of exercise.mistakes ?? []) {
    const known = space.line(space.parse(mistake.answer));
    if (allEqual(points.map((point) => comparePoint(space, known, line, point)))) {
      return wrong(mistake.because);
    }
  }
  return wrong(diagnosis(space, truth, line, points, compared));
}

const example = ({ quantities }: ExpressionExercise): string =>
  Object.keys(quantities).slice(0, 2).join(" + ");

function drawPoints(space: Space, count: number): Point[] {
  const rng = space.rng(1);
  // The reader's answer need only hold on the declared domain, not on the wider one of a derivation.
  const narrow = new Set(space.quantities.keys());
  return Array.from({ length: count }, () => space.draw(rng, narrow, 0.1));
}

/** Points where neither side is finite say nothing. */
function allEqual(compared: readonly Comparison[]): boolean {
  const usable = compared.filter(({ verdict }) => verdict !== "unusable");
  return usable.length >= FEWEST && usable.every(({ verdict }) => verdict === "equal");
}

function diagnosis(
  space: Space,
  truth: Line,
  line: Line,
  points: readonly Point[],
  compared: readonly Comparison[],
): string {
  const at = compared.findIndex(({ verdict }) => verdict !== "equal" && verdict !== "unusable");
  const first = compared[at];
  if (first === undefined) {
    return "At no test point does the expression have a finite value. Look for 0/0 and the logarithm of negative numbers.";
  }
  if (first.verdict === "shape") {
    return first.left.length === 1
      ? "A single number is asked for, and the expression is a list."
      : `A list of ${first.left.length} is asked for, and the expression has ${first.right.length} component${first.right.length === 1 ? "" : "s"}.`;
  }
  const everywhere = relation(compared);
  if (everywhere !== undefined) return everywhere;
  const missing = [...truth.names].filter((name) => !line.names.has(name));
  const hint = missing.length > 0 ? ` It does not depend on ${missing.join(" and ")}.` : "";
  const point = points[at] as Point;
  const relevant = new Map(
    [...point.values].filter(([name]) => truth.names.has(name) || line.names.has(name)),
  );
  const environment = space.environment(floatArithmetic, point);
  const value = line.float(environment);
  const shown = typeof value === "number" ? describeAnswer(value) : "another list";
  return `Not the same function: at ${showPoint(relevant)} it gives ${shown}, which is not right.${hint}`;
}

/** One factor, or one difference, at all points. */
function relation(compared: readonly Comparison[]): string | undefined {
  const pairs = compared
    .filter(({ verdict }) => verdict !== "unusable")
    .flatMap(({ left, right: mine }) => left.map((value, i) => [value, mine[i] ?? NaN] as const));
  const tolerance = { relative: 1e-6 };
  const ratios = pairs
    .filter(([value]) => Math.abs(value) > 1e-9)
    .map(([value, own]) => own / value);
  const ratio = ratios[0];
  if (
    ratio !== undefined &&
    ratios.length >= FEWEST &&
    ratios.every((r) => agree(r, ratio, tolerance))
  ) {
    if (agree(ratio, -1, tolerance)) return "The sign is turned round everywhere.";
    if (agree(ratio, 1 / Math.LN2, tolerance))
      return "That is the right function in bits; nats are asked for.";
    if (ratio === 0) return "The expression is 0 everywhere.";
    const size = Math.abs(ratio);
    const times = describeAnswer(Number((size > 1 ? size : 1 / size).toPrecision(4)));
    return `${times} times too ${size > 1 ? "large" : "small"} everywhere${ratio < 0 ? ", with the sign turned round" : ""}. Is a factor lost or counted twice?`;
  }
  const gaps = pairs.map(([value, own]) => own - value);
  const gap = gaps[0];
  if (
    gap !== undefined &&
    gaps.length >= FEWEST &&
    gaps.every((g) => agree(g, gap, { absolute: 1e-9 }))
  ) {
    return `Off by the same ${describeAnswer(Math.abs(gap))} everywhere: a constant is ${gap > 0 ? "too much" : "missing"}.`;
  }
  return undefined;
}
