import { basename } from "node:path";
import { printable, printableLines } from "../course/printable.js";
import type { RunEvent } from "../run/runEvent.js";
import type { CommandContext } from "./commandContext.js";

/** Shows what a run tells. */
export interface Progress {
  onEvent(event: RunEvent): void;
  /** A line that stays. */
  line(text: string): void;
  stop(): void;
}

/** JSON lines when asked for, a bar on a terminal, plain lines otherwise. */
export function progressOf(context: CommandContext, json: boolean): Progress {
  if (json) return new JsonProgress(context);
  return context.stderr.isTTY ? new BarProgress(context) : new LineProgress(context);
}

class JsonProgress implements Progress {
  readonly #context: CommandContext;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  onEvent(event: RunEvent): void {
    this.#context.print(JSON.stringify(event));
  }

  // What people read goes to stderr, so that stdout stays JSON.
  line(text: string): void {
    this.#context.stderr.write(`${printableLines(text)}\n`);
  }

  stop(): void {}
}

class LineProgress implements Progress {
  readonly #context: CommandContext;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  onEvent(event: RunEvent): void {
    const text = lineOf(event);
    if (text !== undefined) this.line(text);
  }

  line(text: string): void {
    this.#context.print(text);
  }

  stop(): void {}
}

/** One line that is redrawn: a bar and what runs now. */
class BarProgress implements Progress {
  readonly #context: CommandContext;
  readonly #running = new Map<string, { done: number; cells: number }>();
  #shown = false;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  onEvent(event: RunEvent): void {
    if (event.event === "notebook-start") {
      this.#running.set(event.notebook, { done: 0, cells: event.cells });
    }
    const state = this.#running.get(event.notebook);
    if (event.event === "cell-end" && state !== undefined) state.done++;
    if (event.event === "notebook-end") this.#running.delete(event.notebook);
    const text = event.event === "notebook-start" ? undefined : lineOf(event);
    if (text !== undefined) this.line(text);
    else this.#draw();
  }

  line(text: string): void {
    this.#erase();
    this.#context.print(text);
    this.#draw();
  }

  stop(): void {
    this.#running.clear();
    this.#erase();
  }

  #draw(): void {
    this.#erase();
    if (this.#running.size === 0) return;
    const text = [...this.#running]
      .map(
        ([name, { done, cells }]) =>
          `${bar(done, cells)} ${printable(basename(name))} ${done}/${cells}`,
      )
      .join("   ");
    this.#context.stderr.write(text.slice(0, (this.#context.stderr.columns ?? 80) - 1));
    this.#shown = true;
  }

  #erase(): void {
    if (this.#shown) this.#context.stderr.write("\r\x1b[2K");
    this.#shown = false;
  }
}

function bar(done: number, cells: number): string {
  const width = 12;
  const full = cells === 0 ? width : Math.round((width * done) / cells);
  return "█".repeat(full) + "░".repeat(width - full);
}

function lineOf(event: RunEvent): string | undefined {
  const place =
    "cell" in event && event.cell !== undefined ? `, cell ${event.cell} (${event.id})` : "";
  switch (event.event) {
    case "notebook-start":
      return `${event.notebook}: ${event.cells} cell${event.cells === 1 ? "" : "s"} to run`;
    case "warning":
      return `${event.notebook}${place}: warning: ${event.message}`;
    case "notebook-end": {
      const took = `${event.seconds.toFixed(1)} s`;
      if (event.failure === undefined) return `${event.notebook}: ok in ${took}`;
      return `${event.notebook}${failureText(event.failure)} (after ${took})`;
    }
    default:
      return undefined;
  }
}

/** `, cell 3 (abc), line 2: TypeError: … | the source line` */
export function failureText(
  failure: NonNullable<Extract<RunEvent, { event: "notebook-end" }>["failure"]>,
): string {
  const cell = failure.cell === undefined ? "" : `, cell ${failure.cell} (${failure.id})`;
  const line = failure.line === undefined ? "" : `, line ${failure.line}`;
  const source =
    failure.source === undefined || failure.source === "" ? "" : `  |  ${failure.source}`;
  return `${cell}${line}: ${failure.message}${source}`;
}
