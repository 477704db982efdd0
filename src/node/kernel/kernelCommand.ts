import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { packageRoot } from "../course/packageRoot.js";
import type { KernelOptions } from "./kernel.js";

/** How a kernel's process is started. */
export interface KernelCommand {
  readonly name: string;
  readonly command: string;
  /** The arguments; `{connection_file}` stands for the connection file's path. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly interruptMode: "signal" | "message";
}

/** The launcher's compiled file: the kernel is CommonJS, whatever imports it. */
export const launcherPath = (): string =>
  join(packageRoot(), "dist", "cjs", "node", "kernel", "launcher.js");

/** The process behind `options.kernel`; an Error where there is none. */
export function kernelCommand(options: KernelOptions): KernelCommand {
  const heap =
    options.memoryLimit === undefined ? [] : [`--max-old-space-size=${options.memoryLimit}`];
  const kernel = options.kernel ?? "lossbook";
  if (kernel === "lossbook") {
    const launcher = launcherPath();
    if (!existsSync(launcher)) {
      throw new Error(`the kernel's launcher is missing: ${launcher}; run npm run build`);
    }
    return {
      name: kernel,
      command: process.execPath,
      args: [
        ...heap,
        launcher,
        "{connection_file}",
        ...(options.compiledElsewhere === true ? ["--compiled-elsewhere"] : []),
      ],
      env: {},
      interruptMode: process.platform === "win32" ? "message" : "signal",
    };
  }
  if (kernel === "tslab") {
    const require = createRequire(join(packageRoot(), "package.json"));
    const tslab = join(dirname(require.resolve("tslab/package.json")), "bin", "tslab");
    return {
      name: kernel,
      command: process.execPath,
      args: [...heap, tslab, "kernel", "--config-path", "{connection_file}"],
      env: {},
      interruptMode: "signal",
    };
  }
  return fromKernelSpec(kernel, heap);
}

function fromKernelSpec(path: string, heap: readonly string[]): KernelCommand {
  let spec: { argv?: unknown; env?: unknown; interrupt_mode?: unknown };
  try {
    spec = JSON.parse(readFileSync(path, "utf8")) as typeof spec;
  } catch (error) {
    throw new Error(
      `the kernel must be lossbook, tslab or the path of a kernel.json, got ${path}: ${reasonOf(error)}`,
      { cause: error },
    );
  }
  const argv = spec.argv;
  if (!Array.isArray(argv) || argv.length === 0 || argv.some((part) => typeof part !== "string")) {
    throw new Error(`${path} must have an argv of strings`);
  }
  const [command, ...args] = argv as string[];
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries((spec.env as object | undefined) ?? {})) {
    env[name] = String(value);
  }
  if (heap.length > 0) {
    env.NODE_OPTIONS = [process.env.NODE_OPTIONS ?? "", ...heap].join(" ").trim();
  }
  return {
    name: path,
    command: command!,
    args,
    env,
    interruptMode: spec.interrupt_mode === "message" ? "message" : "signal",
  };
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
      return "there is no such file";
    case "EISDIR":
      return "it is a folder";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
