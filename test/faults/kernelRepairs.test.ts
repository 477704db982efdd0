import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { KernelClient } from "../../src/node/kernel/kernelClient.js";
import { kernelCommand, launcherPath } from "../../src/node/kernel/kernelCommand.js";
import { repairs } from "../../src/node/kernel/repairs.js";
import { startKernel } from "../../src/node/kernel/startKernel.js";
import { repairCases } from "../node/kernel/repairCases.js";
import { startRawKernel } from "../node/kernel/rawKernel.js";

/** Shown on raw messages or on processes below; parent-watch in kernelStarts.test.ts. */
const shownElsewhere = ["aborted", "requests", "exit-on-shutdown", "parent-watch", "bind-first"];

const folder = mkdtempSync(join(tmpdir(), "lossbook-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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

/**
 * In about one start of 150 a request arrives while zeromq still counts its socket as blocked by the binding that the
 * request came through. Here it always does: a binding listens at once, and its end is told after a second, since the
 * threads that bind (one of them only) have another file to open first.
 */
const slowBinding = `
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const { Router } = require(${JSON.stringify(join(process.cwd(), "node_modules", "zeromq"))});
process.env.UV_THREADPOOL_SIZE = "1";
const pipe = require("node:path").join(__dirname, "pipe-" + process.pid);
spawnSync("mkfifo", [pipe]);
let waiting = false;
const bind = Router.prototype.bind;
const value = function (address) {
  if (!waiting) {
    waiting = true;
    // Opened for reading only once somebody writes.
    fs.open(pipe, "r", () => fs.rmSync(pipe));
    setTimeout(() => fs.openSync(pipe, "w"), 1000);
  }
  this.bindSync(address);
  return bind.call(this, "tcp://127.0.0.1:*");
};
Object.defineProperty(Router.prototype, "bind", { value });
require(${JSON.stringify(launcherPath())});
`;

describe.skipIf(process.platform === "win32")("a request while the sockets are bound", () => {
  const answer = async (without: string): Promise<string> => {
    const script = join(folder, "slow-binding.cjs");
    writeFileSync(script, slowBinding);
    const spec = join(folder, "slow-binding.json");
    writeFileSync(spec, JSON.stringify({ argv: [process.execPath, script, "{connection_file}"] }));
    const options = {
      cwd: import.meta.dirname,
      kernel: spec,
      env: { LOSSBOOK_WITHOUT: without },
      startTimeout: 20_000,
    };
    const kernel = await KernelClient.start(kernelCommand(options), options);
    if (!(kernel instanceof KernelClient)) return kernel.reason;
    const { status } = await kernel.execute("1");
    await kernel.shutdown();
    return status;
  };

  it("does not make the kernel deaf", async () => {
    expect(await answer("")).toBe("ok");
  });

  it("does, without the repair", async () => {
    expect(await answer("bind-first")).toBe("no answer within 20 s");
  });
});
