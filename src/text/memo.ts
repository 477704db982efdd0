/** So many questions after it was last asked for, a value is let go. */
const oldest = 2_000;

/**
 * Values that were made from texts. The last used are kept, as long as they and their texts together weigh no more than
 * `most`: who makes the same many times over, as a preview does, makes it once.
 */
export class Memo<Value> {
  readonly #most: number;
  readonly #weigh: (text: string, value: Value) => number;
  /** In the order in which they were last asked for. */
  readonly #entries = new Map<string, Entry<Value>>();
  #weight = 0;
  #asked = 0;

  /** Without a scale of its own, an entry weighs the characters of its text. */
  constructor(
    most: number,
    weigh: (text: string, value: Value) => number = ({ length }) => length,
  ) {
    this.#most = most;
    this.#weigh = weigh;
  }

  /** The value of `text`, made where it is not there. */
  get(text: string, make: () => Value): Value {
    const asked = ++this.#asked;
    const known = this.#entries.get(text);
    if (known !== undefined) {
      this.#entries.delete(text);
      this.#entries.set(text, { ...known, asked });
      return known.value;
    }
    const value = make();
    const weight = this.#weigh(text, value);
    if (weight > this.#most) return value;
    this.#entries.set(text, { value, weight, asked });
    this.#weight += weight;
    for (const [first, entry] of this.#entries) {
      if (this.#weight <= this.#most && asked - entry.asked < oldest) break;
      this.#entries.delete(first);
      this.#weight -= entry.weight;
    }
    return value;
  }

  clear(): void {
    this.#entries.clear();
    this.#weight = 0;
  }
}

interface Entry<Value> {
  readonly value: Value;
  readonly weight: number;
  /** The number of the question that it last answered. */
  readonly asked: number;
}
