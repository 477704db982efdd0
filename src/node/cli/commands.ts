import type { Command } from "commander";
import type { CommandContext } from "./commandContext.js";
import { cleanCommand } from "./clean.js";
import { doctorCommand } from "./doctor.js";
import { kernelCommand } from "./kernel.js";
import { newCommand } from "./new.js";
import { reportCommand } from "./report.js";
import { runCommand } from "./run.js";
import { verifyCommand } from "./verify.js";

/**
 * A command plugs in by adding itself to the program: one file a command, in `cli/`, which exports
 * `xCommand(program, context)`. It declares arguments and options with commander, loads what is heavy inside its
 * action by `await import()`, prints through the context, throws CommandError or usageError for what ends it early,
 * and passes `context.signal` to everything that waits.
 */
export type CommandDefinition = (program: Command, context: CommandContext) => void;

export const commands: readonly CommandDefinition[] = [
  runCommand,
  reportCommand,
  verifyCommand,
  newCommand,
  cleanCommand,
  doctorCommand,
  kernelCommand,
];
