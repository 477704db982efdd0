import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Kernel, KernelOptions } from "./kernel.js";
import { KernelClient } from "./kernelClient.js";
import { kernelCommand } from "./kernelCommand.js";
import { livingKernels } from "./kernelProcess.js";
import { Semaphore } from "./semaphore.js";

/** A kernel that could not be started. */
export class KernelStartError extends Error {
  override readonly name = "KernelStartError";
}

const attempts = 3;

/** Milliseconds for a kernel that has a processor; generous, since it matters only where something is wrong. */
const startLimit = 30_000;

/** A start is all computation: more at once than there are processors would be slow together, and none ready in time. */
const starts = new Semaphore(availableParallelism());

/** How long a kernel may take to start beside so many others: they share the processors. */
export function startLimitBeside(kernels: number, processors: number): number {
  return startLimit * Math.max(1, kernels / processors);
}

/**
 * Starts a kernel and waits until it answers. A kernel that ends early (another program took one of its ports)
 * or stays silent is started again with other ports, three times in all. Where many are asked for at once, as many as
 * there are processors start at a time.
 *
 * Errors  KernelStartError with the last reason; the signal's reason when aborted.
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const command = kernelCommand(options);
  if (statSync(options.cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new KernelStartError(`the kernel's working directory must exist, got ${options.cwd}`);
  }
  let reason = "";
  for (let attempt = 0; attempt < attempts; attempt++) {
    const started = await starts.run(() => {
      const startTimeout =
        options.startTimeout ?? startLimitBeside(livingKernels() + 1, availableParallelism());
      return KernelClient.start(command, { ...options, startTimeout });
    }, options.signal);
    if (started instanceof KernelClient) return started;
    options.signal?.throwIfAborted();
    reason = started.reason;
  }
  throw new KernelStartError(
    `the kernel ${command.name} did not become ready in ${attempts} attempts: ${reason}`,
  );
}
