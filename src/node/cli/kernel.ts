import type { Command } from "commander";
import type { InstallPlace } from "../kernel/kernelSpecs.js";
import type { CommandContext } from "./commandContext.js";
import { CommandError, usageError } from "./commandError.js";

interface PlaceOptions {
  readonly user?: boolean;
  readonly env?: boolean;
  readonly prefix?: string;
  readonly name: string;
}

/** `lossbook kernel install | uninstall | list`: the repaired kernel in JupyterLab and VS Code, without Python. */
export function define(program: Command, context: CommandContext): void {
  const kernel = program
    .command("kernel")
    .description("Install the TypeScript kernel for JupyterLab and VS Code, without Python.");

  withPlaceOptions(kernel.command("install"))
    .description("Write the kernelspec, with this Node and this package's absolute paths.")
    .option("--display-name <text>", "the name that front ends show", "TypeScript (lossbook)")
    .addHelpText(
      "after",
      '\nNotebooks that name the kernel "tslab" use the repaired one after: lossbook kernel install --name tslab',
    )
    .action(async (options: PlaceOptions & { readonly displayName: string }) => {
      const place = placeOf(options);
      const { installKernel, listKernels } = await import("../kernel/kernelSpecs.js");
      const folder = asCommandError(() =>
        installKernel({ place, name: options.name, displayName: options.displayName }),
      );
      context.print(`installed the kernel ${options.name} in ${folder}`);
      const found = listKernels().find((spec) => spec.folder === folder);
      if (found === undefined) {
        context.warn(`Jupyter does not look there: add the prefix's share/jupyter to JUPYTER_PATH`);
      } else if (found.hidden) {
        context.warn(`another kernel ${options.name} comes before it: see lossbook kernel list`);
      }
    });

  withPlaceOptions(kernel.command("uninstall"))
    .description("Remove the kernelspec again.")
    .action(async (options: PlaceOptions) => {
      const place = placeOf(options);
      const { uninstallKernel } = await import("../kernel/kernelSpecs.js");
      const folder = asCommandError(() => uninstallKernel(place, options.name));
      context.print(`removed ${folder}`);
    });

  kernel
    .command("list")
    .description("List all kernels that Jupyter finds here, in its order.")
    .action(async () => {
      const { listKernels, kernelFolders } = await import("../kernel/kernelSpecs.js");
      const found = listKernels();
      if (found.length === 0) {
        context.print(`no kernel is installed; looked in:`);
        for (const folder of kernelFolders()) context.print(`  ${folder}`);
        return;
      }
      const width = Math.max(...found.map(({ name }) => name.length));
      for (const { name, displayName, folder, ours, hidden, problem } of found) {
        const notes = [
          ours ? "lossbook's" : "",
          hidden ? "hidden by one of the same name above" : "",
          problem ?? "",
        ].filter((note) => note !== "");
        const remarks = notes.length === 0 ? "" : ` (${notes.join("; ")})`;
        context.print(`${name.padEnd(width)}  ${displayName}  ${folder}${remarks}`);
      }
    });
}

function withPlaceOptions(command: Command): Command {
  return command
    .option("--user", "for this user (default)")
    .option("--env", "for the active virtual or conda environment")
    .option("--prefix <folder>", "in FOLDER/share/jupyter/kernels")
    .option("--name <name>", "the kernel's name", "lossbook");
}

function placeOf({ user, env, prefix }: PlaceOptions): InstallPlace {
  const given = [user, env, prefix !== undefined].filter((option) => option === true).length;
  if (given > 1) throw usageError("give one of --user, --env and --prefix, not several");
  if (prefix !== undefined) return { kind: "prefix", prefix };
  return { kind: env === true ? "environment" : "user" };
}

/** What the file system or the machine refuses is one line. */
function asCommandError<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error), undefined, {
      cause: error,
    });
  }
}
