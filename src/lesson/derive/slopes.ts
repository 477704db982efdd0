import type { Failure } from "./derivationError.js";
import type { Space } from "./space.js";
import type { Point } from "./point.js";
import type { Line } from "./line.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import { number, type ExpressionNode } from "../expression/node.js";
import { freeNames } from "../expression/walk.js";
import { substitute } from "../expression/substitute.js";
import type { Rng } from "../../math/random/index.js";

const points = 3;
const mostPoints = 18;

/**
 * Every derivative that was taken symbolically, against the five-point difference
 * (f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h))/12h: with 60 digits and h = 1e-12, where they can follow.
 */
export function checkDerivatives(space: Space, line: Line, rng: Rng): Failure | undefined {
  for (const { variable, indices, body, derivative } of line.taken) {
    // Indices bound further out stand at 1 for this test.
    const known = (tree: ExpressionNode): ExpressionNode =>
      substitute(
        tree,
        new Map(
          [...freeNames(tree)]
            .filter((name) => space.typeOfName(name) === undefined && !isConstant(name))
            .map((name) => [name, number(1)]),
        ),
      );
    const f = known(body);
    const g = known(derivative);
    const place = indices.map((i) => space.lineOf(known(i), known(i)));
    const fLine = space.lineOf(f, f);
    const gLine = space.lineOf(g, g);
    let used = 0;
    let undefinedAt: Point | undefined;
    for (let n = 0; n < mostPoints && used < points; n++) {
      const narrow = n < mostPoints / 2 ? [] : space.widening;
      const point = space.draw(rng, new Set(narrow), 0);
      const difference = <T>(F: Arithmetic<T>, h: number): readonly [T, T] => {
        const environment = space.environment(F, point);
        const slot = space.slot(variable);
        const at = place.map((line_) => F.toNumber(line_.value(F, environment) as T));
        const value = environment[slot];
        const exact = gLine.value(F, environment) as T;
        const shifted = (steps: number): T => {
          environment[slot] = moved(F, value, at, F.multiply(F.of(steps), F.of(h)));
          const result = fLine.value(F, environment) as T;
          environment[slot] = value;
          return result;
        };
        const far = F.subtract(shifted(-2), shifted(2));
        const near = F.multiply(F.of(8), F.subtract(shifted(1), shifted(-1)));
        return [exact, F.divide(F.add(far, near), F.of(12 * h))];
      };
      let exact: number;
      let estimate: number;
      let allowed = 1e-15;
      try {
        const pair = difference(space.arithmetics.decimal, 1e-12);
        exact = pair[0].toNumber();
        estimate = pair[1].toNumber();
      } catch (error) {
        if (!(error instanceof NoSecondOpinion)) throw error;
        [exact, estimate] = difference(space.arithmetics.float, 1e-3);
        allowed = 1e-6;
      }
      if (!Number.isFinite(exact)) continue;
      if (!Number.isFinite(estimate)) {
        undefinedAt = point;
        continue;
      }
      used++;
      const size = Math.max(Math.abs(exact), Math.abs(estimate), allowed === 1e-15 ? 1e-9 : 1e-3);
      if (Math.abs(exact - estimate) > allowed * 10 * size) {
        return {
          reason: `the derivative by ${variable} does not agree with a five-point difference`,
          left: [estimate],
          right: [exact],
          values: point.values,
        };
      }
    }
    // The rules answer for ln(−eᶻ) too, which has no value anywhere.
    if (used === 0 && undefinedAt !== undefined) {
      return {
        reason: `what is differentiated by ${variable} has no finite value`,
        values: undefinedAt.values,
      };
    }
  }
  return undefined;
}

const isConstant = (name: string): boolean => name === "π" || name === "e" || name === "∞";

function moved<T>(F: Arithmetic<T>, value: unknown, at: readonly number[], by: T): unknown {
  if (at.length === 0) return F.add(value as T, by);
  const [first, ...rest] = at;
  return (value as unknown[]).map((part, i) =>
    i === first! - 1 ? moved(F, part, rest, by) : part,
  );
}
