import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Kernel } from "../../src/node/kernel/kernel.js";
import { startKernel } from "../../src/node/kernel/startKernel.js";
import { repairCases } from "../node/kernel/repairCases.js";

// The cases look for their files beside themselves.
const cwd = join(import.meta.dirname, "..", "node", "kernel");

// That each fails without its repair is shown in kernelRepairs.test.ts.
describe("a repaired kernel", () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await startKernel({ cwd });
  }, 60_000);
  afterAll(() => kernel.shutdown());

  it.each(repairCases)("$repair: $says", async ({ observe, expected }) => {
    expect(await observe(kernel)).toEqual(expected);
  });

  it("says whether a cell is complete", async () => {
    const ask = async (code: string) =>
      (await kernel.request("is_complete_request", { code })).status;
    expect(await ask("1 + 1")).toBe("complete");
    expect(await ask("if (x) {")).toBe("incomplete");
  });

  it("answers requests for comms and history", async () => {
    expect(await kernel.request("comm_info_request", {})).toEqual({ status: "ok", comms: {} });
    await kernel.execute("let remembered = 1");
    const tail = await kernel.request("history_request", { hist_access_type: "tail", n: 1 });
    expect(tail.history).toEqual([[1, expect.any(Number), "let remembered = 1"]]);
    const search = await kernel.request("history_request", {
      hist_access_type: "search",
      pattern: "*remember*",
    });
    expect(search.history).toHaveLength(1);
  });

  it("names where a type error stands, with the line", async () => {
    const { error } = await kernel.execute("const fine = 1;\nconst n: number = 'a';");
    expect(error?.name).toBe("TypeScriptError");
    expect(error?.traceback).toEqual([
      expect.stringMatching(/^cell \d+:2:7 - Type 'string' is not assignable to type 'number'\.$/),
      "  2 | const n: number = 'a';",
      "            ~",
    ]);
  });

  it("tells the cause of an error and shows no path of this machine", async () => {
    const { error } = await kernel.execute(
      'import { DomainError } from "lossbook";\nthrow new Error("outer", { cause: new DomainError("inner") })',
    );
    const text = error!.traceback.join("\n");
    expect(text).toMatch(/^Error: outer\n {4}at cell \d+:2:7\ncaused by DomainError: inner/);
    expect(text).not.toContain(process.cwd());
  });

  it("shows several MIME types in one output and updates it by its id", async () => {
    const shown: [string, unknown][] = [];
    await kernel.execute(
      `import { show } from "lossbook/notebook";
       show({ data: [], layout: {}, alt: "nothing to see" })`,
      { onMessage: ({ type, content }) => shown.push([type, content.data]) },
    );
    const [, data] = shown.find(([type]) => type === "display_data")!;
    expect(Object.keys(data as object)).toEqual(
      expect.arrayContaining(["application/vnd.plotly.v1+json", "text/html", "text/plain"]),
    );
  });
});

// A kernel each: an interrupt that Node itself does not survive must not take the other tests along.
describe("an interrupt", () => {
  let kernel: Kernel;
  beforeEach(async () => {
    kernel = await startKernel({ cwd });
  }, 60_000);
  afterEach(() => kernel.shutdown());

  it("stops a loop and an awaited cell, and keeps what was", async () => {
    await kernel.execute("let kept = 11");
    const loop = await kernel.execute("for (;;);", { timeout: 1_000, grace: 20_000 });
    expect(loop).toMatchObject({ status: "timeout", error: { name: "Interrupted" } });
    const stop = new AbortController();
    const waiting = kernel.execute("await new Promise(() => {})", {
      signal: stop.signal,
      grace: 20_000,
    });
    setTimeout(() => stop.abort(), 100);
    expect((await waiting).status).toBe("interrupted");
    expect((await kernel.execute("if (kept !== 11) throw new Error('lost')")).status).toBe("ok");
  });

  it("stops a loop that has not begun when it comes", async () => {
    const loop = await kernel.execute("for (;;);", { timeout: 1, grace: 20_000 });
    expect(loop).toMatchObject({ status: "timeout", error: { name: "Interrupted" } });
  });
});
