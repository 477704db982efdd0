import type { Clock } from "./textBuffer.js";

/**
 * Resolves when every rejection up to here was told that nobody waits for. A browser queues that as a task when the
 * microtasks are done: the first timer comes after them, and what it sets comes after that task.
 */
export function unhandledRejectionsReported({ later }: Clock): Promise<void> {
  return new Promise((resolve) => later(() => later(resolve, 0), 0));
}
