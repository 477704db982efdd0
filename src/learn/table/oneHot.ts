import { checkInteger, checkLabel } from "../../math/numeric/checks.js";

/** Each label as a row of K numbers, 1 at the label and 0 elsewhere: [N] → [N, K]. */
export function oneHot(labels: ArrayLike<number>, classes: number): Float64Array[] {
  checkInteger("classes", classes, 1);
  return Array.from(labels, (label, n) => {
    checkLabel(`labels[${n}]`, label, classes);
    const row = new Float64Array(classes);
    row[label] = 1;
    return row;
  });
}
