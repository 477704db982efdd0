/**
 * The error of an argument outside the domain of a function: what was expected and what came.
 *
 *     throw new DomainError("rate must be positive, got -1");
 */
export class DomainError extends RangeError {
  override readonly name = "DomainError";
}
