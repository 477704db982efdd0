import { DomainError } from "../../numeric/domainError.js";

/** A matrix of more rows would take seconds, and a gigabyte soon after. */
const MOST_CLASSES = 5000;

/** Refuses a covariance matrix that would be too large to make in one go. */
export function checkCovarianceSize(classes: number): void {
  if (classes <= MOST_CLASSES) return;
  throw new DomainError(
    `a covariance matrix is made for at most ${MOST_CLASSES} classes, got ${classes}: it would hold ${classes} × ${classes} numbers`,
  );
}
