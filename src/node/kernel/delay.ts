/** Waits; less long when `stop` aborts. */
export function delay(milliseconds: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop?.aborted === true) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      stop?.removeEventListener("abort", end);
      resolve();
    };
    // A timer takes at most 2³¹ − 1 ms and fires at once above it.
    const timer = setTimeout(end, Math.min(milliseconds, 2 ** 31 - 1));
    stop?.addEventListener("abort", end, { once: true });
  });
}
