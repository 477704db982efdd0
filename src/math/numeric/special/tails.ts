/** The two tails of a distribution at one point; the smaller one is computed, never subtracted. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** ln of both tails: of the greater one by what is missing to 1. Tails without a double need a form of their own. */
export function logTails({ lower, upper }: Tails): Tails {
  return lower < upper
    ? { lower: Math.log(lower), upper: Math.log1p(-lower) }
    : { lower: Math.log1p(-upper), upper: Math.log(upper) };
}
