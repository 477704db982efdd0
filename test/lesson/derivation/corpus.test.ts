import { describe, expect, it } from "vitest";
import { testDerivation } from "../../../src/lesson/derive.js";
import { corpus } from "./corpus/index.js";

describe("the corpus of true derivations", () => {
  it.each(corpus.map((spec) => [spec.anchor, spec] as const))("%s holds", (_anchor, spec) => {
    const data = testDerivation(spec);
    expect(data.points).toBeGreaterThanOrEqual(20);
    expect(data.steps.length).toBeGreaterThan(0);
  });
});
