import { joinText } from "./multilineText.js";
import type { Output } from "./notebook.js";

/** Streams of one name in a row as one: some tools store every write by itself, and a carriage return reaches back. */
export function joinStreams(outputs: readonly Output[]): Output[] {
  const joined: Output[] = [];
  let written: string[] = [];
  for (const output of outputs) {
    const before = joined.at(-1);
    if (
      output.output_type === "stream" &&
      before?.output_type === "stream" &&
      output.name === before.name
    ) {
      written.push(joinText(output.text));
      before.text = written;
      continue;
    }
    if (output.output_type === "stream") {
      written = [joinText(output.text)];
      joined.push({ ...output });
    } else joined.push(output);
  }
  return joined;
}
