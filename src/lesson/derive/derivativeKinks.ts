import { isExcepted, replaced } from "./exceptions.js";
import type { Failure } from "./derivationError.js";
import type { Space } from "./space.js";
import type { Line } from "./line.js";
import type { Rng } from "../../math/random/index.js";
import type { WideNumber } from "../expression/wideNumber.js";
import { isFunction } from "../expression/functions.js";
import { isInside } from "../expression/domain.js";
import { exactRoot, kinksBelow, rootsBetween } from "../expression/kinks.js";
import { number, type ExpressionNode } from "../expression/node.js";
import { freeNames } from "../expression/walk.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import { substitute } from "../expression/substitute.js";

/** How near to a kink its two sides are looked at, and how far apart their slopes may be. */
const nearness = "1e-25";
const allowed = 1e-12;
const draws = 2;

/**
 * Where a function that was differentiated has a kink or jumps, its derivative does not exist, unless both sides have
 * the same slope: such a place must stand in `{except …}`.
 */
export function checkKinks(
  space: Space,
  line: Line,
  exceptions: readonly Line[],
  rng: Rng,
): Failure | undefined {
  for (const { variable, indices, body, derivative } of line.taken) {
    const quantity = space.quantities.get(variable);
    if (quantity === undefined || quantity.range?.whole === true) continue;
    const kinks = kinksBelow(body, variable, indices);
    if (kinks.length === 0) continue;
    const F = space.arithmetics.decimal;
    const lineOf = (tree: ExpressionNode): Line => {
      const known = withFirstIndices(space, tree);
      return space.lineOf(known, known);
    };
    const [f, slope] = [lineOf(body), lineOf(derivative)];
    const place = indices.map(lineOf);
    for (const kink of kinks.map(lineOf)) {
      for (let n = 0; n < draws; n++) {
        const point = space.draw(rng, new Set(space.widening), 0);
        const environment = space.environment(F, point);
        const slot = space.slot(variable);
        const at = place.map((one) => F.toNumber(one.value(F, environment) as WideNumber));
        const before = environment[slot];
        const evaluate = (one: Line, x: WideNumber): WideNumber => {
          environment[slot] = replaced(before, at, x);
          return one.value(F, environment) as WideNumber;
        };
        const { low = -Infinity, high = Infinity } = quantity.range ?? {};
        try {
          const roots = rootsBetween((x) => F.toNumber(evaluate(kink, F.of(x))), low, high);
          for (const root of roots.filter((x) => isInside(quantity, x))) {
            const x = exactRoot(F, (value) => evaluate(kink, value), root);
            environment[slot] = replaced(before, at, x);
            if (isExcepted(exceptions, F, environment)) continue;
            const h = F.parse(nearness).times(x.abs().plus(1));
            const [below, above] = [x.minus(h), x.plus(h)];
            const values = [below, x, above].map((value) => evaluate(f, value));
            const slopes = [below, above].map((value) => evaluate(slope, value));
            if (![...values, ...slopes].every((value) => value.isFinite())) continue;
            const size = Math.max(1, ...slopes.map((value) => Math.abs(value.toNumber())));
            const jump = values[2]!
              .minus(values[0]!)
              .abs()
              .plus(values[1]!.minus(values[0]!).abs());
            const isBroken = slopes[0]!
              .minus(slopes[1]!)
              .abs()
              .gt(allowed * size);
            const isTorn = jump.gt(h.times(10 * size).times(1e3));
            if (!isBroken && !isTorn) continue;
            const shown = Number(x.toNumber().toPrecision(6));
            const target = at.length === 0 ? variable : `${variable}[${at.join(", ")}]`;
            return {
              reason: isTorn
                ? `what is differentiated jumps at ${target} = ${shown}, and has no derivative there: write {except …}`
                : `the derivative by ${target} does not exist at ${target} = ${shown}: it is ${shortly(slopes[0]!)} below and ${shortly(slopes[1]!)} above; write {except …}, as in {except ${variable} = 0}`,
              values: new Map([...point.values].filter(([name]) => name !== variable)),
            };
          }
        } catch (error) {
          if (!(error instanceof NoSecondOpinion)) throw error;
        }
      }
    }
  }
  return undefined;
}

const shortly = (value: WideNumber): string => String(Number(value.toNumber().toPrecision(6)));

/** Indices bound further out stand at 1 for this test. */
const withFirstIndices = (space: Space, tree: ExpressionNode): ExpressionNode =>
  substitute(
    tree,
    new Map(
      [...freeNames(tree)]
        .filter((name) => name.includes("#") || isUnknown(space, name))
        .map((name) => [name, number(1)]),
    ),
  );

/** An index that is bound further out. */
export const isUnknown = (space: Space, name: string): boolean =>
  space.typeOfName(name) === undefined && !isFunction(name) && !/^[πe∞]$/u.test(name);
