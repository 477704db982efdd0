import { describe, expect, it } from "vitest";
import { startLimitBeside } from "../../../src/node/kernel/startKernel.js";
import { Semaphore } from "../../../src/node/kernel/semaphore.js";

const moment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a semaphore", () => {
  it("lets no more through than said, in order, also after one that failed", async () => {
    const semaphore = new Semaphore(2);
    const started: number[] = [];
    const ends: ((fails: boolean) => void)[] = [];
    const all = [0, 1, 2, 3].map((index) =>
      semaphore.run(async () => {
        started.push(index);
        const fails = await new Promise<boolean>((resolve) => (ends[index] = resolve));
        if (fails) throw new Error(`${index}`);
        return index;
      }),
    );
    await moment();
    expect(started).toEqual([0, 1]);
    ends[1]!(true);
    await expect(all[1]).rejects.toThrow("1");
    await moment();
    expect(started).toEqual([0, 1, 2]);
    ends[0]!(false);
    await moment();
    expect(started).toEqual([0, 1, 2, 3]);
    ends[2]!(false);
    ends[3]!(false);
    expect(await all[3]).toBe(3);
  });

  it("forgets one that is aborted while it waits", async () => {
    const semaphore = new Semaphore(1);
    let end = (): void => undefined;
    const first = semaphore.run(() => new Promise<void>((resolve) => (end = resolve)));
    const stop = new AbortController();
    const second = semaphore.run(() => Promise.resolve("second"), stop.signal);
    const third = semaphore.run(() => Promise.resolve("third"));
    stop.abort(new Error("enough"));
    await expect(second).rejects.toThrow("enough");
    end();
    await first;
    expect(await third).toBe("third");
    await expect(semaphore.run(() => Promise.resolve(1), stop.signal)).rejects.toThrow("enough");
  });
});

it("a kernel has longer to start where more of them share the processors", () => {
  expect(startLimitBeside(1, 2)).toBe(30_000);
  expect(startLimitBeside(2, 2)).toBe(30_000);
  expect(startLimitBeside(10, 2)).toBe(150_000);
});
