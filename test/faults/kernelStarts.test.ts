import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectionFolderPrefix } from "../../src/node/kernel/connectionFile.js";
import { delay } from "../../src/node/kernel/waiting.js";
import { launcherPath } from "../../src/node/kernel/kernelCommand.js";
import { startKernel } from "../../src/node/kernel/startKernel.js";

/** LOSSBOOK_KERNEL_STARTS=200 shows it for 200 starts in a row. */
const starts = Number(process.env.LOSSBOOK_KERNEL_STARTS ?? 20);

const cwd = import.meta.dirname;
let folder: string;
const temporary = process.env.TMPDIR;
const connectionFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(connectionFolderPrefix));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-test-"));
  // Other programs have kernels too: the check at the end must see ours alone.
  process.env.TMPDIR = folder;
});
afterAll(() => {
  if (temporary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = temporary;
  rmSync(folder, { recursive: true, force: true });
});

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // A zombie has ended; only its parent has not asked yet.
    if (process.platform !== "linux") return true;
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

async function goneWithin(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (isRunning(pid) && Date.now() < end) await delay(50);
  return !isRunning(pid);
}

/** A kernel.json whose kernel is this program. */
function kernelOf(name: string, program: string): string {
  const script = join(folder, `${name}.cjs`);
  writeFileSync(script, program);
  const spec = join(folder, `${name}.json`);
  const argv = [process.execPath, script, "{connection_file}"];
  writeFileSync(spec, JSON.stringify({ argv, display_name: name, language: "typescript" }));
  return spec;
}

/** Runs the launcher of the project with something changed before it. */
const launcherWith = (before: string): string =>
  `${before}\nrequire(${JSON.stringify(launcherPath())});`;

describe("starting", () => {
  it(
    `${starts} kernels in a row all answer`,
    async () => {
      for (let count = 0; count < starts; count++) {
        const kernel = await startKernel({ cwd });
        const { status } = await kernel.execute("1 + 1");
        await kernel.shutdown();
        expect(status, `start ${count}`).toBe("ok");
        expect(isRunning(kernel.processId)).toBe(false);
      }
    },
    starts * 20_000,
  );

  it("a port that another program takes in between: others are tried", async () => {
    // The first kernel finds its shell port taken; the second one does not.
    const marker = join(folder, "raced");
    const kernel = await startKernel({
      cwd,
      kernel: kernelOf(
        "raced",
        `const fs = require("node:fs"), net = require("node:net");
         const start = () => require(${JSON.stringify(launcherPath())});
         if (fs.existsSync(${JSON.stringify(marker)})) start();
         else {
           fs.writeFileSync(${JSON.stringify(marker)}, "");
           const { shell_port } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
           net.createServer().listen(shell_port, "127.0.0.1", start);
         }`,
      ),
    });
    expect(existsSync(marker)).toBe(true);
    expect((await kernel.execute("1")).status).toBe("ok");
    await kernel.shutdown();
  });

  it("a port that stays taken: three attempts, then why", async () => {
    const kernel = kernelOf(
      "taken",
      `const { shell_port } = JSON.parse(require("node:fs").readFileSync(process.argv[2], "utf8"));
       require("node:net").createServer().listen(shell_port, "127.0.0.1", () =>
         require(${JSON.stringify(launcherPath())}));`,
    );
    await expect(startKernel({ cwd, kernel })).rejects.toThrow(
      /did not become ready in 3 attempts: it ended at once \(exit code 98.*in use/,
    );
  });

  it("a kernel that never becomes ready is given up, and ended", async () => {
    const log = join(folder, "silent.log");
    const kernel = kernelOf(
      "silent",
      `require("node:fs").appendFileSync(${JSON.stringify(log)}, process.pid + "\\n");
       setInterval(() => {}, 1000);`,
    );
    await expect(startKernel({ cwd, kernel, startTimeout: 1000 })).rejects.toThrow(
      /3 attempts: no answer within 1 s/,
    );
    const pids = readFileSync(log, "utf8").trim().split("\n").map(Number);
    expect(pids).toHaveLength(3);
    for (const pid of pids) expect(isRunning(pid)).toBe(false);
  });

  it("an abort ends the attempt at once", async () => {
    const stop = new AbortController();
    const kernel = kernelOf("aborted", "setInterval(() => {}, 1000);");
    const started = startKernel({ cwd, kernel, signal: stop.signal });
    setTimeout(() => stop.abort(new Error("enough")), 300);
    await expect(started).rejects.toThrow("enough");
  });

  it("a command that does not exist is told", async () => {
    const spec = join(folder, "nowhere.json");
    writeFileSync(spec, JSON.stringify({ argv: ["/nowhere/node", "{connection_file}"] }));
    await expect(startKernel({ cwd, kernel: spec })).rejects.toThrow(/ENOENT/);
  });

  it("a kernel whose first answers are lost is asked again", async () => {
    const kernel = await startKernel({
      cwd,
      kernel: kernelOf(
        "slow-joiner",
        launcherWith(
          `const { Publisher } = require(${JSON.stringify(join(process.cwd(), "node_modules/zeromq"))});
           const send = Publisher.prototype.send;
           let lost = 0;
           const value = function (frames) {
             return lost++ < 5 ? Promise.resolve() : send.call(this, frames);
           };
           Object.defineProperty(Publisher.prototype, "send", { value });`,
        ),
      ),
    });
    expect((await kernel.execute("1")).status).toBe("ok");
    await kernel.shutdown();
  });
});

describe("a cell that goes wrong", () => {
  it("idle lost: the reply counts, with a notice", async () => {
    const kernel = await startKernel({
      cwd,
      kernel: kernelOf(
        "idle-lost",
        launcherWith(
          `const { Publisher } = require(${JSON.stringify(join(process.cwd(), "node_modules/zeromq"))});
           const send = Publisher.prototype.send;
           const value = function (frames) {
             const text = frames.map(String).join(" ");
             const lost = text.includes('"idle"') && text.includes("execute_request");
             return lost ? Promise.resolve() : send.call(this, frames);
           };
           // A plain assignment is ignored in silence: the method cannot be written to.
           Object.defineProperty(Publisher.prototype, "send", { value });`,
        ),
      ),
    });
    const result = await kernel.execute("1");
    expect(result.status).toBe("ok");
    expect(result.notice).toMatch(/some of it may be lost/);
    await kernel.shutdown();
  });

  it("SIGKILL: the cell is dead at once, and so is what it started", async () => {
    const kernel = await startKernel({ cwd });
    const printed: string[] = [];
    const running = kernel.execute(
      `const { spawn } = require("node:child_process");
       console.log(spawn("sleep", ["600"]).pid, spawn("sleep", ["600"], { detached: true }).pid);
       await new Promise(() => {})`,
      {
        onMessage: ({ type, content }) => {
          if (type === "stream") printed.push(String(content.text));
        },
      },
    );
    while (printed.length === 0) await delay(20);
    process.kill(kernel.processId, "SIGKILL");
    const result = await running;
    expect(result).toMatchObject({ status: "dead", notice: expect.stringMatching(/SIGKILL/) });
    expect(await kernel.exited).toEqual({ code: null, signal: "SIGKILL" });
    expect((await kernel.execute("1")).status).toBe("dead");
    await kernel.shutdown();
    const [ofGroup, ofItsOwn] = printed[0]!.trim().split(" ").map(Number);
    expect(await goneWithin(ofGroup!, 2000)).toBe(true);
    // Nobody knows whose a process with its own group was once its parent is dead.
    process.kill(ofItsOwn!, "SIGKILL");
  });

  it("what a cell left running ends with the kernel, even from its own group", async () => {
    const kernel = await startKernel({ cwd });
    const printed: string[] = [];
    await kernel.execute(
      `const { spawn } = require("node:child_process");
       console.log(spawn("sleep", ["600"], { detached: true, stdio: "ignore" }).pid)`,
      {
        onMessage: ({ type, content }) => {
          if (type === "stream") printed.push(String(content.text));
        },
      },
    );
    await kernel.shutdown();
    expect(await goneWithin(Number(printed[0]), 2000)).toBe(true);
  });

  it("a loop after an await does not hear an interrupt: killed after the grace", async () => {
    const kernel = await startKernel({ cwd });
    const result = await kernel.execute("await null; for (;;);", { timeout: 300, grace: 500 });
    expect(result).toMatchObject({ status: "timeout", notice: expect.stringMatching(/killed/) });
    expect(kernel.alive).toBe(false);
  });

  it("process.exit and an exhausted heap are told by their cause", async () => {
    const exiting = await startKernel({ cwd });
    expect(await exiting.execute("process.exit(3)")).toMatchObject({
      status: "dead",
      notice: "the kernel ended (exit code 3)",
    });
    const small = await startKernel({ cwd, memoryLimit: 256 });
    const result = await small.execute(
      "const all: number[][] = []; for (;;) all.push(new Array(1000).fill(0.5))",
    );
    expect(result.status).toBe("dead");
    expect(result.notice).toMatch(/heap out of memory/);
  });
});

describe("a parent that dies", () => {
  const orphan = async (without: string): Promise<{ pid: number; connection: string }> => {
    const script = join(folder, "parent.mjs");
    writeFileSync(
      script,
      `import { startKernel } from ${JSON.stringify(join(process.cwd(), "dist/esm/node/kernel/startKernel.js"))};
       const kernel = await startKernel({ cwd: ${JSON.stringify(cwd)} });
       void kernel.execute("for (;;);");
       setTimeout(() => console.log(kernel.processId), 300);`,
    );
    const parent = spawn(process.execPath, [script], {
      env: { ...process.env, LOSSBOOK_WITHOUT: without },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once("data", (data: Buffer) => resolve(Number(String(data))));
    });
    const { stdout } = spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
    parent.kill("SIGKILL");
    return { pid, connection: stdout.trim().split(" ").at(-1)! };
  };

  it("takes its kernel along, out of an endless loop, with the connection file", async () => {
    const { pid, connection } = await orphan("");
    expect(await goneWithin(pid, 5000)).toBe(true);
    expect(existsSync(connection)).toBe(false);
  });

  it("does not, without the repair", async () => {
    const { pid, connection } = await orphan("parent-watch");
    expect(await goneWithin(pid, 3000)).toBe(false);
    process.kill(pid, "SIGKILL");
    rmSync(join(connection, ".."), { recursive: true, force: true });
  });
});

it("with stock tslab a lost idle, an error and the pause after it are coped with", async () => {
  const kernel = await startKernel({ cwd, kernel: "tslab" });
  const lost = await kernel.execute("for (let i = 0; i < 2000; i++) console.log(i)");
  expect(lost).toMatchObject({ status: "ok", notice: expect.stringMatching(/may be lost/) });
  const failed = await kernel.execute('throw new RangeError("far")');
  expect(failed).toMatchObject({ status: "error", error: { name: "RangeError", message: "far" } });
  expect((await kernel.execute("1 + 1")).status).toBe("ok");
  const typed = await kernel.execute('const n: number = "a"');
  expect(typed.error).toMatchObject({ name: "TypeScriptError" });
  await kernel.shutdown();
  expect(isRunning(kernel.processId)).toBe(false);
});

it.each(["lossbook", "tslab"])(
  "cells on %s import the package by name, show and stop a call, from any folder below",
  async (name) => {
    const kernel = await startKernel({ cwd, kernel: name });
    const shown: unknown[] = [];
    const result = await kernel.execute(
      `import { DomainError } from "lossbook";
       import { show } from "lossbook/notebook";
       const { currentRuntime } = require(${JSON.stringify(join(process.cwd(), "dist/cjs/lesson/runtime.js"))});
       show({ data: [], layout: {}, alt: "nothing to see" });
       let stopped = "";
       try { currentRuntime().call(() => { for (;;); }, 50) } catch (error) { stopped = error.name }
       if (stopped !== "TimeLimitError") throw new DomainError("the call was not stopped: " + stopped);`,
      {
        onMessage: ({ type, content }) => {
          if (type === "display_data") shown.push(...Object.keys(content.data as object));
        },
      },
    );
    await kernel.shutdown();
    expect(result).toMatchObject({ status: "ok" });
    expect(shown).toEqual(
      expect.arrayContaining(["application/vnd.plotly.v1+json", "text/html", "text/plain"]),
    );
  },
);

it("nothing is left in the temporary folder", () => {
  expect(connectionFolders()).toEqual([]);
});
