import { afterEach, describe, expect, it, vi } from "vitest";
import { sampled, spread } from "./sample.js";

const items = Array.from({ length: 20 }, (_, at) => `item ${at}`);
afterEach(() => vi.unstubAllEnvs());

describe("a sample", () => {
  it("is everything where no seed is set", () => {
    vi.stubEnv("LOSSBOOK_SAMPLE", "");
    expect(sampled(items, 4)).toEqual(items);
  });

  it("is drawn by its seed, in the order of the list", () => {
    vi.stubEnv("LOSSBOOK_SAMPLE", "a commit");
    const first = sampled(items, 4);
    expect(first).toHaveLength(4);
    expect(sampled([...items].reverse(), 4)).toEqual([...first].reverse());
    vi.stubEnv("LOSSBOOK_SAMPLE", "another");
    expect(sampled(items, 4)).not.toEqual(first);
  });
});

describe("a spread", () => {
  it("is evenly spaced, and everything where there are no more", () => {
    expect(spread(items, 4)).toEqual(["item 0", "item 5", "item 10", "item 15"]);
    expect(spread(items, 3)).toEqual(["item 0", "item 6", "item 13"]);
    expect(spread(items, 20)).toEqual(items);
    expect(spread(items, 99)).toEqual(items);
  });
});
