import { expect, it } from "vitest";
import { TimeLimitError } from "../../../src/lesson/runtime.js";
import { callWithin } from "../../../src/node/kernel/callWithin.js";

it("a call hands back its result and its error", () => {
  expect(callWithin(() => [1, 2], 1000)).toEqual([1, 2]);
  expect(() =>
    callWithin(() => {
      throw new RangeError("own");
    }, 1000),
  ).toThrow(new RangeError("own"));
});

it("a loop without an end is stopped, also inside another call", () => {
  const endless = (): never => {
    for (;;);
  };
  expect(() => callWithin(endless, 30)).toThrow(TimeLimitError);
  const inner = callWithin(() => {
    try {
      return callWithin(endless, 30);
    } catch (error) {
      return (error as Error).name;
    }
  }, 5000);
  expect(inner).toBe("TimeLimitError");
});

it("a limit must be positive; infinity is none", () => {
  expect(() => callWithin(() => 1, 0)).toThrow(/positive milliseconds, got 0/);
  expect(() => callWithin(() => 1, NaN)).toThrow(/got NaN/);
  expect(callWithin(() => 1, Infinity)).toBe(1);
});
