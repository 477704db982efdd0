import { checkClasses } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { labelsOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";

/**
 * Weights that give every class the same say: w_k = N / (K·n_k), so that Σₙ w_{yₙ} = N.
 *
 * Errors  DomainError if a class has no example.
 */
export function classWeights(classLabels: Numbers, classes: number): Float64Array {
  checkClasses(classes);
  const labels = labelsOf("labels", classLabels, classes);
  const counts = new Float64Array(classes);
  for (let n = 0; n < labels.length; n++) {
    counts[labels[n]!]!++;
  }
  return counts.map((count, k) => {
    if (count === 0) throw new DomainError(`class ${k} has no example, so it has no weight`);
    return labels.length / (classes * count);
  });
}
