import { describeValue } from "./checks.js";
import { DomainError } from "./domainError.js";

export function checkBoolean(name: string, value: unknown): void {
  if (typeof value !== "boolean") {
    throw new DomainError(`${name} must be true or false, got ${describeValue(value)}`);
  }
}
