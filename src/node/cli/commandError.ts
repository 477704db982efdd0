import { exitCode } from "./exitCode.js";

/** Ends the command with one clear line on stderr and the given exit code. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: number;

  constructor(message: string, code: number = exitCode.failed, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = code;
  }
}

/** The command line or an input file is not usable as it stands. */
export function usageError(message: string, options?: ErrorOptions): CommandError {
  return new CommandError(message, exitCode.usage, options);
}
