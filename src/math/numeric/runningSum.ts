/**
 * A sum that carries the rounding error of every addition along, so that its total is as if summed in twice
 * the precision and rounded once. Short enough that an engine inlines it in the loops of the batch kernels.
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

  /** After an infinite term the compensation is ∞ − ∞; the plain sum is then the answer. */
  get total(): number {
    return Number.isFinite(this.#sum) ? this.#sum + this.#compensation : this.#sum;
  }
}
