/** The least value of a function over a domain, and whether it has it anywhere. */
export interface Least<T> {
  readonly value: T;
  readonly isAttained: boolean;
}
