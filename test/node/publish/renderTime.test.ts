import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { stopwatch, timeLimit } from "../../../src/node/publish/renderTime.js";

/** Milliseconds of the processor, of which the system took a quarter. */
let processor = 0;
beforeEach(() => {
  processor = 1000;
  vi.spyOn(process, "cpuUsage").mockImplementation((since = { user: 0, system: 0 }) => ({
    user: processor * 750 - since.user,
    system: processor * 250 - since.system,
  }));
});
afterEach(() => vi.restoreAllMocks());

const limits = { cell: 2000, notebook: 9000, rest: 30_000 };

it("a stopwatch says the processor's time, whatever the clock says", () => {
  let clock = 1000;
  vi.spyOn(performance, "now").mockImplementation(() => clock);
  vi.spyOn(Date, "now").mockImplementation(() => clock);
  const spent = stopwatch();
  expect(spent()).toBe(0);
  clock += 4_000_000;
  processor += 500;
  expect(spent()).toBe(500);
});

it("every cell has its own time", () => {
  const tooLong = timeLimit(limits, 9000);
  for (const place of [0, 1, 2]) {
    expect(tooLong(place, 0)).toBe(undefined);
    processor += 2000;
    expect(tooLong(place, 0)).toBe(undefined);
  }
  processor += 1;
  expect(tooLong(2, 0)).toEqual({ at: 2, reason: "took longer than 2 s" });
});

it("a cell is not charged for what went before it", () => {
  for (const first of [0, 1, 2]) {
    const tooLong = timeLimit(limits, 9000);
    processor += 5000;
    expect(tooLong(first, 0)).toBe(undefined);
    processor += 2000;
    expect(tooLong(first, 0)).toBe(undefined);
  }
});

it("long times are said in seconds", () => {
  const tooLong = timeLimit({ ...limits, cell: 1_000_000, notebook: 0 }, 0);
  processor += 1_000_001;
  expect(tooLong(0, 0)?.reason).toBe("took longer than 1000 s");
});

it("a cell has no more than what is left for the notebook, but half a second", () => {
  for (const [notebook, most] of [
    [1500, 1500],
    [20, 500],
    [-20, 500],
  ] as const) {
    const tooLong = timeLimit({ ...limits, notebook }, 9000);
    tooLong(0, 0);
    processor += most;
    expect(tooLong(0, 0)).toBe(undefined);
    processor += 1;
    expect(tooLong(0, 0)?.at).toBe(0);
  }
});

it("where no cell is set, only the time of all counts, and a cell's time beside it", () => {
  for (const [most, all] of [
    [3000, 5000],
    [-10, 2000],
  ] as const) {
    const tooLong = timeLimit(limits, most);
    processor += all;
    expect(tooLong(-1, 0)).toBe(undefined);
    processor += 1;
    const reason = `took longer than ${all / 1000} s`;
    expect(tooLong(-1, 0)).toEqual({ at: -1, reason });
    // No cell is to blame for the time of all.
    expect(tooLong(3, 0)).toEqual({ at: -1, reason });
  }
  const short = timeLimit({ ...limits, cell: 1, notebook: 1 }, 0);
  processor += 2;
  expect(short(0, 0)?.reason).toBe("took longer than 1 s");
});

it("a thread that has nothing to do does not keep the command waiting", () => {
  const tooLong = timeLimit(limits, 9000);
  expect(tooLong(4, 30_000)).toBe(undefined);
  expect(tooLong(4, 30_001)).toEqual({ at: 4, reason: "did nothing for 30 s" });
});
