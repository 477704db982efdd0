import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PageWorker, textOf } from "../page/pageWorker.js";

let worker: PageWorker;
beforeEach(async () => {
  worker = await PageWorker.start();
});
afterEach(() => worker.close());

describe("a cell cannot harm its page", () => {
  const flood = 64 * 2 ** 20;

  it.each([
    ["text", 'for (;;) console.log("x".repeat(1e6))'],
    ["short lines", 'for (;;) console.log("xxxxxxxxxxxxxxxxxxxx")'],
    ["one text", 'console.log("x".repeat(2e8))'],
    ["data", 'import { display } from "lossbook"; for (;;) display({ "text/plain": "x".repeat(1e6) })'],
    ["an error", 'throw new Error("x".repeat(2e8))'],
  ])("by a flood of %s: it fails, and the next one runs", async (_, source) => {
    const { ok, outputs } = await worker.run(source);
    expect(ok).toBe(false);
    expect(worker.received).toBeLessThan(flood * 1.1);
    expect(outputs.at(-1)).toMatchObject({ kind: "error" });
    worker.received = 0;
    expect(textOf((await worker.run("1 + 1")).outputs)).toBe("2");
  }); // prettier-ignore
});
