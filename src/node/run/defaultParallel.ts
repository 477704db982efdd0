import { availableParallelism, totalmem } from "node:os";

/** MiB that one kernel with its notebook's libraries is given room for. */
const roomForKernel = 1024;

/** More gain nothing: compiling and running a notebook's cells fills a processor. */
const most = 2;

/**
 * Kernels at once where nobody said how many: two, the optimum on two cores (four take 5 % less time and twice the
 * memory), and one where there is a single processor or less than 2 GiB of memory.
 */
export function defaultParallel(
  processors: number = availableParallelism(),
  memory: number = usableMemory(),
): number {
  return Math.max(1, Math.min(most, processors, Math.floor(memory / roomForKernel)));
}

/** MiB of this machine, or of the container that the process is confined to. */
function usableMemory(): number {
  const machine = totalmem();
  const confined = process.constrainedMemory() ?? 0;
  return (confined > 0 ? Math.min(machine, confined) : machine) / 2 ** 20;
}
