import { describe, expect, it } from "vitest";
import { RunQueue, type Job } from "../../../src/page/live/runQueue.js";
import type { Ending } from "../../../src/page/live/session.js";

interface Cell {
  readonly name: string;
  readonly runsInPage: boolean;
  program: string;
  readonly data: { readonly nodeOnly: boolean; readonly mayFail: boolean };
}
const cell = (name: string, data: Partial<Cell["data"]> = {}): Cell => ({
  name,
  runsInPage: data.nodeOnly !== true,
  program: name,
  data: { nodeOnly: false, mayFail: false, ...data },
});
const tick = () => new Promise((resolve) => setTimeout(resolve));

/** A queue whose cells end when and as a test says. */
function queueOf(cells: readonly Cell[], endings: Readonly<Record<string, Ending>> = {}) {
  const log: string[] = [];
  const held: (() => void)[] = [];
  const showing: (() => void)[] = [];
  const hold = { execution: false, show: false };
  const said = ({ cell, prerequisite }: Job<Cell>) => `${cell.name}${prerequisite ? "*" : ""}`;
  const queue = new RunQueue(cells, {
    execute: async (job) => {
      log.push(said(job));
      if (hold.execution) await new Promise<void>((resolve) => held.push(resolve));
      return endings[job.cell.name] ?? "ok";
    },
    show: async (job) => {
      if (hold.show) await new Promise<void>((resolve) => showing.push(resolve));
      log.push(`shown ${job.cell.name}`);
    },
  });
  const ran = () => log.filter((line) => !line.startsWith("shown"));
  return { queue, log, ran, hold, held, showing };
}

const [a, b, c, node] = [cell("a"), cell("b"), cell("c"), cell("node", { nodeOnly: true })];
const cells = [a, b, node, c];

describe("the queue of cells", () => {
  it("runs what a cell stands on before it, once, and never what needs Node", async () => {
    const { queue, ran } = queueOf(cells);
    expect(await queue.run([c])).toBe("ok");
    await queue.run([c]);
    expect(ran()).toEqual(["a*", "b*", "c", "c"]);
  });

  it("shows each cell before the next begins", async () => {
    const { queue, log } = queueOf(cells);
    await queue.run(cells);
    expect(log).toEqual(["a", "shown a", "b", "shown b", "c", "shown c"]);
  });

  it("takes what is asked for meanwhile to its end", async () => {
    const { queue, ran, hold, held } = queueOf(cells);
    hold.execution = true;
    const first = queue.run([a]);
    await tick();
    const second = queue.run([c]);
    for (let run = 0; run < 3; run++) {
      held.shift()?.();
      await tick();
    }
    expect(await Promise.all([first, second])).toEqual(["ok", "ok"]);
    expect(ran()).toEqual(["a", "b*", "c"]);
    expect(queue.busy).toBe(false);
  });

  it("is emptied by a cell that fails, at once: what is asked for while the error is drawn runs", async () => {
    const { queue, ran, hold, showing } = queueOf(cells, { a: "failed" });
    hold.show = true;
    const all = queue.run([a, b, c]);
    await tick();
    expect(ran()).toEqual(["a"]);
    void queue.run([b]);
    showing.shift()?.();
    await tick();
    showing.shift()?.();
    expect(await all).toBe("ok");
    expect(ran()).toEqual(["a", "b"]);
  });

  it("goes on after a cell that may fail", async () => {
    const may = cell("may", { mayFail: true });
    const { queue, ran } = queueOf([may, a], { may: "failed" });
    await queue.run([may, a]);
    expect(ran()).toEqual(["may", "a"]);
  });

  it("runs a stopped cell's prerequisites again once the worker is gone", async () => {
    const { queue, ran } = queueOf(cells, { b: "stopped" });
    expect(await queue.run([a, b, c])).toBe("stopped");
    queue.forgetExecuted();
    expect(queue.hasRun(a)).toBe(false);
    await queue.run([b]);
    expect(ran()).toEqual(["a", "b", "a*", "b"]);
  });

  it("does not begin a stopped cell again because another stands on it", async () => {
    const endless = cell("endless");
    const endings: Record<string, Ending> = { endless: "stopped" };
    const { queue, ran } = queueOf([a, endless, c], endings);
    await queue.run([endless]);
    queue.forgetExecuted();
    expect(await queue.run([c])).toBe("ok");
    expect(ran()).toEqual(["a*", "endless", "a*", "c"]);
    expect(queue.passedOver).toEqual([endless]);

    // Changed, it is another cell; run by the reader, it is no stopped one.
    endless.program = "mended";
    endings["endless"] = "ok";
    await queue.run([c]);
    expect(ran().slice(4)).toEqual(["endless*", "c"]);
    expect(queue.passedOver).toEqual([]);
  });

  it("runs a stopped cell when the reader says so, or has everything as it was written", async () => {
    const { queue, ran } = queueOf([a, b], { a: "stopped" });
    await queue.run([a]);
    await queue.run([a]);
    await queue.run([b]);
    queue.forgetStopped();
    await queue.run([b]);
    expect(ran()).toEqual(["a", "a", "b", "a*"]);
  });

  it("blames no cell for a worker that did not begin", async () => {
    const { queue, ran } = queueOf([a, b], { a: "not begun" });
    await queue.run([b]);
    await queue.run([b]);
    expect(ran()).toEqual(["a*", "a*"]);
  });

  it("drops what has not begun when it is cleared", async () => {
    const { queue, ran, hold, held } = queueOf(cells);
    hold.execution = true;
    const all = queue.run([a, b, c]);
    await tick();
    queue.clear();
    held.shift()?.();
    expect(await all).toBe("ok");
    expect(ran()).toEqual(["a"]);
  });

  it("runs a prerequisite once, however many ask for it", async () => {
    const { queue, ran } = queueOf(cells);
    await Promise.all([queue.runAsPrerequisite(c), queue.runAsPrerequisite(c)]);
    await queue.runAsPrerequisite(c);
    expect(ran()).toEqual(["a*", "b*", "c*"]);
  });
});
