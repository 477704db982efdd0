import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unlessAborted } from "../../../src/node/kernel/waiting.js";

describe("unlessAborted", () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown): void => void unheard.push(reason);
  beforeEach(() => void process.on("unhandledRejection", hear));
  afterEach(() => void process.off("unhandledRejection", hear));

  it("gives what the work gives, or says that it was aborted", async () => {
    const never = new AbortController();
    await expect(unlessAborted(Promise.resolve(7), never.signal)).resolves.toBe(7);
    const running = unlessAborted(new Promise(() => undefined), never.signal);
    never.abort();
    await expect(running).resolves.toBe("aborted");
  });

  it.each(["before", "afterwards"])(
    "a failure that nobody waits for any more, aborted %s, ends nothing",
    async (when) => {
      const control = new AbortController();
      if (when === "before") control.abort();
      let fail: (reason: Error) => void = () => undefined;
      const work = new Promise((_, reject) => (fail = reject));
      const outcome = unlessAborted(work, control.signal);
      control.abort();
      await expect(outcome).resolves.toBe("aborted");
      fail(new Error("the kernel ended"));
      await new Promise((resolve) => setImmediate(resolve));
      expect(unheard).toEqual([]);
    },
  );
});
