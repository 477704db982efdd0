import { checkClasses } from "../../math/numeric/checks.js";
import { labelsOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";

/** Each label as a row of K numbers, 1 at the label and 0 elsewhere: [N] → [N, K]. */
export function oneHot(labels: Numbers, classes: number): Float64Array[] {
  checkClasses(classes);
  return Array.from(labelsOf("labels", labels, classes), (label) => {
    const row = new Float64Array(classes);
    row[label] = 1;
    return row;
  });
}
