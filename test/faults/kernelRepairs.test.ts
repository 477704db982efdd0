import { describe, expect, it } from "vitest";
import { repairs } from "../../src/node/kernel/repairs.js";
import { startKernel } from "../../src/node/kernel/startKernel.js";
import { repairCases } from "../node/kernel/repairCases.js";
import { startRawKernel } from "../node/kernel/rawKernel.js";

/** Shown on raw messages or on processes below, and in kernelStarts.test.ts. */
const shownElsewhere = ["aborted", "requests", "exit-on-shutdown", "parent-watch", "bind-first"];

it("every repair has a case that shows it", () => {
  expect([...repairCases.map(({ repair }) => repair), ...shownElsewhere].sort()).toEqual(
    [...repairs].sort(),
  );
});

describe("without its repair each case fails", () => {
  it.each(repairCases)("$repair", async ({ repair, observe, expected }) => {
    const kernel = await startKernel({
      cwd: import.meta.dirname,
      env: { LOSSBOOK_WITHOUT: repair },
    });
    try {
      expect(await observe(kernel)).not.toEqual(expected);
    } finally {
      await kernel.shutdown();
    }
  });
});

describe("after an error", () => {
  const observe = async (without: string[]): Promise<unknown[]> => {
    const kernel = await startRawKernel(without);
    try {
      const failing = kernel.send("shell", "execute_request", { code: "throw new Error('x')" });
      const queued = kernel.send("shell", "execute_request", { code: "1" });
      await kernel.reply(failing);
      const next = kernel.send("shell", "execute_request", { code: "2" });
      const statuses = [];
      for (const id of [failing, queued, next]) {
        statuses.push((await kernel.reply(id))?.content.status);
      }
      return statuses;
    } finally {
      kernel.stop();
    }
  };

  it("what was sent before is aborted, what is sent later runs", async () => {
    expect(await observe([])).toEqual(["error", "aborted", "ok"]);
  });

  it("with --allow-errors (stop_on_error: false) everything runs", async () => {
    const kernel = await startRawKernel();
    try {
      const options = { stop_on_error: false };
      kernel.send("shell", "execute_request", { code: "throw new Error('x')", ...options });
      const next = kernel.send("shell", "execute_request", { code: "2", ...options });
      expect((await kernel.reply(next))?.content.status).toBe("ok");
    } finally {
      kernel.stop();
    }
  });

  it("without the repair they are refused for a while", async () => {
    expect(await observe(["aborted"])).toEqual(["error", "abort", "abort"]);
  });
});

describe("requests that stock tslab leaves open", () => {
  const observe = async (without: string[]): Promise<unknown[]> => {
    const kernel = await startRawKernel(without);
    try {
      const ids = [
        kernel.send("shell", "history_request", { hist_access_type: "tail", n: 1 }),
        kernel.send("shell", "comm_info_request"),
        kernel.send("control", "interrupt_request"),
      ];
      const types = [];
      for (const id of ids) types.push((await kernel.reply(id, 1000))?.header.msg_type);
      return types;
    } finally {
      kernel.stop();
    }
  };

  it("are answered", async () => {
    expect(await observe([])).toEqual(["history_reply", "comm_info_reply", "interrupt_reply"]);
  });

  it("are not, without the repair", async () => {
    expect(await observe(["requests"])).toEqual([undefined, "complete_reply", undefined]);
  });
});

describe("open handles at shutdown", () => {
  const observe = async (without: string): Promise<unknown> => {
    const kernel = await startKernel({
      cwd: import.meta.dirname,
      env: { LOSSBOOK_WITHOUT: without },
    });
    await kernel.execute("void setInterval(() => {}, 1000)");
    await kernel.shutdown();
    return kernel.exited;
  };

  it("do not keep the process", async () => {
    expect(await observe("")).toEqual({ code: 0, signal: null });
  });

  it("do, without the repair, until it is terminated", async () => {
    expect(await observe("exit-on-shutdown")).toEqual({ code: null, signal: "SIGTERM" });
  });
});
