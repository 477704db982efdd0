import { expect, it } from "vitest";
import { DerivationError } from "../../src/lesson/derive/derivationError.js";
import { testDerivation } from "../../src/lesson/derive/derive.js";
import { changedSources } from "../lesson/derivation/changedSources.js";
import { corpus } from "../lesson/derivation/corpus/index.js";

// 5,000 of them were tried when it was written; a few of them on every run, others with another seed.
const sources = changedSources(corpus, 60, 1);

it("a source with a slip of the hand passes, or is refused with a caret", () => {
  for (const spec of sources) {
    try {
      testDerivation(spec);
    } catch (error) {
      expect(error, spec.text).toBeInstanceOf(DerivationError);
      expect((error as Error).message, spec.text).toMatch(/\n +\^/);
    }
  }
});
