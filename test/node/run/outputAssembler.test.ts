import { beforeEach, describe, expect, it } from "vitest";
import type { CellOutputs } from "../../../src/node/run/cellOutputs.js";
import { OutputAssembler } from "../../../src/node/run/outputAssembler.js";
import type { CodeCell } from "../../../src/nbformat/notebook.js";
import { notebookOf } from "../../nbformat/notebookOf.js";

let cells: CodeCell[];
let assembler: OutputAssembler;
let first: CellOutputs;
let second: CellOutputs;

beforeEach(() => {
  cells = notebookOf(["", ""]).cells as CodeCell[];
  assembler = new OutputAssembler(1000);
  first = assembler.cell(cells[0]!);
  second = assembler.cell(cells[1]!);
});

const stream = (text: string, name = "stdout") => ({ type: "stream", content: { name, text } });
const display = (text: string, id?: string) => ({
  type: "display_data",
  content: {
    data: { "text/plain": text },
    metadata: {},
    ...(id === undefined ? {} : { transient: { display_id: id } }),
  },
});
const update = (text: string, id: string) => ({
  ...display(text, id),
  type: "update_display_data",
});
const clear = (wait: boolean) => ({ type: "clear_output", content: { wait } });

function outputs(cell = 0) {
  assembler.store();
  return cells[cell]!.outputs;
}

describe("outputs", () => {
  it("joins consecutive streams of one name into lines", () => {
    for (const message of [stream("a"), stream("b\nc"), stream("!", "stderr"), stream("d")]) {
      first.apply(message);
    }
    expect(outputs()).toEqual([
      { name: "stdout", output_type: "stream", text: ["ab\n", "c"] },
      { name: "stderr", output_type: "stream", text: ["!"] },
      { name: "stdout", output_type: "stream", text: ["d"] },
    ]);
  });

  it.each([
    [["10%\r", "20%\r", "100%\n"], "100%\n"],
    [["abc\r", "\nx"], "abc\nx"],
    [["hello\rjel"], "jello"],
    [["ab\b", "c"], "ac"],
    [["a\n\b\bb"], "a\nb"],
    [["a\r\nb"], "a\nb"],
  ])("shows %j as a terminal does", (parts, text) => {
    for (const part of parts) first.apply(stream(part));
    expect(outputs()).toEqual([
      { name: "stdout", output_type: "stream", text: text.split(/(?<=\n)/) },
    ]);
  });

  it("updates a display in whatever cell it stands, and never appends the update", () => {
    first.apply(display("one", "x"));
    first.apply(display("other"));
    second.apply(display("two", "x"));
    second.apply(update("new", "x"));
    second.apply(update("nowhere", "y"));
    const text = (cell: number) =>
      outputs(cell).map((output) => ("data" in output ? output.data["text/plain"] : ""));
    expect(text(0)).toEqual([["new"], ["other"]]);
    expect(text(1)).toEqual([["new"]]);
    expect(JSON.stringify(cells)).not.toContain("transient");
  });

  it("clears at once, or with the next output", () => {
    first.apply(stream("a"));
    first.apply(clear(true));
    expect(outputs()).toHaveLength(1);
    first.apply(display("b"));
    expect(outputs()).toHaveLength(1);
    expect(outputs()[0]!.output_type).toBe("display_data");
    first.apply(clear(false));
    expect(outputs()).toEqual([]);
  });

  it("stores text types as lines, JSON as JSON, base64 as one string, in alphabetical order", () => {
    const data = {
      "text/plain": "a\nb",
      "image/png": "aGk=\n",
      "application/vnd.plotly.v1+json": { data: [] },
    };
    first.apply({ type: "execute_result", content: { data, metadata: {}, execution_count: 3 } });
    expect(JSON.stringify(outputs())).toBe(
      '[{"data":{"application/vnd.plotly.v1+json":{"data":[]},"image/png":"aGk=\\n","text/plain":["a\\n","b"]},"execution_count":3,"metadata":{},"output_type":"execute_result"}]',
    );
  });

  it("counts a message that was too large to be read as above the limit", () => {
    first.apply(stream("before"));
    first.apply({ ...stream(""), oversized: true });
    expect(first.cut).toBe(true);
    expect(JSON.stringify(outputs())).toMatch(/before.*the output limit is reached/);
  });

  it("drops what is above the limit with a notice, for this notebook as a whole", () => {
    first.apply(stream("x".repeat(990)));
    second.apply(stream("y".repeat(50)));
    second.apply(stream("z"));
    second.apply(display("w"));
    expect(second.cut).toBe(true);
    const text = JSON.stringify(outputs(1));
    expect(text).toContain('"yyyyyyyyyy"');
    expect(text).toContain("the output limit is reached");
    expect(text).not.toMatch(/[zw]"/);
  });

  it("gives the room of cleared output back", () => {
    for (let n = 0; n < 10; n++) {
      first.apply(stream("x".repeat(900)));
      first.apply(clear(false));
    }
    first.apply(stream("end"));
    expect(first.cut).toBe(false);
    expect(outputs()).toHaveLength(1);
  });

  it("takes malformed messages as empty", () => {
    first.apply({ type: "stream", content: {} });
    first.apply({ type: "display_data", content: { data: 3, metadata: null } });
    first.apply({ type: "error", content: { ename: 1, traceback: "x" } });
    expect(outputs().at(-1)).toEqual({
      ename: "1",
      evalue: "",
      output_type: "error",
      traceback: [],
    });
  });
});
