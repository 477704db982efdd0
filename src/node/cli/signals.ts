import { exitCode } from "./exitCode.js";

const codes = {
  SIGINT: exitCode.interrupted,
  SIGTERM: exitCode.terminated,
  SIGHUP: exitCode.hangup,
} as const;

export interface SignalWatch {
  readonly signal: AbortSignal;
  /** The exit code of the signal that came, or undefined. */
  code(): number | undefined;
  /** Until signals that came while this process was busy (writing a file, say) have been heard. */
  pendingSignals(): Promise<void>;
  stop(): void;
}

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an abort, so that kernels are shut down and nothing half-written
 * stays. A second one ends the process at once, and the kernels with it. `onFirst` is called for the first one.
 */
export function watchSignals(onFirst: () => void): SignalWatch {
  const controller = new AbortController();
  let code: number | undefined;
  const handlers = (Object.keys(codes) as (keyof typeof codes)[]).map((name) => {
    const handler = () => {
      if (code !== undefined) process.exit(codes[name]);
      code = codes[name];
      controller.abort(new Error(`stopped by ${name}`));
      onFirst();
    };
    process.on(name, handler);
    return () => process.off(name, handler);
  });
  return {
    signal: controller.signal,
    code: () => code,
    // Two turns of the event loop: the second one is whole.
    pendingSignals: () => new Promise((resolve) => setImmediate(() => setImmediate(resolve))),
    stop: () => handlers.forEach((off) => off()),
  };
}
