/** What the command's exit code says; the same numbers as other notebook runners use. */
export const exitCode = {
  ok: 0,
  /** A cell failed, a comparison differed, or a result could not be written. */
  failed: 1,
  /** The command line or a notebook file is not usable as it stands. */
  usage: 2,
  timeout: 124,
  hangup: 129,
  interrupted: 130,
  kernelDied: 138,
  terminated: 143,
} as const;
