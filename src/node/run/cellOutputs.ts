import { mostLevels } from "../kernel/message.js";
import { isRecord } from "../../text/isRecord.js";
import { textOf } from "../../text/textOf.js";
import { splitText } from "../../nbformat/multilineText.js";
import type { CodeCell, Output } from "../../nbformat/notebook.js";
import {
  countOf,
  displayIdOf,
  mimeDataOf,
  type MessageContent,
  type OutputMessage,
} from "./outputMessage.js";
import { Terminal } from "../../text/terminal.js";

type Slot =
  | { kind: "stream"; name: string; text: Terminal; size: number }
  | { kind: "output"; output: Output; size: number };

/** Every output with a display id, over all cells of a notebook. */
export type Displays = Map<string, Display[]>;

/** An output that a later message may replace, and the cell that holds it. */
interface Display {
  readonly slot: { output: Output; size: number };
  readonly holder: CellOutputs;
}

/** The outputs of one cell. */
export class CellOutputs {
  /** Characters held. */
  size = 0;
  /** True from the moment that something was dropped because of the limit. */
  cut = false;
  #slots: Slot[] = [];
  #clearBeforeNext = false;
  readonly #cell: CodeCell;
  readonly #displays: Displays;
  readonly #room: () => number;

  constructor(cell: CodeCell, displays: Displays, room: () => number) {
    this.#cell = cell;
    this.#displays = displays;
    this.#room = room;
  }

  apply({ type, content, oversized }: OutputMessage): void {
    if (oversized === "levels") {
      this.#clearIfAsked();
      if (!this.cut)
        this.note(`[lossbook: an output nested more than ${mostLevels} levels deep is dropped]`);
      return;
    }
    if (oversized === "bytes") {
      this.#clearIfAsked();
      if (!this.cut) this.#startDropping();
      return;
    }
    switch (type) {
      case "stream":
        this.#stream(
          typeof content.name === "string" ? content.name : "stdout",
          textOf(content.text),
        );
        break;
      case "display_data":
      case "execute_result":
        this.#display(type, content);
        break;
      case "update_display_data":
        this.#update(content);
        break;
      case "error":
        this.#add({
          ename: textOf(content.ename),
          evalue: textOf(content.evalue),
          output_type: "error",
          traceback: Array.isArray(content.traceback) ? content.traceback.map(textOf) : [],
        });
        break;
      case "clear_output":
        if (content.wait === true) this.#clearBeforeNext = true;
        else this.#clear();
        break;
      // Everything else (status, execute_input, comm messages) leaves no output.
    }
  }

  /** A line of the runner's own, on stderr. */
  note(line: string): void {
    this.#write("stderr", `${line}\n`);
  }

  hasError(): boolean {
    return this.#slots.some(
      (slot) => slot.kind === "output" && slot.output.output_type === "error",
    );
  }

  /** What the last stderr stream says; stock tslab reports errors there. */
  lastErrorText(): string {
    const streams = this.#slots.filter((slot) => slot.kind === "stream" && slot.name === "stderr");
    const last = streams.at(-1);
    return last?.kind === "stream" ? last.text.toString() : "";
  }

  store(): void {
    this.#cell.outputs = this.#slots.map((slot) =>
      slot.kind === "output"
        ? slot.output
        : { name: slot.name, output_type: "stream", text: splitText(slot.text.toString()) },
    );
  }

  #stream(name: string, text: string): void {
    this.#clearIfAsked();
    if (this.cut) return;
    const room = this.#room();
    if (text.length > room) {
      this.#write(name, text.slice(0, Math.max(0, room)));
      this.#startDropping();
    } else this.#write(name, text);
  }

  #write(name: string, text: string): void {
    const last = this.#slots.at(-1);
    if (last?.kind === "stream" && last.name === name) {
      last.text.write(text);
      last.size += text.length;
    } else {
      const slot = { kind: "stream" as const, name, text: new Terminal(), size: text.length };
      slot.text.write(text);
      this.#slots.push(slot);
    }
    this.size += text.length;
  }

  #display(type: "display_data" | "execute_result", content: MessageContent): void {
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
    const slot = this.#add(output);
    const id = displayIdOf(content);
    if (slot === undefined || id === undefined) return;
    const display = { slot, holder: this };
    const same = this.#displays.get(id);
    if (same === undefined) this.#displays.set(id, [display]);
    else same.push(display);
  }

  /**
   * Rewrites every earlier output of that display id, in any cell; it is never an output of its own. Each of them holds
   * what it says anew, so that each is counted.
   */
  #update(content: MessageContent): void {
    const data = mimeDataOf(content.data);
    const metadata = isRecord(content.metadata) ? content.metadata : {};
    for (const { slot, holder } of this.#displays.get(displayIdOf(content) ?? "") ?? []) {
      const output = { ...slot.output, data, metadata } as Output;
      const size = JSON.stringify(output).length;
      if (size - slot.size > this.#room()) {
        if (!this.cut) this.#startDropping();
        return;
      }
      holder.size += size - slot.size;
      slot.output = output;
      slot.size = size;
    }
  }

  #add(output: Output): { output: Output; size: number } | undefined {
    this.#clearIfAsked();
    if (this.cut) return undefined;
    const size = JSON.stringify(output).length;
    if (size > this.#room()) {
      this.#startDropping();
      return undefined;
    }
    const slot = { kind: "output" as const, output, size };
    this.#slots.push(slot);
    this.size += size;
    return slot;
  }

  #startDropping(): void {
    this.cut = true;
    this.note(
      "[lossbook: the output limit is reached; what this cell prints from here is dropped]",
    );
  }

  #clearIfAsked(): void {
    if (this.#clearBeforeNext) this.#clear();
  }

  #clear(): void {
    for (const [id, displays] of this.#displays) {
      const others = displays.filter(({ holder }) => holder !== this);
      if (others.length === 0) this.#displays.delete(id);
      else this.#displays.set(id, others);
    }
    this.#slots = [];
    this.size = 0;
    this.#clearBeforeNext = false;
  }
}
