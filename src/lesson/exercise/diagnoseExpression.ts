import { flat } from "../derive/compare.js";
import type { Space } from "../derive/space.js";
import type { Point } from "../derive/point.js";
import type { Line } from "../derive/line.js";
import { name as nameNode } from "../expression/node.js";
import { substitute } from "../expression/substitute.js";
import { sameFunction } from "./sameFunction.js";
import { relativeGap, describePoint, shortNumber } from "./pointsApart.js";

/** What is wrong with an answer: its shape, a factor, a constant, a sign, names that changed places, or one point. */
export function diagnose(space: Space, given: Line, right: Line, points: readonly Point[]): string {
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
    return `At ${describePoint(sized.point, given, right)} this has ${parts(sized.given.length)}, and ${parts(sized.right.length)} are right.`;
  }
  const broken = values.find((at) => !at.given.every(Number.isFinite));
  if (broken !== undefined) {
    return `This has no finite value at ${describePoint(broken.point, given, right)}; a value was expected there.`;
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
    return `This is right up to a constant: it is ${shortNumber(Math.abs(offset))} too ${offset > 0 ? "large" : "small"} everywhere.`;
  }
  if (pairs.every(({ a, b }) => Math.abs(a * b - 1) < 1e-9)) {
    return "This is the reciprocal of the right answer: is the fraction upside down?";
  }
  if (pairs.every(({ a, b }) => Math.abs(Math.abs(a) - Math.abs(b)) < 1e-9 * Math.abs(b))) {
    return "The size is right, but the sign is wrong at some points.";
  }
  const unused = [...right.names].filter((name) => !given.names.has(name));
  const missing = unused.length === 0 ? "" : ` It does not depend on ${unused.join(", ")} at all.`;
  const off = pairs.reduce((worst, pair) =>
    relativeGap(pair) > relativeGap(worst) ? pair : worst,
  );
  const which = off.i === 0 && shape(right) === "scalar" ? "" : ` component ${off.i + 1} of`;
  return `At ${describePoint(off.point, given, right)}${which === "" ? "" : ","}${which} this ${which === "" ? "gives" : "is"} ${shortNumber(off.a)}, and ${shortNumber(off.b)} is right.${missing}`;
}

/** The right answer with two quantities of one kind exchanged: KL(q, p) for KL(p, q). */
function swappedNames(
  space: Space,
  given: Line,
  right: Line,
  points: readonly Point[],
): string | undefined {
  const used = [...space.quantities].filter(([name]) => right.names.has(name));
  for (const [i, [a, first]] of used.entries()) {
    for (const [b, second] of used.slice(i + 1)) {
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
      if (sameFunction(space, given, line, points)) return `${a} and ${b} have changed places.`;
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
    return `This is ${shortNumber(100 * Math.abs(size - 1))} % too ${size > 1 ? "large" : "small"}${sign}.`;
  }
  return size > 1
    ? `This is ${shortNumber(size)} times too large${sign}: is a factor left out?`
    : `This is ${shortNumber(1 / size)} times too small${sign}: is a factor too many?`;
}
