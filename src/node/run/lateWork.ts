import type { Kernel } from "../kernel/kernel.js";
import { delay, unlessAborted } from "../kernel/waiting.js";
import type { Deadline } from "./deadline.js";
import type { RunLog } from "./runLog.js";

/** Milliseconds that work which nobody awaited may go on after the last cell. */
const longestLateWork = 10_000;
/** Milliseconds that its messages are waited for where the kernel does not say when it is done. */
const lateMilliseconds = 150;

/**
 * Waits after the last cell until what no cell awaited is done, and warns where it goes on.
 *
 * Errors  RunStop where the run is interrupted meanwhile.
 */
export async function waitForLateWork(
  kernel: Kernel,
  deadline: Deadline,
  log: RunLog,
): Promise<void> {
  if (kernel.info.implementation === "lossbook") {
    const most = Math.max(0, Math.min(longestLateWork, deadline.remaining));
    const asked = kernel.request("lossbook_work_request", { milliseconds: most });
    const answer = await unlessAborted(asked, deadline.caller).catch(() => undefined);
    if (answer !== undefined && answer !== "aborted" && isNotEmpty(answer.left)) {
      const seconds = Math.round(most / 1000);
      log.warn(
        `work that no cell awaited went on ${seconds} s after the last cell and was stopped: await it`,
      );
    }
  } else {
    await Promise.race([delay(lateMilliseconds), kernel.exited]);
  }
  deadline.throwIfInterrupted();
}

const isNotEmpty = (list: unknown): boolean => Array.isArray(list) && list.length > 0;
