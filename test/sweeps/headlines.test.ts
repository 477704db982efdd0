import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { correctedInterval, forwardCorrection } from "../../src/index.js";
import { readTableFile } from "../../src/node/data/readTableFile.js";

// Conclusions of the course, from seeds that its texts were not written from: sign and interval.

describe("12, noisy labels", async () => {
  const digits = await readTableFile(join(import.meta.dirname, "..", "..", "data", "digits.csv"));
  const tables = new Map([["digits", digits]]);
  const gains = (loss: string, over: string, noise: string, rate: number) => {
    const accuracyOf = (name: string, seed: number): number =>
      forwardCorrection.run(tables, { noise, rate, loss: name }, seed)["accuracy"]!;
    return correctedInterval(
      [101, 102, 103, 104, 105].map((seed) => accuracyOf(loss, seed) - accuracyOf(over, seed)),
      { trainRows: 600, testRows: 1197 },
    );
  };

  it("past one half of pairwise noise T, known or counted, makes up for it", () => {
    expect(gains("known", "crossEntropy", "pairwise", 0.6).lower).toBeGreaterThan(0.3);
    expect(gains("counted", "crossEntropy", "pairwise", 0.6).lower).toBeGreaterThan(0.3);
  });

  it("T of the wrong kind does not", () => {
    expect(gains("known", "wrongKind", "pairwise", 0.6).lower).toBeGreaterThan(0.3);
  });
});
