import { inCellLines } from "./cellLines.js";

/** A frame of a worker's own code; Chromium "at f (blob:…:1:2)", Firefox "f@blob:…:1:2". */
const workerFrame = /^(?:\s+at .*|\S*@)\(?blob:[^\n]*:\d+:\d+\)?\n?/gm;

/** Text without the frames of the worker: its reader wrote none of them. Those of cells name the reader's lines. */
export const withoutWorkerFrames = (text: string): string =>
  inCellLines(text.includes("blob:") ? text.replace(workerFrame, "").replace(/\n$/, "") : text);
