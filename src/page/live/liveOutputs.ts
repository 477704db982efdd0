import { EXERCISE_MIME } from "../../outputs/mimeTypes.js";
import { readExercise, type ExerciseJson, type Feedback } from "../../outputs/exercise.js";
import { isRecord } from "../../text/isRecord.js";
import type { Output } from "../../nbformat/notebook.js";
import type { WorkerOutput } from "../messages.js";

/** More than this of text is not kept: a loop that prints would fill the page. */
const longest = 2_000_000;

/** The outputs of one run of a cell, as they come in. Nothing of them is markup yet. */
export class LiveOutputs {
  readonly #outputs: (WorkerOutput & { id?: string })[] = [];
  #length = 0;

  add(output: WorkerOutput): void {
    if (output.kind === "stream") {
      if (typeof output.text !== "string" || this.#length > longest) return;
      this.#length += output.text.length;
      const last = this.#outputs.at(-1);
      if (last?.kind === "stream" && last.name === output.name)
        this.#outputs[this.#outputs.length - 1] = { ...last, text: last.text + output.text };
      else this.#outputs.push(output);
      return;
    }
    if (output.kind === "data" && output.update === true) {
      this.replace(output);
      return;
    }
    if (this.#outputs.length < 1000) this.#outputs.push(output);
  }

  /** Puts a newer output in the place of those with its id; whether there were any. */
  replace(output: WorkerOutput & { readonly kind: "data" }): boolean {
    let found = false;
    this.#outputs.forEach((old, at) => {
      if (old.kind !== "data" || old.id === undefined || old.id !== output.id) return;
      this.#outputs[at] = output;
      found = true;
    });
    return found;
  }

  /** What was printed so far. */
  get text(): string {
    return this.#outputs.map((output) => (output.kind === "stream" ? output.text : "")).join("");
  }

  /** As a report reads outputs from a notebook. */
  report(lineWords: (line: number) => string): readonly Output[] {
    return this.#outputs.map((output): Output => {
      switch (output.kind) {
        case "stream":
          return {
            output_type: "stream",
            name: output.name === "stderr" ? "stderr" : "stdout",
            text: output.text,
          };
        case "data":
          return { output_type: "display_data", data: output.data ?? {}, metadata: {} };
        case "error":
          return {
            output_type: "error",
            ename: String(output.name),
            evalue: `${String(output.message)}${typeof output.line === "number" ? ` (${lineWords(output.line)})` : ""}`,
            traceback: String(output.stack) === "" ? [] : String(output.stack).split("\n"),
          };
      }
    });
  }

  get raw(): readonly WorkerOutput[] {
    return this.#outputs;
  }
}

/** What an output says of an exercise; undefined where it says nothing. */
export function feedbackIn(
  output: WorkerOutput,
):
  | { readonly id: string; readonly part: ExerciseJson["part"]; readonly feedback: Feedback }
  | undefined {
  if (output.kind !== "data") return undefined;
  const json = readExercise(output.data?.[EXERCISE_MIME]);
  if (json === undefined || !isRecord(json.feedback) || typeof json.feedback.state !== "string") {
    return undefined;
  }
  return { id: json.id, part: json.part, feedback: json.feedback };
}
