import { describe, expect, it } from "vitest";
import { mapConcurrently } from "../../../src/node/run/mapConcurrently.js";

describe("mapConcurrently", () => {
  it("keeps the order of the items and the limit", async () => {
    let running = 0;
    let most = 0;
    const results = await mapConcurrently([30, 10, 20], 2, async (milliseconds, index) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      running--;
      return index;
    });
    expect(results).toEqual([0, 1, 2]);
    expect(most).toBe(2);
  });

  it("starts nothing after an error, waits for what runs, then throws it", async () => {
    const started: number[] = [];
    let ended = false;
    const all = mapConcurrently([0, 1, 2, 3], 2, async (item) => {
      started.push(item);
      if (item === 0) throw new Error("first");
      await new Promise((resolve) => setTimeout(resolve, 20));
      ended = true;
    });
    await expect(all).rejects.toThrow("first");
    expect(started).toEqual([0, 1]);
    expect(ended).toBe(true);
  });
});
