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
    first.apply({ ...stream(""), oversized: "bytes" as const });
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

  it("holds output that fills the limit to its last character", () => {
    first.apply(stream("x".repeat(1000)));
    expect(first.cut).toBe(false);
    first.apply(stream("y"));
    expect(first.cut).toBe(true);
    expect(outputs()[0]).toMatchObject({ text: ["x".repeat(1000)] });
  });

  it.each(["display_data", "execute_result"])("measures %s as it is stored", (type) => {
    const sized = (extra: number) => {
      const content = { data: { "text/plain": "" }, metadata: { a: 1 }, execution_count: 2 };
      const { cells: own } = notebookOf([""]);
      const measured = new OutputAssembler(10_000).cell(own[0] as CodeCell);
      measured.apply({ type, content });
      const limited = new OutputAssembler(measured.size + extra).cell(own[0] as CodeCell);
      limited.apply({ type, content });
      return limited.cut;
    };
    expect([sized(-1), sized(0)]).toEqual([true, false]);
  });

  it("drops what is nested too deeply, says so, and keeps what follows", () => {
    first.apply({ ...display("a"), oversized: "levels" as const });
    first.apply(stream("b"));
    expect(JSON.stringify(outputs(0))).toMatch(/an output nested more than 1000 levels deep.*"b"/);
  });

  it("counts an update for every output that it rewrites", () => {
    for (let n = 0; n < 10; n++) first.apply(display("a", "x"));
    second.apply(update("w".repeat(300), "x"));
    const kept = JSON.stringify([outputs(0), outputs(1)]);
    expect(kept).toContain("the output limit is reached");
    expect(kept.length).toBeLessThan(1500);
  });

  it("rewrites nothing that was cleared, and keeps its room", () => {
    first.apply(display("old", "x"));
    first.apply(clear(false));
    second.apply(update("w".repeat(900), "x"));
    expect(outputs(0)).toEqual([]);
    first.apply(stream("y".repeat(900)));
    expect(JSON.stringify(outputs(0))).toContain("y".repeat(900));
  });

  it("says once that the limit is reached, and drops an update that is above it", () => {
    first.apply(display("small", "x"));
    first.apply(update("w".repeat(2000), "x"));
    first.apply(update("w".repeat(2000), "x"));
    first.apply({ ...stream(""), oversized: "bytes" as const });
    first.apply({ type: "error", content: { ename: "E", evalue: "late", traceback: [] } });
    const [shown, notice, ...more] = outputs();
    expect(shown).toMatchObject({ data: { "text/plain": ["small"] } });
    expect(notice).toEqual({
      name: "stderr",
      output_type: "stream",
      text: [
        "[lossbook: the output limit is reached; what this cell prints from here is dropped]\n",
      ],
    });
    expect(more).toEqual([]);
  });

  it("says that the limit is reached where an update alone is above it, once", () => {
    first.apply(display("small", "x"));
    for (let n = 0; n < 2; n++) first.apply(update("w".repeat(2000), "x"));
    expect(first.cut).toBe(true);
    expect(JSON.stringify(outputs()).match(/the output limit is reached/g)).toHaveLength(1);
    expect(outputs()[1]).toMatchObject({ text: [expect.stringContaining("is dropped]")] });
  });

  it("takes an update that fills the rest of the limit", () => {
    first.apply(display("", "x"));
    const room = 1000 - first.size;
    const fitting = "u".repeat(room - JSON.stringify({ "text/plain": [""] }).length);
    first.apply(update(fitting, "x"));
    expect(first.cut).toBe(false);
    expect(outputs()[0]).toMatchObject({ data: { "text/plain": [fitting] } });
  });

  it("does not update an output that the limit kept out", () => {
    first.apply(display("w".repeat(2000), "x"));
    second.apply(display("kept", "x"));
    second.apply(update("new", "x"));
    expect(outputs(1)[0]).toMatchObject({ data: { "text/plain": ["new"] } });
    expect(JSON.stringify(outputs(0))).not.toContain("new");
  });

  it("clears before a message that was too large to be read, where it was asked to", () => {
    first.apply(stream("old"));
    first.apply(clear(true));
    first.apply({ ...stream(""), oversized: "bytes" as const });
    expect(JSON.stringify(outputs())).not.toContain("old");
    second.apply(stream("old"));
    second.apply(clear(true));
    second.apply({ ...stream(""), oversized: "levels" as const });
    expect(JSON.stringify(outputs(1))).not.toContain("old");
    expect(JSON.stringify(outputs(1))).toContain("levels deep");
  });

  it("keeps a note of the runner beside what the cell prints", () => {
    first.note("a note");
    first.apply(stream("b"));
    first.apply(clear(true));
    first.apply(stream("c"));
    first.note("d");
    first.apply(stream("e"));
    expect(outputs().map((output) => ("text" in output ? output.text : ""))).toEqual([
      ["c"],
      ["d\n"],
      ["e"],
    ]);
    second.note("a note");
    second.apply(stream("b"));
    expect(outputs(1)).toHaveLength(2);
  });

  it("says whether there is an error, and what stderr said last", () => {
    first.apply(stream("no error"));
    expect(first.hasError()).toBe(false);
    expect(first.lastErrorText()).toBe("");
    first.apply(stream("one", "stderr"));
    first.apply(display("between"));
    first.apply(stream("two", "stderr"));
    first.apply(stream("three"));
    expect(first.lastErrorText()).toBe("two");
    first.apply({ type: "error", content: { ename: "E", evalue: "v", traceback: ["a", 1] } });
    expect(first.hasError()).toBe(true);
    expect(outputs().at(-1)).toMatchObject({ evalue: "v", traceback: ["a", "1"] });
  });

  it("keeps metadata, and replaces it with an update", () => {
    const content = (isolated: boolean) => ({
      data: {},
      metadata: { isolated },
      transient: { display_id: "m" },
    });
    first.apply({ type: "display_data", content: content(true) });
    expect(outputs()[0]).toEqual({
      data: {},
      metadata: { isolated: true },
      output_type: "display_data",
    });
    first.apply({ type: "update_display_data", content: content(false) });
    expect(outputs()[0]).toMatchObject({ metadata: { isolated: false } });
    first.apply({ type: "update_display_data", content: { ...content(true), metadata: 1 } });
    expect(outputs()[0]).toMatchObject({ metadata: {} });
    const result = { data: {}, metadata: { a: 1 }, execution_count: 1.5 };
    first.apply({ type: "execute_result", content: result });
    first.apply({ type: "execute_result", content: { ...result, execution_count: "1" } });
    for (const output of outputs().slice(1))
      expect(output).toEqual({
        data: {},
        execution_count: null,
        metadata: { a: 1 },
        output_type: "execute_result",
      });
  });

  it("leaves no output for a message that shows nothing, nor an id that is no text", () => {
    first.apply({ type: "status", content: { execution_state: "busy" } });
    const id = { data: {}, metadata: {}, transient: { display_id: 7 } };
    first.apply({ type: "display_data", content: id });
    first.apply({ type: "update_display_data", content: { ...id, data: { "text/plain": "x" } } });
    expect(outputs()).toEqual([{ data: {}, metadata: {}, output_type: "display_data" }]);
  });

  it("stores an SVG and a script as lines, and joins lines that were sent", () => {
    const types = ["application/javascript", "image/svg+xml", "text/html"];
    const data = Object.fromEntries(types.map((type) => [type, ["a\n", "b"]]));
    first.apply({ type: "display_data", content: { data } });
    expect(outputs()[0]).toMatchObject({ data });
    first.apply({ type: "display_data", content: { data: { "image/png": ["a\n", "b"] } } });
    expect(outputs()[1]).toMatchObject({ data: { "image/png": "a\nb" } });
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
    expect(outputs()).toEqual([{ name: "stdout", output_type: "stream", text: [] }]);
    first.apply({ type: "display_data", content: { data: 3, metadata: null } });
    expect(outputs().at(-1)).toEqual({ data: {}, metadata: {}, output_type: "display_data" });
    first.apply({ type: "error", content: { ename: 1, traceback: "x" } });
    expect(outputs().at(-1)).toEqual({
      ename: "1",
      evalue: "",
      output_type: "error",
      traceback: [],
    });
  });
});
