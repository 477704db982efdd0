import { existsSync, statSync } from "node:fs";
import { InvalidArgumentError, type Command } from "commander";
import { courseOf } from "../course/course.js";
import { notebookPaths } from "../course/notebookPaths.js";
import { readSiteConfig } from "../course/siteConfig.js";
import type { PreviewEvent } from "../preview/previewEvents.js";
import type { CommandContext } from "./commandContext.js";
import { CommandError, usageError } from "./commandError.js";
import { failureText } from "./progress.js";

interface PreviewFlags {
  readonly port?: number;
}

export function define(program: Command, context: CommandContext): void {
  program
    .command("preview")
    .description(
      "Show notebooks in the browser while you write them: words at once, changed cells by a clean run. Only this " +
        "machine can look, by the address that is printed. Ctrl-C ends it.",
    )
    .argument("[notebook...]", "notebooks, or folders of them; the course without any")
    .option("--port <number>", "where to serve (default: a port that is free)", portNumber)
    .action((notebooks: string[], flags: PreviewFlags) => preview(notebooks, flags, context));
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new InvalidArgumentError("Expected a port from 1 to 65535.");
  return port;
}

async function preview(
  given: readonly string[],
  { port = 0 }: PreviewFlags,
  context: CommandContext,
): Promise<void> {
  const notebooks = notebookPaths(given);
  for (const path of notebooks) {
    if (!existsSync(path)) throw usageError(`${path}: no such file`);
    if (!statSync(path).isFile()) throw usageError(`${path}: expected a notebook file`);
  }
  const course = courseOf(notebooks);
  readSiteConfig(course.folder);
  const { startPreview } = await import("../preview/preview.js");
  const running = await startPreview({
    course,
    notebooks,
    follow: given.length === 0,
    port,
    onEvent: (event) => tell(event, context),
    onWarning: (line) => context.warn(line),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE" || error.code === "EACCES")
      throw new CommandError(`port ${port} is taken: choose another, or none`, undefined, {
        cause: error,
      });
    throw error;
  });
  context.print(`${running.url}`);
  context.print("open this address; it is for you alone. Ctrl-C ends the preview");
  const { signal } = context;
  if (!signal.aborted)
    await new Promise<void>((resolve) =>
      signal.addEventListener("abort", () => resolve(), { once: true }),
    );
  await running.close();
}

/** A line for what the author of a notebook waits for. */
function tell(event: PreviewEvent, context: CommandContext): void {
  if (event.type !== "state") return;
  const name = event.page.replace(/\.html$/, "");
  if (event.state === "ready") context.print(`${name}: ran in ${event.seconds.toFixed(1)} s`);
  if (event.state === "failed") context.print(`${name}${failureText(event)}`);
  if (event.state === "unreadable") context.print(`${name}: ${event.message}`);
}
