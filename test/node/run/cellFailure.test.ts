import { describe, expect, it } from "vitest";
import type { Kernel } from "../../../src/node/kernel/kernel.js";
import { cellFailure, errorOf, kernelDeath } from "../../../src/node/run/cellFailure.js";
import { errorPlace } from "../../../src/node/run/errorPlace.js";
import { OutputAssembler } from "../../../src/node/run/outputAssembler.js";
import type { CodeCell } from "../../../src/nbformat/notebook.js";
import { notebookOf } from "../../nbformat/notebookOf.js";

describe("the place of an error", () => {
  const stack = ["RangeError: bad", "    at f (cell 4:9:1)", "    at cell 5:2:7"];

  it.each([
    ["a diagnostic in the message", "Error", "3:7 - Type 'a' ", [], 5, "Type 'a'", 3],
    ["a diagnostic in the traceback", "Error", "x", ["y", " 12:1 - No name"], 5, "No name", 12],
    ["the failing cell's own frame", "RangeError", "bad", stack, 5, "RangeError: bad", 2],
    ["the first frame without a count", "RangeError", "bad", stack, null, "RangeError: bad", 9],
    ["no frame of the cell", "RangeError", "bad", stack, 6, "RangeError: bad", undefined],
    ["a name said twice", "RangeError", "RangeError: bad", [], 1, "RangeError: bad", undefined],
    ["an empty message", "TypeError", " \n", [], 1, "TypeError", undefined],
    ["the first line that says something", "E", "\n \nreal\nmore", [], 1, "E: real", undefined],
    ["colours", "E", "\u001b[31mbad\u001b[39m", ["cell \u001b[1m1\u001b[22m:3:1"], 1, "E: bad", 3],
  ])("is told by %s", (_, name, message, traceback, count, said, line) => {
    expect(errorPlace(name, message, traceback, count)).toStrictEqual({
      message: said,
      ...(line === undefined ? {} : { line }),
    });
  });
});

describe("a failed cell", () => {
  const cell = notebookOf([{ source: "a\n  b", execution_count: 1 }]).cells[0] as CodeCell;
  const place = { cell: 1, id: "c1" };
  const outputs = (stderr = "") => {
    const made = new OutputAssembler(1000).cell(structuredClone(cell));
    made.apply({ type: "stream", content: { name: "stderr", text: stderr } });
    return made;
  };
  const at = (line: number) => ({
    name: "E",
    message: "bad",
    traceback: [`at cell 1:${line}:1`],
  });

  it("says the line of its source, where it has one", () => {
    const said = { message: "E: bad", ...place };
    expect(cellFailure(cell, place, at(2), outputs())).toStrictEqual({
      ...said,
      line: 2,
      source: "b",
    });
    expect(cellFailure(cell, place, at(3), outputs())).toStrictEqual(said);
    const none = { ...at(1), traceback: [] };
    expect(cellFailure(cell, place, none, outputs())).toStrictEqual(said);
  });

  it("is read from stderr, where the kernel says it there alone", () => {
    const said = outputs("\u001b[31m1:3 - No name 'x'\u001b[39m\n");
    expect(cellFailure(cell, place, undefined, said)).toStrictEqual({
      message: "No name 'x'",
      ...place,
      line: 1,
      source: "a",
    });
    expect(cellFailure(cell, place, undefined, outputs()).message).toBe("Error");
  });

  it("takes an error message of any form", () => {
    expect(errorOf({ ename: 1, traceback: "x" })).toEqual({
      name: "1",
      message: "",
      traceback: [],
    });
    expect(errorOf({ ename: "E", evalue: "v", traceback: ["a", 2] }).traceback).toEqual(["a", "2"]);
  });
});

describe("a dead kernel", () => {
  const memory = "; its memory is exhausted, --memory raises the limit";
  it.each([
    [1, null, undefined, "the kernel ended (exit code 1)"],
    [null, "SIGKILL", undefined, "the kernel ended (SIGKILL)"],
    [null, null, undefined, "the kernel ended (exit code unknown)"],
    [null, "SIGABRT", undefined, `the kernel ended (SIGABRT)${memory}`],
    [134, null, undefined, `the kernel ended (exit code 134)${memory}`],
    [1, null, "the heap is full", `the heap is full${memory}`],
    [1, null, "it fell over", "it fell over"],
  ] as const)(
    "with code %s and signal %s says how it ended",
    async (code, signal, notice, said) => {
      const kernel = { exited: Promise.resolve({ code, signal }) } as unknown as Kernel;
      expect(await kernelDeath(kernel, notice)).toBe(said);
    },
  );
});
