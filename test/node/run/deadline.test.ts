import { describe, expect, it } from "vitest";
import { Deadline } from "../../../src/node/run/deadline.js";
import { wholeMilliseconds } from "../../../src/node/kernel/waiting.js";

describe("a deadline", () => {
  it("takes what is left of a limit, which is no whole number", async () => {
    const deadline = new Deadline(4.5);
    await new Promise((resolve) => deadline.signal.addEventListener("abort", resolve));
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.caller.aborted).toBe(false);
  });
  it("is none where the limit is infinite, and over where it has passed", () => {
    expect(new Deadline(Infinity).signal.aborted).toBe(false);
    expect(wholeMilliseconds(-3.2)).toBe(0);
    expect(wholeMilliseconds(Infinity)).toBe(2 ** 31 - 1);
  });
});
