import type { Arithmetic } from "../expression/arithmetic.js";
import type { Environment } from "../expression/scope.js";
import type { Line } from "./line.js";
import type { Plan } from "./plan.js";
import type { Point } from "./point.js";

/** Where `{equal at …}` puts a quantity. */
export interface Assignment {
  readonly name: string;
  readonly line: Line;
}

/** The values of a point, but of the assigned quantities those that they are given. */
export function environmentWith<T>(
  F: Arithmetic<T>,
  { space }: Plan,
  assignments: readonly Assignment[],
  point: Point,
): Environment {
  const environment = space.environment(F, point);
  const values = assignments.map(({ line }) => line.value(F, environment));
  assignments.forEach(({ name }, i) => {
    const value = values[i];
    environment[space.slot(name)] =
      space.typeOfName(name) === "integer" ? F.toNumber(value as T) : value;
  });
  return environment;
}
