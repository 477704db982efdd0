import type { LiveWords } from "../../report/page/liveWords.js";
import type { Cause } from "./session.js";

/** Why the cells were stopped, for the reader. */
export function stoppedWords(words: LiveWords, cause: Cause | undefined): string {
  switch (cause?.kind) {
    case undefined:
      return words.stopped;
    case "call took too long":
      return words.overLimit.replace("{limit}", String(cause.limit));
    case "sent too much":
      return words.flood;
    case "sent no message of ours":
      return words.broken;
    case "did not start":
      return words.didNotStart;
  }
}
