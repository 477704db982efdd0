import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { thisHost, withSiteLock } from "../../../src/node/publish/siteLock.js";

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-lock-"));
  lock = join(folder, ".lossbook.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const work = () => withSiteLock(folder, () => Promise.resolve("done"), { wait: 0 });
const elevenMinutesAgo = new Date(Date.now() - 11 * 60_000);
const nineMinutesAgo = new Date(Date.now() - 9 * 60_000);
const mine = { process: process.pid, host: thisHost() };
/** More than a system gives to a process. */
const ended = { process: 2 ** 30, host: thisHost() };

it("is held while the work is done, also where it fails, and let go then", async () => {
  await withSiteLock(folder, () => {
    expect(existsSync(lock)).toBe(true);
    return Promise.resolve();
  });
  expect(existsSync(lock)).toBe(false);
  const failing = withSiteLock(folder, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(existsSync(lock)).toBe(false);
});

it("does not name the machine, since a folder may be published with a lock that was left", async () => {
  await withSiteLock(folder, () => {
    expect(readFileSync(lock, "utf8")).not.toContain(hostname());
    return Promise.resolve();
  });
});

it("is let go also where somebody removed it meanwhile", async () => {
  const working = withSiteLock(folder, () => {
    rmSync(lock);
    return Promise.resolve("done");
  });
  expect(await working).toBe("done");
});

describe("the lock of another call", () => {
  it.each([
    ["that still runs", JSON.stringify(mine)],
    ["of another machine", JSON.stringify({ ...ended, host: "elsewhere" })],
  ])("%s is waited for, and named", async (_, text) => {
    writeFileSync(lock, text);
    await expect(work()).rejects.toThrow(
      /another lossbook report is writing to .*remove .*\.lossbook\.lock/,
    );
    expect(existsSync(lock)).toBe(true);
    utimesSync(lock, nineMinutesAgo, nineMinutesAgo);
    await expect(work()).rejects.toThrow("another lossbook report");
    utimesSync(lock, elevenMinutesAgo, elevenMinutesAgo);
    expect(await work()).toBe("done");
  });

  it.each([
    ["whose process has ended", JSON.stringify(ended)],
    ["that was half written", '{"process":'],
    ["that is empty", ""],
    ["that is no object", "null"],
    ["of no process", JSON.stringify({ ...mine, process: -1 })],
    ["of no machine", JSON.stringify({ process: process.pid })],
    ["that is no lock, but a large file", JSON.stringify(mine).padEnd(1001)],
  ])("%s is taken over", async (_, text) => {
    writeFileSync(lock, text);
    expect(await work()).toBe("done");
    expect(existsSync(lock)).toBe(false);
  });

  it("that holds a thousand characters is one", async () => {
    writeFileSync(lock, JSON.stringify(mine).padEnd(1000));
    await expect(work()).rejects.toThrow("another lossbook report");
  });

  it("is left over after ten minutes and no sooner", async () => {
    writeFileSync(lock, JSON.stringify(mine));
    const made = statSync(lock).mtimeMs;
    const clock = vi.spyOn(Date, "now").mockReturnValue(made + 600_000);
    try {
      // The clock stands still: this one waits until the lock is let go.
      const waiting = withSiteLock(folder, () => Promise.resolve(existsSync(lock)));
      await new Promise((resolve) => setTimeout(resolve, 120));
      expect(readFileSync(lock, "utf8")).toBe(JSON.stringify(mine));
      clock.mockReturnValue(made + 600_001);
      expect(await waiting).toBe(true);
    } finally {
      clock.mockRestore();
    }
  });

  it("is waited for no longer than whoever waits wants", async () => {
    writeFileSync(lock, JSON.stringify(mine));
    const controller = new AbortController();
    const waiting = withSiteLock(folder, () => Promise.resolve("done"), {
      signal: controller.signal,
    });
    controller.abort(new Error("stopped by SIGINT"));
    await expect(waiting).rejects.toThrow("stopped by SIGINT");
    expect(readFileSync(lock, "utf8")).toBe(JSON.stringify(mine));
  });

  it("on the working folder is told of by a dot", async () => {
    writeFileSync(lock, JSON.stringify(mine));
    const cwd = vi.spyOn(process, "cwd").mockReturnValue(folder);
    try {
      await expect(work()).rejects.toThrow(
        /^another lossbook report is writing to \.; where none is, remove \.lossbook\.lock$/,
      );
    } finally {
      cwd.mockRestore();
    }
  });

  it("that is a folder is nobody's to take away", async () => {
    mkdirSync(lock);
    utimesSync(lock, elevenMinutesAgo, elevenMinutesAgo);
    await expect(withSiteLock(folder, () => Promise.resolve())).rejects.toThrow(
      /\.lossbook\.lock is a folder, and the place of a file: remove it$/,
    );
    expect(existsSync(lock)).toBe(true);
  });

  it("is taken when it is let go while this one waits", async () => {
    writeFileSync(lock, JSON.stringify(mine));
    setTimeout(() => rmSync(lock), 20);
    expect(await withSiteLock(folder, () => Promise.resolve("done"), { wait: 5000 })).toBe("done");
  });

  it("is told of once, after two seconds of waiting", async () => {
    writeFileSync(lock, JSON.stringify(mine));
    const began = Date.now();
    const clock = vi.spyOn(Date, "now").mockReturnValue(began);
    try {
      const told: string[] = [];
      const onWait = (line: string) => told.push(line);
      const waiting = withSiteLock(folder, () => Promise.resolve("done"), { onWait });
      // The lock is looked at every 50 ms.
      const whileWaiting = () => new Promise((resolve) => setTimeout(resolve, 210));
      clock.mockReturnValue(began + 2_000);
      await whileWaiting();
      expect(told).toEqual([]);
      clock.mockReturnValue(began + 2_001);
      await whileWaiting();
      expect(told).toEqual([expect.stringMatching(/^waiting: another lossbook report is writing/)]);
      rmSync(lock);
      expect(await waiting).toBe("done");
    } finally {
      clock.mockRestore();
    }
  });
});

it("says where the folder may not be written to", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  await expect(withSiteLock(file, () => Promise.resolve())).rejects.toThrow(
    "was not written: the folder may not be written to",
  );
});

it("says what to do about a lock of another machine after seconds, not after ten minutes", async () => {
  writeFileSync(lock, JSON.stringify({ ...ended, host: "elsewhere" }));
  vi.useFakeTimers();
  try {
    const lines: string[] = [];
    const held = withSiteLock(folder, () => Promise.resolve("done"), {
      onWait: (line) => lines.push(line),
    });
    const refused = expect(held).rejects.toThrow(
      /writing to .* from another machine: try again when it has ended; where none is, remove .*\.lossbook\.lock$/,
    );
    await vi.advanceTimersByTimeAsync(16_000);
    await refused;
    expect(lines).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});
