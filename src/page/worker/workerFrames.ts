import { inCellLines } from "./cellLines.js";

/**
 * A frame of a worker's own code; Chromium "at f (blob:…:1:2)", Firefox "f@blob:…:1:2". What an error has besides opens its
 * brace behind the last frame. Lines that a cause has in common with its error are such frames too.
 */
const workerFrame =
  /\n(?:(?:\s+at .*|\S*@)\(?blob:[^\n]*:\d+:\d+\)?|\s+\.{3} \d+ lines matching cause stack trace \.{3})( \{)?(?=\n|$)/g;

/** Text without the frames of the worker: its reader wrote none of them. Those of cells name the reader's lines. */
export const withoutWorkerFrames = (text: string): string =>
  inCellLines(
    text.includes("blob:")
      ? `\n${text}`
          .replace(workerFrame, (_frame, brace: string | undefined) => brace ?? "")
          .slice(1)
      : text,
  );
