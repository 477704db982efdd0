import type { Command } from "commander";
import type { CommandContext } from "./commandContext.js";

/**
 * A command plugs in by adding itself to the program: one file a command, in `cli/`, which exports
 * `define(program, context)`. It declares arguments and options with commander, loads what is heavy inside its
 * action by `await import()`, prints through the context, throws CommandError or usageError for what ends it early,
 * and passes `context.signal` to everything that waits.
 */
export interface CommandModule {
  readonly define: (program: Command, context: CommandContext) => void;
}

/** Every command, in the order of `lossbook --help`. */
export const commands: readonly (() => Promise<CommandModule>)[] = [
  () => import("./run.js"),
  () => import("./report.js"),
  () => import("./preview.js"),
  () => import("./check.js"),
  () => import("./verify.js"),
  () => import("./init.js"),
  () => import("./new.js"),
  () => import("./clean.js"),
  () => import("./doctor.js"),
  () => import("./kernel.js"),
];
