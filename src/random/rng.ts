/** A source of random numbers that a caller passes on; the same seed gives the same numbers. */
export interface Rng {
  /** A number in [0, 1), from 53 random bits. */
  uniform(): number;
  /** An integer in 0 … n − 1, each as likely as the others. */
  integer(n: number): number;
  /** A standard normal number. */
  normal(): number;
}
