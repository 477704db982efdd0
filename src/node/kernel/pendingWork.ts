/** What lasts on purpose, or is the kernel's own: servers, watchers, signals, streams of the process. */
const lasting =
  /^(?:TTY|Pipe|PipeServer|TCPServer|UDP|Signal|FSEvent|StatWatcher|MessagePort|Worker)(?:WRAP|Wrap)?$/i;

/** Milliseconds between two looks. */
const pause = 15;

/** The timers, reads, requests and children under way in this process, as Node names them. */
function activeResources(): string[] {
  return process.getActiveResourcesInfo().filter((name) => !lasting.test(name));
}

/**
 * Waits until nothing is under way that could still print, at most so many milliseconds. Resolves with what is left.
 */
export async function workDone(milliseconds: number): Promise<string[]> {
  const end = performance.now() + milliseconds;
  for (;;) {
    // A timer that holds nothing open is not under way itself.
    await new Promise<void>((resolve) => void setTimeout(resolve, pause).unref());
    const left = activeResources();
    if (left.length === 0 || performance.now() >= end) return left;
  }
}
