import { describeValue } from "./checks.js";
import { DomainError } from "./domainError.js";

/** The target of a margin loss: −1 or 1. */
export function checkSign(name: string, target: number): void {
  if (target !== 1 && target !== -1) {
    throw new DomainError(`${name} must be -1 or 1, got ${describeValue(target)}`);
  }
}
