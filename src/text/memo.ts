/**
 * Values that were made from texts. The last used are kept, as long as they and their texts together weigh no more than
 * `most`: who makes the same many times over, as a preview does, makes it once.
 */
export class Memo<Value> {
  readonly #most: number;
  readonly #weigh: (text: string, value: Value) => number;
  readonly #values = new Map<string, { readonly value: Value; readonly weight: number }>();
  #weight = 0;

  /** Without a scale of its own, an entry weighs the characters of its text. */
  constructor(most: number, weigh: (text: string, value: Value) => number = ({ length }) => length) {
    this.#most = most;
    this.#weigh = weigh;
  }

  /** The value of `text`, made where it is not there. */
  get(text: string, make: () => Value): Value {
    const known = this.#values.get(text);
    if (known !== undefined) {
      // The one that was asked for last goes last.
      this.#values.delete(text);
      this.#values.set(text, known);
      return known.value;
    }
    const value = make();
    const weight = this.#weigh(text, value);
    if (weight > this.#most) return value;
    this.#values.set(text, { value, weight });
    this.#weight += weight;
    for (const [oldest, entry] of this.#values) {
      if (this.#weight <= this.#most) break;
      this.#values.delete(oldest);
      this.#weight -= entry.weight;
    }
    return value;
  }

  clear(): void {
    this.#values.clear();
    this.#weight = 0;
  }
}
