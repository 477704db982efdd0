import { describe, expect, it } from "vitest";
import type { CommandContext } from "../../../src/node/cli/commandContext.js";
import { progressOf } from "../../../src/node/cli/progress.js";
import type { RunEvent } from "../../../src/node/run/runEvent.js";

const erase = "\r\u001b[2K";

/** What a run of two cells, the second with a warning, writes; "out:" before what goes to stdout. */
function written(isTTY: boolean, json = false, columns = 80): string[] {
  const said: string[] = [];
  const stderr = { isTTY, columns, write: (text: string) => said.push(text) };
  const context = {
    stderr,
    print: (line: string) => said.push(`out:${line}`),
  } as unknown as CommandContext;
  const progress = progressOf(context, json);
  const notebook = "notebooks/01-x.ipynb";
  const place = { notebook, cell: 1, id: "a" };
  const events: RunEvent[] = [
    { event: "notebook-start", notebook, cells: 2 },
    { event: "kernel-ready", notebook, seconds: 1 },
    { event: "cell-start", ...place },
    { event: "cell-end", ...place, status: "ok", seconds: 1 },
    { event: "warning", ...place, message: "printed late" },
    { event: "notebook-end", notebook, status: "ok", seconds: 2.04 },
  ];
  for (const event of events) progress.onEvent(event);
  progress.stop();
  return said;
}

describe("progress", () => {
  it("is a bar on a terminal, redrawn in place and erased at the end; lines that stay go to stdout", () => {
    const empty = `${"░".repeat(12)} 01-x.ipynb 0/2`;
    const half = `${"█".repeat(6)}${"░".repeat(6)} 01-x.ipynb 1/2`;
    expect(written(true)).toEqual([
      empty,
      erase,
      empty,
      erase,
      empty,
      erase,
      half,
      erase,
      "out:notebooks/01-x.ipynb, cell 1 (a): warning: printed late",
      half,
      erase,
      "out:notebooks/01-x.ipynb: ok in 2.0 s",
    ]);
  });

  it("keeps the bar within the terminal's width", () => {
    const drawn = written(true, false, 10).filter((text) => text !== erase);
    const bars = drawn.filter((text) => !text.startsWith("out:"));
    expect(bars.length).toBeGreaterThan(0);
    for (const bar of bars) expect(bar.length).toBeLessThan(10);
  });

  it("is plain lines elsewhere, without a control character", () => {
    expect(written(false)).toEqual([
      "out:notebooks/01-x.ipynb: 2 cells to run",
      "out:notebooks/01-x.ipynb, cell 1 (a): warning: printed late",
      "out:notebooks/01-x.ipynb: ok in 2.0 s",
    ]);
  });

  it("is JSON lines where asked for, on a terminal too", () => {
    const lines = written(true, true);
    expect(lines).toHaveLength(6);
    const events = lines.map((line) => JSON.parse(line.slice("out:".length)) as RunEvent);
    expect(events.map(({ event }) => event)).toEqual([
      "notebook-start",
      "kernel-ready",
      "cell-start",
      "cell-end",
      "warning",
      "notebook-end",
    ]);
  });
});
