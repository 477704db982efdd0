import type { Quantity, QuantityValue } from "../expression/quantity.js";
import { isExcepted } from "./exceptions.js";
import { comparePoint, type Plan } from "./plan.js";
import type { Point } from "./point.js";

/** Where inequalities like to be equalities: like quantities equal, everything uniform, 0, ½ or 1. */
export function meetingPoint(plan: Plan): Point | undefined {
  const { space } = plan;
  const narrow = new Set(space.widening);
  for (let i = 0; i < 24; i++) {
    const values = new Map(space.draw(plan.rng, narrow, i % 2).values);
    const names = [...space.quantities.keys()];
    for (const [n, name] of names.entries()) {
      const quantity = space.quantities.get(name)!;
      if (quantity.kind === "natural" || quantity.type === "function") continue;
      const twin = names.slice(0, n).find((other) => alike(quantity, space.quantities.get(other)!));
      if (twin !== undefined && i % 3 !== 2) values.set(name, values.get(twin)!);
      else if (i % 3 === 1) values.set(name, plainValue(quantity, values.get(name)!));
    }
    const point = { values, narrow };
    const { float } = space.arithmetics;
    if (isExcepted(plan.exceptions, float, space.environment(float, point))) continue;
    const { verdict, withinRounding = false } = comparePoint(space, plan.left, plan.right, point, {
      careful: true,
    });
    if (verdict === "equal" && !withinRounding) return point;
  }
  return undefined;
}

const alike = (a: Quantity, b: Quantity): boolean =>
  a.kind === b.kind && a.sizes.join() === b.sizes.join();

/** The most even value of a domain: the uniform distribution, 0, ½ or 1. */
function plainValue(quantity: Quantity, drawn: QuantityValue): QuantityValue {
  switch (quantity.kind) {
    case "real":
      return 0;
    case "positive":
      return 1;
    case "simplex": {
      const list = drawn as readonly number[];
      return list.map(() => 1 / list.length);
    }
    case "vector":
      return (drawn as readonly number[]).map(() => 0);
    case "positives":
      return (drawn as readonly number[]).map(() => 1);
    default:
      return drawn;
  }
}
