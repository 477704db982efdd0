import { statSync } from "node:fs";
import type { Kernel, KernelOptions } from "./kernel.js";
import { KernelClient } from "./kernelClient.js";
import { kernelCommand } from "./kernelCommand.js";

/** A kernel that could not be started. */
export class KernelStartError extends Error {
  override readonly name = "KernelStartError";
}

const attempts = 3;

/**
 * Starts a kernel and waits until it answers. A kernel that ends early (another program took one of its ports)
 * or stays silent is started again with other ports, three times in all.
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
    options.signal?.throwIfAborted();
    const started = await KernelClient.start(command, options);
    if (started instanceof KernelClient) return started;
    options.signal?.throwIfAborted();
    reason = started.reason;
  }
  throw new KernelStartError(
    `the kernel ${command.name} did not become ready in ${attempts} attempts: ${reason}`,
  );
}
