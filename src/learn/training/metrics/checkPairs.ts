import { DomainError } from "../../../math/numeric/domainError.js";

/** Predictions and targets come in pairs, at least one. */
export function checkPairs(
  nameA: string,
  a: ArrayLike<unknown>,
  nameB: string,
  b: ArrayLike<unknown>,
): void {
  if (a.length === 0) throw new DomainError(`${nameA} must not be empty`);
  if (a.length !== b.length) {
    throw new DomainError(`${nameB} must have ${a.length} entries as ${nameA}, got ${b.length}`);
  }
}

/** 0/1 labels of which both occur. */
export function checkBinary(name: string, labels: ArrayLike<number>): void {
  let ones = 0;
  for (let n = 0; n < labels.length; n++) {
    if (labels[n] !== 0 && labels[n] !== 1) {
      throw new DomainError(`${name}[${n}] must be 0 or 1, got ${labels[n]}`);
    }
    ones += labels[n]!;
  }
  if (ones === 0 || ones === labels.length) {
    throw new DomainError(`${name} must hold both classes, all are ${ones === 0 ? 0 : 1}`);
  }
}
