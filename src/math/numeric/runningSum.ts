/**
 * A sum that carries the rounding error of every addition along, so that its total is as if summed in twice
 * the precision and rounded once. Short enough that an engine inlines it in loops.
 *
 * An infinite term makes the total infinite (+∞ and −∞ together: NaN).
 * Source  Knuth, The Art of Computer Programming 2 (1997), §4.2.2, theorem B (TwoSum).
 */
export class RunningSum {
  #sum = 0;
  #compensation = 0;

  add(x: number): void {
    const next = this.#sum + x;
    const back = next - this.#sum;
    this.#compensation += this.#sum - (next - back) + (x - back);
    this.#sum = next;
  }

  /** A sum of others, and the compensation that goes with it. */
  addSum(sum: number, compensation: number): void {
    this.add(sum);
    if (Number.isFinite(sum)) this.#compensation += compensation;
  }

  /** The numbers from place `start` to place `end`; two running sums, since a processor adds both at once. */
  addAll(values: Float64Array, start: number, end: number): void {
    let evens = 0;
    let evensLost = 0;
    let odds = 0;
    let oddsLost = 0;
    const pairs = end - ((end - start) & 1);
    for (let i = start; i < pairs; i += 2) {
      const x = values[i]!;
      const y = values[i + 1]!;
      const nextEvens = evens + x;
      const backEvens = nextEvens - evens;
      evensLost += evens - (nextEvens - backEvens) + (x - backEvens);
      evens = nextEvens;
      const nextOdds = odds + y;
      const backOdds = nextOdds - odds;
      oddsLost += odds - (nextOdds - backOdds) + (y - backOdds);
      odds = nextOdds;
    }
    this.addSum(evens, evensLost);
    this.addSum(odds, oddsLost);
    if (pairs < end) this.add(values[pairs]!);
  }

  /** After an infinite term the compensation is ∞ − ∞; the plain sum is then the answer. */
  get total(): number {
    return Number.isFinite(this.#sum) ? this.#sum + this.#compensation : this.#sum;
  }
}
