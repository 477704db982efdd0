import type { RenderLimits } from "./renderRequest.js";

/**
 * Milliseconds of the processor that this process has used since. While one thread renders the others wait, so that
 * the process's work is its work; the clock would say how busy the machine is with other things.
 */
export function stopwatch(): () => number {
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return (user + system) / 1000;
  };
}

/**
 * Says what takes too long, asked again and again with the place of the cell that is being set, -1 where none is: a cell,
 * or all, which may take `most` milliseconds and a little more. `at` is the cell that is to blame; -1: all of them.
 * `rested` are the milliseconds by the clock in which the thread had nothing to do: it never waits for long.
 */
export function timeLimit(
  { cell, notebook, rest }: Pick<RenderLimits, "cell" | "notebook" | "rest">,
  most: number,
): (place: number, rested: number) => { readonly at: number; readonly reason: string } | undefined {
  const mostOfCell = Math.max(500, Math.min(cell, notebook));
  // What is common to all takes its time too.
  const mostOfAll = Math.max(0, most) + cell;
  const spentOnAll = stopwatch();
  let timedPlace = -1;
  let spent = stopwatch();
  return (place, rested) => {
    if (spentOnAll() > mostOfAll)
      return { at: -1, reason: `took longer than ${seconds(mostOfAll)}` };
    if (rested > rest) return { at: place, reason: `did nothing for ${seconds(rest)}` };
    if (place !== timedPlace) {
      timedPlace = place;
      spent = stopwatch();
      return undefined;
    }
    // Before the first cell and after the last one, what is common to all is made ready.
    if (place < 0 || spent() <= mostOfCell) return undefined;
    return { at: place, reason: `took longer than ${seconds(mostOfCell)}` };
  };
}

const seconds = (milliseconds: number): string =>
  `${Math.max(1, milliseconds / 1000).toFixed(0)} s`;
