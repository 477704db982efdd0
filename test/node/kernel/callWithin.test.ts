import { afterEach, describe, expect, it, vi } from "vitest";
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

describe("a machine that is busy with other things", () => {
  afterEach(() => vi.restoreAllMocks());
  /** As if the tries had the processor for so many milliseconds: this machine may be busy too. */
  const processorHad = (...ofTries: number[]) => {
    let asked = 0;
    let had = 0;
    vi.spyOn(process, "cpuUsage").mockImplementation(() => {
      // Before and after each try.
      if (asked % 2 === 1) had += ofTries[(asked - 1) / 2] ?? 0;
      asked++;
      return { user: had * 1000, system: 0 };
    });
    return { tries: () => asked / 2 };
  };
  const takes = (milliseconds: number) => {
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
    return "in time";
  };

  it("stops no call that did not have its time", () => {
    processorHad(6, 20);
    expect(callWithin(() => takes(60), 30)).toBe("in time");
  });

  it("stops one that had it, and one without an end", () => {
    const once = processorHad(30);
    expect(() => callWithin(() => takes(400), 30)).toThrow("longer than its limit of 30 ms");
    expect(once.tries()).toBe(1);
    const twice = processorHad(6, 60);
    expect(() => callWithin(() => takes(400), 30)).toThrow(TimeLimitError);
    expect(twice.tries()).toBe(2);
  });
});
