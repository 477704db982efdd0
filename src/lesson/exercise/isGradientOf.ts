import { agree } from "./agree.js";
import type { Property } from "./definition.js";
import { describeAnswer, describeInputs } from "./describeAnswer.js";
import { copyInputs } from "./primitives.js";

/**
 * The property that a function is the gradient of `value` in its first argument (a number or a list of numbers),
 * by the central difference (f(x + h) − f(x − h)) / 2h with h = 1e-5 · max(1, |x|); its error is about 1e-9, so the
 * tolerance is 1e-6.
 *
 *     properties: [isGradientOf((z, y) => softplus(z) - y * z, [[0.3, 1], [-2, 0]])]
 */
export function isGradientOf(
  value: (...inputs: never[]) => number,
  inputs: readonly (readonly unknown[])[],
): Property {
  const f = value as (...inputs: unknown[]) => number;
  return {
    says: "its values match a central difference of the loss",
    holds(answer) {
      for (const input of inputs) {
        const got = answer(...copyInputs(input));
        const [x, ...rest] = input;
        const differences = componentsOf(x).map((component, k) => {
          const h = 1e-5 * Math.max(1, Math.abs(component));
          return (f(moved(x, k, h), ...rest) - f(moved(x, k, -h), ...rest)) / (2 * h);
        });
        const components = componentsOf(got);
        const k = differences.findIndex(
          (difference, i) =>
            !agree(components[i] ?? NaN, difference, { relative: 1e-6, absolute: 1e-6 }),
        );
        if (k >= 0) {
          const which = differences.length > 1 ? ` in component ${k + 1}` : "";
          return `At ${describeInputs(input)} the difference gives ${describeAnswer(differences[k])}${which}, the function ${describeAnswer(components[k])}.`;
        }
      }
      return true;
    },
  };
}

function componentsOf(x: unknown): number[] {
  return typeof x === "number" ? [x] : Array.from(x as ArrayLike<number>);
}

function moved(x: unknown, k: number, by: number): number | number[] {
  if (typeof x === "number") return x + by;
  return Array.from(x as ArrayLike<number>, (component, i) =>
    i === k ? component + by : component,
  );
}
