import type ts from "typescript";

type TypeScript = typeof ts;

interface Timers {
  setTimeout?(callback: (...args: unknown[]) => void, milliseconds: number): unknown;
  clearTimeout?(timer: unknown): void;
}

/**
 * A copy of the kernel's TypeScript whose watcher may have two timers. tslab drives the watcher by hand and has room
 * for one, the rebuild. When what an import was resolved through changes (a package.json, a folder that was searched in
 * vain), the compiler asks for a second one, to forget what it had found; the next cell then failed with "Unexpected
 * pending rebuildTimer". That second timer is a real one.
 */
export function allowWatchTimers(typescript: TypeScript): TypeScript {
  const copy = { ...typescript };
  const { createWatchProgram } = typescript;
  const patched = (host: Timers): unknown => {
    const { setTimeout: rebuild, clearTimeout: cancel } = host;
    const timers = new Set<unknown>();
    host.setTimeout = (callback, milliseconds) => {
      if (callback.name !== "invalidateResolutionsOfFailedLookup") {
        return rebuild?.call(host, callback, milliseconds);
      }
      const timer = setTimeout(() => {
        timers.delete(timer);
        callback();
      }, milliseconds);
      timer.unref();
      timers.add(timer);
      return timer;
    };
    host.clearTimeout = (timer) => {
      if (timers.delete(timer)) clearTimeout(timer as NodeJS.Timeout);
      else cancel?.call(host, timer);
    };
    return (createWatchProgram as (host: unknown) => unknown)(host);
  };
  copy.createWatchProgram = patched as TypeScript["createWatchProgram"];
  return copy;
}
