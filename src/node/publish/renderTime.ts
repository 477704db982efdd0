import type { RenderLimits } from "./renderRequest.js";

/**
 * Milliseconds that the process has worked since, or that have gone by, divided by `patience`: whichever is more. While
 * one thread renders the others wait, so that the process's work is its work.
 */
export function stopwatch(patience: number): () => number {
  const used = process.cpuUsage();
  const clock = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return Math.max((user + system) / 1000, (performance.now() - clock) / patience);
  };
}

/**
 * Says what takes too long, asked again and again with the place of the cell that is being set, -1 where none is: a cell,
 * or all, which may take `most` milliseconds and a little more. `at` is the cell that is to blame; -1: all of them.
 */
export function timeLimit(
  { cell, notebook, patience }: Pick<RenderLimits, "cell" | "notebook" | "patience">,
  most: number,
): (place: number) => { readonly at: number; readonly reason: string } | undefined {
  const mostOfCell = Math.max(500, Math.min(cell, notebook));
  // What is common to all takes its time too.
  const mostOfAll = Math.max(0, most) + cell;
  const spentOnAll = stopwatch(patience);
  let seen = -1;
  let spent = stopwatch(patience);
  return (place) => {
    if (spentOnAll() > mostOfAll)
      return { at: -1, reason: `took longer than ${seconds(mostOfAll)}` };
    if (place !== seen) {
      seen = place;
      spent = stopwatch(patience);
      return undefined;
    }
    // Before the first cell and after the last one, what is common to all is made ready.
    if (place < 0 || spent() <= mostOfCell) return undefined;
    return { at: place, reason: `took longer than ${seconds(mostOfCell)}` };
  };
}

const seconds = (milliseconds: number): string =>
  `${Math.max(1, milliseconds / 1000).toFixed(0)} s`;
