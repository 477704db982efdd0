import { DomainError } from "../../math/numeric/domainError.js";
import type { Family } from "../models/family.js";
import type { PreparedFit } from "./prepareFit.js";
import { spreadOf } from "./weightedColumns.js";

/**
 * The problem with targets in their own unit: η = centre + scale·η', with the loss divided by `lossUnit`.
 *
 * Real targets: their mean and standard deviation. Rates: η = ln ȳ + η', of the targets y/ȳ.
 */
export function standardiseTargets(
  family: Family,
  { targets: allTargets, weights, offset, intercept }: PreparedFit,
) {
  if (family.link === "logit") {
    return { family, targets: allTargets, centre: 0, scale: 1, lossUnit: 1, offsets: offset };
  }
  // Around an identity an offset is the same as a target that is so much less.
  const targets =
    family.link === "identity" ? allTargets.map((target, n) => target - offset[n]!) : allTargets;
  const { mean, deviation } = spreadOf(targets, weights, family.link === "log" || intercept);
  if (family.link === "log") {
    if (!(mean > 0)) {
      throw new DomainError("targets must not all be 0: the log of their mean is -Infinity");
    }
    // The offsets' mean belongs to the intercept: then η' is of the order of 1, whatever the exposures.
    const meanOffset = intercept ? spreadOf(offset, weights).mean : 0;
    const shift = intercept ? meanOffset : Math.log(mean);
    return {
      family,
      targets: targets.map((target) => target / mean),
      centre: intercept ? Math.log(mean) - meanOffset : 0,
      scale: 1,
      lossUnit: family.name === "poisson" ? mean : mean ** (2 - (family.power ?? 2)),
      offsets: offset.map((value) => value - shift),
    };
  }
  const centre = intercept ? mean : 0;
  const scale = deviation > 0 ? deviation : 1;
  return {
    family: family.inUnit?.(scale) ?? family,
    targets: targets.map((target) => (target - centre) / scale),
    centre,
    scale,
    lossUnit: 1,
    offsets: new Float64Array(targets.length),
  };
}
