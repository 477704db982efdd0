import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { packageRoot } from "../course/packageRoot.js";
import { printable, printableLines } from "../course/printable.js";
import type { CommandContext } from "./commandContext.js";
import { CommandError, usageError } from "./commandError.js";
import { commands } from "./commands.js";
import { exitCode } from "./exitCode.js";
import { watchSignals } from "./signals.js";

/**
 * The `lossbook` command. Sets `process.exitCode`; an error is one line on stderr, its stack only with `--debug`.
 */
export async function main(args: readonly string[]): Promise<void> {
  const watch = watchSignals(() => context.warn("stopping; once more ends it at once"));
  ignoreClosedPipe();
  let code: number = exitCode.ok;
  const context: CommandContext = {
    signal: watch.signal,
    stdout: process.stdout,
    stderr: process.stderr,
    // File names, error messages and words of cells may be a stranger's.
    print: (text) => void process.stdout.write(`${printableLines(text)}\n`),
    warn: (line) => void process.stderr.write(`lossbook: ${printable(line)}\n`),
    exitWith: (given) => {
      if (code === exitCode.ok) code = given;
    },
  };
  try {
    refuseFilesThatLookLikeOptions(args);
    const program = await programOf(context);
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    code = codeOf(error);
    // commander has printed its own message by now; an aborted command is told below.
    if (!(error instanceof CommanderError) && watch.code() === undefined) reportError(error, args);
  } finally {
    await watch.pendingSignals();
    watch.stop();
  }
  const signalled = watch.code();
  if (signalled !== undefined) {
    code = signalled;
    context.warn(signalled === exitCode.interrupted ? "stopped by Ctrl-C" : "stopped by a signal");
  }
  process.exitCode = code;
}

/**
 * A shell puts the names of files where `*.ipynb` stands; one that begins with a dash would be an option that nobody
 * gave, `--output=…` for one.
 */
function refuseFilesThatLookLikeOptions(args: readonly string[]): void {
  const end = args.indexOf("--");
  const options = (end < 0 ? args : args.slice(0, end)).filter((arg) => /^-[^/\\]+$/.test(arg));
  const file = options.find((arg) => existsSync(arg));
  if (file === undefined) return;
  throw usageError(`${file} is an option and a file of this folder: name the file as ./${file}`);
}

async function programOf(context: CommandContext): Promise<Command> {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as {
    version: string;
  };
  const program = new Command("lossbook")
    .description(
      "Run, verify and publish TypeScript notebooks; no Python needed.\n\n" +
        "Exit codes: 0 ok, 1 a cell failed or something differs, 2 wrong usage or input,\n" +
        "124 timeout, 130 Ctrl-C, 138 the kernel died, 143 SIGTERM.",
    )
    .version(version)
    .option("--debug", "print the stack of an error")
    .showHelpAfterError("(lossbook --help lists the commands)")
    .exitOverride();
  program.configureOutput({
    outputError: (text, write) => write(printableLines(text.replace(/^error: /, "lossbook: "))),
  });
  for (const { define } of await Promise.all(commands.map((load) => load())))
    define(program, context);
  inheritSettings(program);
  return program;
}

/** Subcommands made with `.command()` inherit these settings; ones added later would not. */
function inheritSettings(program: Command): void {
  for (const command of program.commands) {
    command.copyInheritedSettings(program).showHelpAfterError(helpHint(command));
    inheritSettings(command);
  }
}

function helpHint(command: Command): string {
  const path: string[] = [];
  for (let at: Command | null = command; at !== null; at = at.parent) path.unshift(at.name());
  return `(${path.join(" ")} --help shows the usage)`;
}

function codeOf(error: unknown): number {
  if (error instanceof CommandError) return error.exitCode;
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  return exitCode.failed;
}

function reportError(error: unknown, args: readonly string[]): void {
  const message = error instanceof Error ? error.message || error.name : String(error);
  // More than one line would hide the one that matters.
  process.stderr.write(`lossbook: ${printable(message.replace(/\s*\n\s*/g, "; "))}\n`);
  if (args.includes("--debug") && error instanceof Error) {
    process.stderr.write(`${error.stack ?? ""}\n`);
    if (error.cause instanceof Error)
      process.stderr.write(`caused by ${error.cause.stack ?? ""}\n`);
  }
}

/** `lossbook … | head` closes the pipe early; that is no error of ours. */
function ignoreClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}
