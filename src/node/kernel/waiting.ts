/** Milliseconds: a timer takes no more, and fires at once above it. It is no limit in practice. */
const longestTimer = 2 ** 31 - 1;

/** A time as AbortSignal.timeout takes it: whole milliseconds, none of them negative. */
export function wholeMilliseconds(milliseconds: number): number {
  return Math.min(Math.max(0, Math.ceil(milliseconds)), longestTimer);
}

/** Waits; less long when `stop` aborts. */
export function delay(milliseconds: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop?.aborted === true) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      stop?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, wholeMilliseconds(milliseconds));
    stop?.addEventListener("abort", end, { once: true });
  });
}

/** Resolves when `signal` aborts; never where there is none or `stop` came first. */
export function aborted(signal: AbortSignal | undefined, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal === undefined) return;
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true, signal: stop });
  });
}

/** What `work` resolves with, or `"aborted"` where `signal` aborts before; then nobody hears how the work ends. */
export async function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
): Promise<Result | "aborted"> {
  if (signal.aborted) {
    work.catch(() => undefined);
    return "aborted";
  }
  const done = new AbortController();
  try {
    return await Promise.race([work, aborted(signal, done.signal).then(() => "aborted" as const)]);
  } finally {
    done.abort();
  }
}
