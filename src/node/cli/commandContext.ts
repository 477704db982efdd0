/** What every command gets beside its arguments. */
export interface CommandContext {
  /** Aborts on Ctrl-C, SIGTERM and SIGHUP; a command then cleans up and returns. */
  readonly signal: AbortSignal;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** One line on stdout. */
  print(line: string): void;
  /** One line on stderr, with the command's name in front. */
  warn(line: string): void;
  /** Sets the exit code of a command that ran to its end; the first one that is not 0 stays. */
  exitWith(code: number): void;
}
