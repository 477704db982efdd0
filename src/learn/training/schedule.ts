import {
  checkFunction,
  checkInteger,
  checkInterval,
  checkNonNegative,
  checkOptions,
  checkPositive,
} from "../../math/numeric/checks.js";

/** The learning rate of each step: a function of the steps done, 0, 1, 2, … */
export type Schedule = (step: number) => number;

/** rate · factor^⌊step / every⌋. */
export function stepDecay(rate: number, options: { every: number; factor?: number }): Schedule {
  checkOptions("stepDecay", options, ["every", "factor"]);
  const { every, factor = 0.5 } = options;
  checkPositive("rate", rate);
  checkInteger("every", every, 1);
  checkInterval("factor", factor, 0, 1);
  return (step) => rate * factor ** Math.floor(step / every);
}

/** rate · e^{−decay·step}. */
export function exponentialDecay(rate: number, decay: number): Schedule {
  checkPositive("rate", rate);
  checkPositive("decay", decay);
  return (step) => rate * Math.exp(-decay * step);
}

/** From rate down to `final` along half a cosine over `steps`, then `final`. */
export function cosineDecay(rate: number, steps: number, final = 0): Schedule {
  checkPositive("rate", rate);
  checkInteger("steps", steps, 1);
  checkNonNegative("final", final);
  return (step) => {
    const progress = Math.min(step / steps, 1);
    return final + (rate - final) * 0.5 * (1 + Math.cos(Math.PI * progress));
  };
}

/** Rises linearly over the first `steps`, then follows `schedule`. */
export function warmup(steps: number, schedule: Schedule): Schedule {
  checkInteger("steps", steps, 1);
  checkFunction("schedule", schedule);
  return (step) => schedule(step) * Math.min((step + 1) / steps, 1);
}
