import { DomainError } from "../../math/numeric/domainError.js";
import type { Family } from "../models/family.js";
import { linearPredictor } from "../models/generalisedLinear.js";
import type { PreparedFit } from "./prepareFit.js";
import { penalisedGains } from "./solveFit.js";
import type { Recession } from "./solveFit.js";

/** Classes and counts may leave the likelihood without a maximum. */
export function recessionOf(family: Family, fit: PreparedFit): Recession | undefined {
  if (!["bernoulli", "poisson", "tweedie"].includes(family.name)) return undefined;
  const { targets, features } = fit;
  const certain = (target: number): 1 | -1 | 0 => {
    if (target === 0) return -1;
    return family.name === "bernoulli" && target === 1 ? 1 : 0;
  };
  if (family.name === "bernoulli" && fit.intercept) checkBothClasses(targets);
  return {
    reason: family.name === "bernoulli" ? separable : vanishing,
    gains(direction) {
      const outputChanges = linearPredictor(direction, features);
      const gains = penalisedGains(direction, fit.l2);
      outputChanges.forEach((change, n) => {
        const sign = certain(targets[n]!);
        if (sign === 0) gains.push(change, -change);
        else gains.push(sign * change);
      });
      return gains;
    },
  };
}

function checkBothClasses(targets: Float64Array): void {
  const first = targets[0]!;
  if ((first !== 0 && first !== 1) || targets.some((target) => target !== first)) return;
  throw new DomainError(
    `targets must hold both classes, all are ${first}: the likelihood has no maximum; add data of the other class`,
  );
}

export const separable =
  "classes are perfectly separable: longer weights always fit better, so the likelihood has no maximum; set l2 above 0, for instance l2: 1e-3";

const vanishing =
  "counts are all 0 wherever some combination of the features is not: longer weights always fit better, so the likelihood has no maximum; set l2 above 0, for instance l2: 1e-3, or leave the feature out";
