import { describe, expect, it } from "vitest";
import { spread } from "../../sample.js";
import { corpus } from "./corpus/index.js";
import { testThatEachHolds, testThatRelativeErrorsAreNoticed } from "./holdsAndNotices.js";

// All of them: test/sweeps/derivations.test.ts.
const few = spread(corpus, 15);

describe("the corpus of true derivations", () => {
  it("has at least 30, each with its own anchor", () => {
    expect(corpus.length).toBeGreaterThanOrEqual(30);
    expect(new Set(corpus.map((spec) => spec.anchor)).size).toBe(corpus.length);
  });

  testThatEachHolds(few);
});

testThatRelativeErrorsAreNoticed(few);
