import { repaired } from "./repairs.js";

/** Characters in one message; a longer text takes several. */
const piece = 2 ** 20;

/**
 * Bounds what the kernel sends. A long text goes in pieces, so that it is not held as JSON, as bytes and as a frame all
 * at once. Whoever started the kernel may say in LOSSBOOK_OUTPUT_LIMIT how many characters of output it keeps: then
 * what it would drop is not sent, save for the one character that shows it that something is missing.
 */
export class OutputLimit {
  readonly #limit: number;
  #sent = 0;
  /** Cells that have sent the character above the limit. */
  readonly #shownCut = new WeakSet<object>();

  constructor(limit = Number(process.env.LOSSBOOK_OUTPUT_LIMIT || Infinity)) {
    this.#limit = repaired("text-pieces") ? limit : Infinity;
  }

  /** The parts of a printed text that are to be sent; `cell` is whoever printed it. */
  *pieces(text: string, cell: object): Generator<string> {
    let end = Math.min(text.length, Math.max(0, this.#limit - this.#sent));
    if (end < text.length && !this.#shownCut.has(cell)) {
      this.#shownCut.add(cell);
      end++;
    }
    this.#sent += end;
    const longest = repaired("text-pieces") ? piece : Infinity;
    for (let at = 0; at < end;) {
      const next = at + longest >= end ? end : notInsidePair(text, at + longest);
      yield text.slice(at, next);
      at = next;
    }
  }

  /** A bundle whose texts are cut above the limit: it is too large to be kept either way. */
  bundle(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(data).map(([type, value]) => [
        type,
        typeof value === "string" && value.length > this.#limit
          ? value.slice(0, this.#limit + 1)
          : value,
      ]),
    );
  }
}

/** `at`, or one less where it would part the two halves of a character. */
function notInsidePair(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? at - 1 : at;
}
