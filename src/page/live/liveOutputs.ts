import { EXERCISE_MIME } from "../../outputs/mimeTypes.js";
import { readExercise, type ExerciseJson, type Feedback } from "../../outputs/exercise.js";
import type { Output } from "../../nbformat/notebook.js";
import type { MimeBundle } from "../../outputs/mimeBundle.js";
import type { WorkerOutput } from "../messages.js";
import { readFeedback } from "../readMessage.js";

/** Characters of text that are kept: a loop that prints would fill the page. */
const mostText = 2_000_000;
/** Characters of everything else that is kept, as they travelled. */
const mostData = 24_000_000;
const mostOutputs = 1_000;
/** Errors that are shown one by one: a loop can leave thousands of promises that nobody waits for. */
const mostErrors = 20;
/** Markup longer than this would be set for seconds, in which the page does nothing else. */
const longestMarkup = 1_000_000;
const markupTypes = new Set(["text/html", "text/markdown", "text/latex", "image/svg+xml"]);

/** Words for what only the page can say. */
export interface OutputWords {
  readonly line: string;
  readonly leftOut: string;
  readonly moreErrors: string;
}

/** The outputs of one run of a cell, as they come in. Nothing of them is markup yet. */
export class LiveOutputs {
  readonly #outputs: WorkerOutput[] = [];
  readonly #sizes = new Map<WorkerOutput, number>();
  #text = 0;
  #data = 0;
  #leftOut = false;
  #errors = 0;

  /** Keeps an output; `size` is how many characters it took to travel. */
  add(output: WorkerOutput, size: number): void {
    if (output.kind === "stream") this.#addText(output);
    else if (output.kind === "data" && output.update === true) this.replace(output, size);
    else if (output.kind === "error" && ++this.#errors > mostErrors) return;
    else if (this.#hasRoom(size)) {
      this.#outputs.push(output);
      this.#sizes.set(output, size);
      this.#data += size;
    }
  }

  /** Puts a newer output in the place of those with its id; whether there were any. */
  replace(output: WorkerOutput & { readonly kind: "data" }, size: number): boolean {
    let found = false;
    this.#outputs.forEach((old, at) => {
      if (old.kind !== "data" || old.id === undefined || old.id !== output.id) return;
      found = true;
      const before = this.#sizes.get(old) ?? 0;
      if (this.#data - before + size > mostData) {
        this.#leftOut = true;
        return;
      }
      this.#outputs[at] = output;
      this.#sizes.delete(old);
      this.#sizes.set(output, size);
      this.#data += size - before;
    });
    return found;
  }

  /** What was printed so far. */
  get text(): string {
    return this.#outputs.map((output) => (output.kind === "stream" ? output.text : "")).join("");
  }

  /** As a report reads outputs from a notebook. */
  report(words: OutputWords): readonly Output[] {
    const outputs = this.#outputs.map((output): Output => {
      switch (output.kind) {
        case "stream":
          return { output_type: "stream", name: output.name, text: output.text };
        case "data":
          return {
            output_type: "display_data",
            data: withoutLongMarkup(output.data, words.leftOut),
            metadata: {},
          };
        case "error": {
          const { name, message, line, stack } = output;
          const place =
            line === undefined ? "" : ` (${words.line.replace("{line}", String(line))})`;
          return {
            output_type: "error",
            ename: name,
            evalue: `${message}${place}`,
            traceback: stack === "" ? [] : stack.split("\n"),
          };
        }
      }
    });
    const lines = [
      this.#errors > mostErrors &&
        words.moreErrors.replace("{count}", String(this.#errors - mostErrors)),
      this.#leftOut && words.leftOut,
    ].filter((line) => line !== false);
    if (lines.length === 0) return outputs;
    const text = `\n${lines.join("\n")}\n`;
    return [...outputs, { output_type: "stream", name: "stderr", text }];
  }

  get raw(): readonly WorkerOutput[] {
    return this.#outputs;
  }

  #addText(output: WorkerOutput & { readonly kind: "stream" }): void {
    const text = output.text.slice(0, mostText - this.#text);
    if (text.length < output.text.length) this.#leftOut = true;
    if (text === "") return;
    const last = this.#outputs.at(-1);
    if (last?.kind === "stream" && last.name === output.name)
      this.#outputs[this.#outputs.length - 1] = { ...last, text: last.text + text };
    else if (this.#hasRoom(0)) this.#outputs.push({ ...output, text });
    else return;
    this.#text += text.length;
  }

  #hasRoom(size: number): boolean {
    const room = this.#outputs.length < mostOutputs && this.#data + size <= mostData;
    if (!room) this.#leftOut = true;
    return room;
  }
}

/** The bundle without forms that would be set for seconds; where nothing is left, words that say so. */
function withoutLongMarkup(data: MimeBundle, leftOut: string): Record<string, unknown> {
  const kept = Object.entries(data).filter(
    ([type, value]) =>
      !(markupTypes.has(type) && typeof value === "string" && value.length > longestMarkup),
  );
  return kept.length === 0 ? { "text/plain": leftOut } : Object.fromEntries(kept);
}

/** What an output says of an exercise; undefined where it says nothing. */
export function feedbackIn(
  output: WorkerOutput,
):
  | { readonly id: string; readonly part: ExerciseJson["part"]; readonly feedback: Feedback }
  | undefined {
  if (output.kind !== "data") return undefined;
  const exercise = readExercise(output.data[EXERCISE_MIME]);
  const feedback = readFeedback(exercise?.feedback);
  return exercise && feedback && { id: exercise.id, part: exercise.part, feedback };
}
