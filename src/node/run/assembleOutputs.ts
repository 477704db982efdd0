import { isJsonType } from "../../nbformat/findProblems.js";
import { isRecord } from "../../nbformat/isRecord.js";
import { splitText } from "../../nbformat/multilineText.js";
import type { CodeCell, MimeData, Output } from "../../nbformat/notebook.js";
import { StreamText } from "./streamText.js";

/** What the kernel sends on iopub while a cell runs. */
export interface OutputMessage {
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** The content was too large to be taken at all. */
  readonly oversized?: boolean;
}

type Slot =
  | { kind: "stream"; name: string; text: StreamText; size: number }
  | { kind: "output"; output: Output; size: number };

/**
 * Builds the outputs of one notebook's cells from the kernel's messages: consecutive streams of one name are one
 * output, a display id is updated in whatever cell it stands, `clear_output` can wait for the next output, and what is
 * above the size limit is dropped with a notice that stays in the notebook.
 */
export class OutputAssembler {
  private readonly displays = new Map<string, { output: Output }[]>();
  private readonly cells = new Set<CellOutputs>();

  private readonly limit: number;

  /** `limit`: characters of output that one notebook may hold. */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** Where the messages of `cell` go; its earlier outputs are dropped. */
  cell(cell: CodeCell): CellOutputs {
    const outputs = new CellOutputs(cell, this.displays, () => this.limit - this.size());
    this.cells.add(outputs);
    cell.outputs = [];
    return outputs;
  }

  /** Writes what was assembled so far into the cells. */
  store(): void {
    for (const cell of this.cells) cell.store();
  }

  private size(): number {
    let size = 0;
    for (const cell of this.cells) size += cell.size;
    return size;
  }
}

/** The outputs of one cell. */
export class CellOutputs {
  /** Characters held. */
  size = 0;
  /** True from the moment that something was dropped because of the limit. */
  cut = false;
  private slots: Slot[] = [];
  private clearBeforeNext = false;
  private readonly cell: CodeCell;
  private readonly displays: Map<string, { output: Output }[]>;
  private readonly room: () => number;

  constructor(cell: CodeCell, displays: Map<string, { output: Output }[]>, room: () => number) {
    this.cell = cell;
    this.displays = displays;
    this.room = room;
  }

  apply({ type, content, oversized }: OutputMessage): void {
    if (oversized === true) {
      this.clearIfAsked();
      if (!this.cut) this.cutHere();
      return;
    }
    switch (type) {
      case "stream":
        this.stream(
          typeof content.name === "string" ? content.name : "stdout",
          textOf(content.text),
        );
        break;
      case "display_data":
      case "execute_result":
        this.display(type, content);
        break;
      case "update_display_data":
        this.update(content);
        break;
      case "error":
        this.add({
          ename: textOf(content.ename),
          evalue: textOf(content.evalue),
          output_type: "error",
          traceback: Array.isArray(content.traceback) ? content.traceback.map(textOf) : [],
        });
        break;
      case "clear_output":
        if (content.wait === true) this.clearBeforeNext = true;
        else this.clear();
        break;
      // Everything else (status, execute_input, comm messages) leaves no output.
    }
  }

  /** A line of the runner's own, on stderr. */
  note(line: string): void {
    this.write("stderr", `${line}\n`);
  }

  hasError(): boolean {
    return this.slots.some((slot) => slot.kind === "output" && slot.output.output_type === "error");
  }

  /** What the last stderr stream says; stock tslab reports errors there. */
  lastErrorText(): string {
    const streams = this.slots.filter((slot) => slot.kind === "stream" && slot.name === "stderr");
    const last = streams.at(-1);
    return last?.kind === "stream" ? last.text.toString() : "";
  }

  store(): void {
    this.cell.outputs = this.slots.map((slot) =>
      slot.kind === "output"
        ? slot.output
        : { name: slot.name, output_type: "stream", text: splitText(slot.text.toString()) },
    );
  }

  private stream(name: string, text: string): void {
    this.clearIfAsked();
    if (this.cut) return;
    const room = this.room();
    if (text.length > room) {
      this.write(name, text.slice(0, Math.max(0, room)));
      this.cutHere();
    } else this.write(name, text);
  }

  private write(name: string, text: string): void {
    const last = this.slots.at(-1);
    if (last?.kind === "stream" && last.name === name) {
      last.text.write(text);
      last.size += text.length;
    } else {
      const slot = { kind: "stream" as const, name, text: new StreamText(), size: text.length };
      slot.text.write(text);
      this.slots.push(slot);
    }
    this.size += text.length;
  }

  private display(
    type: "display_data" | "execute_result",
    content: OutputMessage["content"],
  ): void {
    const data = mimeDataOf(content.data);
    const metadata = isRecord(content.metadata) ? content.metadata : {};
    const output: Output =
      type === "display_data"
        ? { data, metadata, output_type: type }
        : {
            data,
            execution_count: countOf(content.execution_count),
            metadata,
            output_type: type,
          };
    const slot = this.add(output);
    const id = displayIdOf(content);
    if (slot === undefined || id === undefined) return;
    const same = this.displays.get(id);
    if (same === undefined) this.displays.set(id, [slot]);
    else same.push(slot);
  }

  /** Rewrites every earlier output of that display id, in any cell; it is never an output of its own. */
  private update(content: OutputMessage["content"]): void {
    const data = mimeDataOf(content.data);
    const metadata = isRecord(content.metadata) ? content.metadata : {};
    if (JSON.stringify(data).length > this.room()) {
      if (!this.cut) this.cutHere();
      return;
    }
    for (const slot of this.displays.get(displayIdOf(content) ?? "") ?? []) {
      slot.output = { ...slot.output, data, metadata } as Output;
    }
  }

  private add(output: Output): { output: Output } | undefined {
    this.clearIfAsked();
    if (this.cut) return undefined;
    const size = JSON.stringify(output).length;
    if (size > this.room()) {
      this.cutHere();
      return undefined;
    }
    const slot = { kind: "output" as const, output, size };
    this.slots.push(slot);
    this.size += size;
    return slot;
  }

  private cutHere(): void {
    this.cut = true;
    this.note(
      "[lossbook: the output limit is reached; what this cell prints from here is dropped]",
    );
  }

  private clearIfAsked(): void {
    if (this.clearBeforeNext) this.clear();
  }

  private clear(): void {
    this.slots = [];
    this.size = 0;
    this.clearBeforeNext = false;
  }
}

function displayIdOf(content: OutputMessage["content"]): string | undefined {
  const { transient } = content;
  if (!isRecord(transient)) return undefined;
  return typeof transient.display_id === "string" ? transient.display_id : undefined;
}

function mimeDataOf(data: unknown): MimeData {
  if (!isRecord(data)) return {};
  return Object.fromEntries(
    Object.entries(data)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, value]) => {
        if (isJsonType(type)) return [type, value];
        const text = textOf(value);
        return [type, isSplit(type) ? splitText(text) : text];
      }),
  );
}

/** The types whose text Jupyter stores as lines. */
function isSplit(type: string): boolean {
  return type.startsWith("text/") || type === "image/svg+xml" || type === "application/javascript";
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textOf).join("");
  return value === undefined ? "" : JSON.stringify(value);
}

function countOf(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}
