import type { Arithmetic } from "../expression/arithmetic.js";
import { compareSides, flat } from "./compare.js";
import { failAt, forPoints, type Outcome, type Plan } from "./plan.js";
import type { Point } from "./point.js";
import type { QuantityValue } from "../expression/quantity.js";

const size = 3;
const mostClasses = 3;

/**
 * ≈ : an expectation and its sample average. All samples of size 3 are enumerated, each with its
 * probability: their mean must be the expectation, exactly; and the average must not care about the
 * order of the sample, nor be the same for all of them.
 */
export function checkAverage(plan: Plan): Outcome {
  const lists = [...plan.space.quantities].filter(
    ([name, quantity]) => quantity.samplesOf !== undefined && plan.right.names.has(name),
  );
  const refuse = (reason: string): Outcome => ({ ok: false, failure: { reason } });
  if (lists.length === 0) {
    return refuse("≈ goes from an expectation to an average over samples: declare samples(…)");
  }
  if (lists.some(([name]) => plan.left.names.has(name))) {
    return refuse("the line above contains the samples already");
  }
  const narrow = new Set(plan.narrow);
  for (const [, { samplesOf }] of lists) narrow.add(samplesOf!.distribution);
  for (const [, { samplesOf }] of lists) {
    const type = plan.space.typeOfName(samplesOf!.distribution);
    if (type !== "vector" && type !== "matrix") {
      return refuse("≈ is tested by enumeration: take samples of a simplex point, not a density");
    }
  }
  return forPoints(
    { ...plan, narrow, points: Math.min(plan.points, 50) },
    (drawn) => {
      const point = withSmallSizes(
        plan,
        drawn,
        lists.map(([name]) => name),
        narrow,
      );
      const samples = enumerate(
        plan,
        point,
        lists.map(([name]) => name),
      );
      const comparison = compareSides(plan.space.arithmetics, <T>(F: Arithmetic<T>) => {
        const environment = plan.space.environment(F, point);
        const left = plan.left.value(F, environment) as T;
        let mean = F.of(0);
        for (const sample of samples) {
          let weight = F.of(1);
          for (const [name, list] of sample) {
            environment[plan.space.slot(name)] = list.map(F.of);
            const distribution = plan.space.quantities.get(name)!.samplesOf!.distribution;
            const cells = flat(environment[plan.space.slot(distribution)]) as T[];
            for (const k of list) weight = F.multiply(weight, cells[k - 1]!);
          }
          const value = plan.right.value(F, environment) as T;
          mean = F.add(mean, F.multiply(weight, value));
        }
        return [left, mean];
      });
      if (comparison.verdict === "unusable") return "skip";
      if (comparison.verdict !== "equal") {
        return failAt(
          plan,
          point,
          "the mean of the average over all samples is not the expectation",
          comparison,
        );
      }
      const spread = orderAndSpread(plan, point, samples);
      return spread === undefined ? "used" : failAt(plan, point, spread);
    },
    `all samples of size ${size}, at random distributions`,
  );
}

/** K at most 3 and N = 3, so that the samples are few. */
function withSmallSizes(
  plan: Plan,
  point: Point,
  lists: readonly string[],
  narrow: ReadonlySet<string>,
): Point {
  const fixed = new Map<string, QuantityValue>();
  for (const [name, quantity] of plan.space.quantities) {
    if (quantity.kind !== "natural") continue;
    const isCount = lists.some(
      (list) => plan.space.quantities.get(list)!.samplesOf!.count === name,
    );
    const drawn = point.values.get(name) as number;
    fixed.set(name, isCount ? size : Math.min(drawn, mostClasses));
  }
  return plan.space.draw(plan.rng, narrow, 0.05, fixed);
}

type Sample = readonly (readonly [string, readonly number[]])[];

function enumerate(plan: Plan, point: Point, lists: readonly string[]): Sample[] {
  let samples: Sample[] = [[]];
  for (const name of lists) {
    const { distribution, count } = plan.space.quantities.get(name)!.samplesOf!;
    const classes = flat(point.values.get(distribution)).length;
    const n = typeof count === "number" ? count : (point.values.get(count) as number);
    const all = tuples(classes, n);
    samples = samples.flatMap((sample) => all.map((list): Sample => [...sample, [name, list]]));
  }
  return samples;
}

function tuples(classes: number, n: number): number[][] {
  let lists: number[][] = [[]];
  for (let i = 0; i < n; i++) {
    lists = lists.flatMap((list) => Array.from({ length: classes }, (_, k) => [...list, k + 1]));
  }
  return lists;
}

/** Turning all samples round by one place must not change the average; other samples must. */
function orderAndSpread(plan: Plan, point: Point, samples: readonly Sample[]): string | undefined {
  const environment = plan.space.environment(plan.space.arithmetics.float, point);
  const evaluate = (sample: Sample): number => {
    for (const [name, list] of sample) environment[plan.space.slot(name)] = list;
    return plan.right.float(environment) as number;
  };
  let least = Infinity;
  let most = -Infinity;
  for (const sample of samples) {
    const value = evaluate(sample);
    const turned = evaluate(
      sample.map(([name, list]) => [name, [...list.slice(1), list[0]!]] as const),
    );
    if (Math.abs(value - turned) > 1e-9 * Math.max(Math.abs(value), Math.abs(turned), 1e-9)) {
      return "the average depends on the order of the samples: is one of them left out?";
    }
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most - least > 1e-12 * Math.max(1, Math.abs(most))
    ? undefined
    : samples.length > 1 && !isDegenerate(plan, point)
      ? "the average is the same for all samples"
      : undefined;
}

/** A uniform distribution, say, may give the same value to every class. */
function isDegenerate(plan: Plan, point: Point): boolean {
  return [...point.values].some(([name, value]) => {
    if (!plan.right.names.has(name) || !Array.isArray(value)) return false;
    const cells = flat(value) as number[];
    return cells.length > 1 && cells.every((cell) => Math.abs(cell - cells[0]!) < 1e-9);
  });
}
