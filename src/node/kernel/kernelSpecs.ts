import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { posix, win32 } from "node:path";
import { launcherPath } from "./kernelCommand.js";

/** What the locations depend on; a test passes another machine's. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export const thisMachine = (): Machine => ({
  platform: process.platform,
  env: process.env,
  home: homedir(),
});

/** Where to write a kernelspec: for this user, for a virtual environment, or below a given prefix. */
export type InstallPlace =
  | { readonly kind: "user" }
  | { readonly kind: "environment" }
  | { readonly kind: "prefix"; readonly prefix: string };

export interface FoundKernelSpec {
  readonly name: string;
  readonly folder: string;
  readonly displayName: string;
  readonly language: string;
  /** Whether it starts this package's launcher, of this or another copy. */
  readonly ours: boolean;
  /** Said when it cannot be read or starts a launcher that is gone. */
  readonly problem?: string;
  /** An earlier place has a kernel of this name, which front ends take instead. */
  readonly hidden: boolean;
}

const nameRule = /^[a-z0-9._-]+$/i;

const pathOf = (machine: Machine): typeof posix => (machine.platform === "win32" ? win32 : posix);

/** Jupyter's folder for this user. */
export function userDataFolder(machine: Machine): string {
  const { env, home, platform } = machine;
  const { join } = pathOf(machine);
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32") {
    return env.APPDATA ? join(env.APPDATA, "jupyter") : join(home, ".jupyter", "data");
  }
  return join(env.XDG_DATA_HOME || join(home, ".local", "share"), "jupyter");
}

/** The active virtual environment, if there is one. */
function environmentFolder(machine: Machine): string | undefined {
  return machine.env.VIRTUAL_ENV || machine.env.CONDA_PREFIX || undefined;
}

/** All folders that hold kernelspecs, in the order in which Jupyter looks into them. */
export function kernelFolders(machine: Machine = thisMachine()): string[] {
  const { join, delimiter } = pathOf(machine);
  const { env } = machine;
  const given = (env.JUPYTER_PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const prefix = environmentFolder(machine);
  const environment = prefix === undefined ? [] : [join(prefix, "share", "jupyter")];
  const user = [userDataFolder(machine)];
  // Inside a virtual environment its kernels come before the user's, unless told otherwise.
  const prefer = env.JUPYTER_PREFER_ENV_PATH?.toLowerCase();
  const environmentFirst =
    prefer === undefined || prefer === ""
      ? env.VIRTUAL_ENV !== undefined ||
        (env.CONDA_PREFIX !== undefined && env.CONDA_DEFAULT_ENV !== "base")
      : !["0", "n", "no", "f", "false", "off"].includes(prefer);
  const personal = environmentFirst ? [...environment, ...user] : [...user, ...environment];
  const system =
    machine.platform === "win32"
      ? [join(env.PROGRAMDATA || "C:\\ProgramData", "jupyter")]
      : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  return [...new Set([...given, ...personal, ...system].map((folder) => join(folder, "kernels")))];
}

function targetFolder(place: InstallPlace, name: string, machine: Machine): string {
  if (!nameRule.test(name)) {
    throw new Error(
      `a kernel's name may have letters, digits, ".", "_" and "-", got ${JSON.stringify(name)}`,
    );
  }
  const { join } = pathOf(machine);
  if (place.kind === "user") return join(userDataFolder(machine), "kernels", name.toLowerCase());
  const prefix = place.kind === "prefix" ? place.prefix : environmentFolder(machine);
  if (prefix === undefined) {
    throw new Error(
      "no virtual environment is active (VIRTUAL_ENV and CONDA_PREFIX are not set); activate one, or give --prefix",
    );
  }
  return join(prefix, "share", "jupyter", "kernels", name.toLowerCase());
}

/** What Jupyter needs to start our kernel from anywhere: absolute paths, as they are on this machine now. */
export function kernelSpec(displayName: string, machine: Machine = thisMachine()): object {
  return {
    argv: [realpathSync(process.execPath), realpathSync(launcherPath()), "{connection_file}"],
    display_name: displayName,
    language: "typescript",
    // Windows has no signals for another process; there the kernel is asked.
    interrupt_mode: machine.platform === "win32" ? "message" : "signal",
    metadata: { debugger: false },
  };
}

export interface InstallOptions {
  readonly place: InstallPlace;
  readonly name: string;
  readonly displayName: string;
}

/** Writes the kernelspec and returns its folder; one that is there is replaced. */
export function installKernel(options: InstallOptions, machine: Machine = thisMachine()): string {
  const folder = targetFolder(options.place, options.name, machine);
  const { join } = pathOf(machine);
  const text = `${JSON.stringify(kernelSpec(options.displayName, machine), null, 2)}\n`;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "kernel.json");
  const beside = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  return folder;
}

/** Removes a kernelspec of ours; an Error where there is none, or where it is another kernel's. */
export function uninstallKernel(
  place: InstallPlace,
  name: string,
  machine: Machine = thisMachine(),
): string {
  const folder = targetFolder(place, name, machine);
  if (!existsSync(folder)) throw new Error(`there is no kernel ${name} in ${folder}`);
  const found = readSpec(name, folder, machine);
  if (!found.ours) {
    throw new Error(`${folder} is not lossbook's (${found.displayName}); it was left alone`);
  }
  rmSync(folder, { recursive: true });
  return folder;
}

/** Every kernelspec that Jupyter would find on this machine. */
export function listKernels(machine: Machine = thisMachine()): FoundKernelSpec[] {
  const seen = new Set<string>();
  return kernelFolders(machine).flatMap((parent) => {
    if (!existsSync(parent)) return [];
    return readdirSync(parent, { withFileTypes: true })
      .filter((entry) => nameRule.test(entry.name))
      .map((entry) => ({ name: entry.name, folder: pathOf(machine).join(parent, entry.name) }))
      .filter(({ folder }) => existsSync(pathOf(machine).join(folder, "kernel.json")))
      .sort((one, other) => one.name.localeCompare(other.name))
      .map(({ name, folder }) => {
        const hidden = seen.has(name.toLowerCase());
        seen.add(name.toLowerCase());
        return { ...readSpec(name, folder, machine), hidden };
      });
  });
}

function readSpec(name: string, folder: string, machine: Machine): FoundKernelSpec {
  const file = pathOf(machine).join(folder, "kernel.json");
  const unknown = { name, folder, displayName: "?", language: "?", ours: false, hidden: false };
  try {
    const spec = JSON.parse(readFileSync(file, "utf8")) as {
      argv?: unknown;
      display_name?: unknown;
      language?: unknown;
    };
    const argv = Array.isArray(spec.argv) ? spec.argv.map(String) : [];
    const launcher = argv.find((part) => /[\\/]node[\\/]kernel[\\/]launcher\.js$/.test(part));
    const missing = [argv[0], launcher].find(
      (path) => path !== undefined && pathOf(machine).isAbsolute(path) && !existsSync(path),
    );
    return {
      ...unknown,
      displayName: String(spec.display_name ?? "?"),
      language: String(spec.language ?? "?"),
      ours: launcher !== undefined,
      ...(missing === undefined ? {} : { problem: `${missing} does not exist; install it again` }),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...unknown, problem: `${file} cannot be read: ${reason}` };
  }
}
