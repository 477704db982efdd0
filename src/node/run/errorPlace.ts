import { stripVTControlCharacters } from "node:util";

export interface ErrorPlace {
  /** The line in the cell, from 1. */
  readonly line?: number;
  /** The error in one line. */
  readonly message: string;
}

/**
 * Where in its cell an error arose, from what a kernel says: diagnostics of the compiler (`3:7 - Type …`), or a stack
 * with frames such as `cell 5:2:7`. `count` is the execution count of the cell that failed: where a function of an
 * earlier cell throws, the line is that of the call.
 */
export function errorPlace(
  name: string,
  message: string,
  traceback: readonly string[],
  count?: number | null,
): ErrorPlace {
  const text = stripVTControlCharacters(traceback.join("\n"));
  const plain = stripVTControlCharacters(message);
  const diagnostic =
    /(?:^|\s)(\d+):\d+ - (.*)/.exec(plain) ?? /(?:^|\s)(\d+):\d+ - (.*)/.exec(text);
  const frames = [...text.matchAll(/\bcell (\d+):(\d+):\d+/g)];
  const frame = frames.find((match) => count == null || Number(match[1]) === count);
  const line = diagnostic?.[1] ?? frame?.[2];
  const first = (diagnostic?.[2] ?? plain).split("\n").find((part) => part.trim() !== "") ?? "";
  const description =
    first.trim() === "" ? name : diagnostic === null ? `${name}: ${first}` : first.trim();
  return {
    message: description.startsWith(`${name}: ${name}:`)
      ? description.slice(name.length + 2)
      : description,
    ...(line === undefined ? {} : { line: Number(line) }),
  };
}
