import type { LiveWords } from "../../report/page/liveWords.js";
import { enhance } from "../reader/enhance.js";
import type { Compute } from "../reader/explorations/answerByComputing.js";
import type { CellView } from "./cellView.js";
import { canDraw } from "./drawable.js";
import type { LiveOutputs } from "./liveOutputs.js";
import { loadRenderer } from "./loadRenderer.js";

export interface OutputPainterOptions {
  readonly words: LiveWords;
  /** Computes views of the explorations that this cell has shown. */
  computeFor(cell: CellView): Compute;
  /** Fresh outputs stand in the page. */
  onPainted(root: HTMLElement): void;
}

/** Milliseconds between two drawings of what a running cell prints. */
const progressEvery = 100;
/** What is shown of it meanwhile: the end. */
const progressLength = 20_000;

/** Puts what cells gave into the page, sanitised. What cannot be drawn is said in its cell, and harms nothing else. */
export class OutputPainter {
  readonly #options: OutputPainterOptions;
  #progressAt = 0;
  readonly #waiting = new Map<CellView, ReturnType<typeof setTimeout>>();

  constructor(options: OutputPainterOptions) {
    this.#options = options;
  }

  async paint(cell: CellView, outputs: LiveOutputs): Promise<void> {
    try {
      await this.#paint(cell, outputs);
    } catch (error) {
      cell.outputs?.fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** For outputs that change by themselves, over and over: a few times a second. */
  paintSoon(cell: CellView, outputs: LiveOutputs): void {
    if (this.#waiting.has(cell)) return;
    const paint = (): void => {
      this.#waiting.delete(cell);
      void this.paint(cell, outputs);
    };
    this.#waiting.set(cell, setTimeout(paint, progressEvery));
  }

  /** Text as it comes, while the cell runs. */
  paintProgress(cell: CellView, outputs: LiveOutputs): void {
    const now = performance.now();
    if (now - this.#progressAt < progressEvery) return;
    this.#progressAt = now;
    cell.outputs?.progress(outputs.text.slice(-progressLength));
  }

  async #paint(cell: CellView, outputs: LiveOutputs): Promise<void> {
    const renderer = await loadRenderer();
    const { words } = this.#options;
    const { html, traces } = renderer.outputs(outputs.report(words), cell.data.id);
    const root = cell.outputs?.put(html);
    if (root === undefined) return;
    if (!canDraw(traces))
      for (const plot of root.querySelectorAll(".plot")) {
        plot.textContent = words.cannotDraw;
        plot.classList.add("failed");
      }
    enhance(root, { compute: this.#options.computeFor(cell) });
    this.#options.onPainted(root);
  }
}
