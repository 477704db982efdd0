import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Command } from "commander";
import { findCourse } from "../course/course.js";
import { packageRoot } from "../course/packageRoot.js";
import type { CommandContext } from "./commandContext.js";
import { exitCode } from "./exitCode.js";

/** `missing` breaks the work, `optional` names what only some of it needs. */
interface Finding {
  readonly state: "ok" | "missing" | "optional";
  readonly text: string;
}

export function define(program: Command, context: CommandContext): void {
  program
    .command("doctor")
    .description("Say what is missing on this machine, and what brings it.")
    .action(async () => {
      const checks: [string, () => Finding | Promise<Finding>][] = [
        ["Node", checkNode],
        ["build", checkBuild],
        ["course", checkCourse],
        ["import by name", checkImport],
        ["ZeroMQ", checkZeroMq],
        ["kernel", () => checkKernel(context.signal)],
        ["Jupyter", checkJupyter],
        ["Chromium", checkChromium],
      ];
      let missing = 0;
      for (const [name, check] of checks) {
        const finding = await safely(check);
        if (finding.state === "missing") missing++;
        const mark = { ok: "ok      ", missing: "MISSING ", optional: "optional" }[finding.state];
        context.print(`${mark}  ${name.padEnd(15)} ${finding.text}`);
      }
      if (missing > 0) context.exitWith(exitCode.failed);
    });
}

async function safely(check: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await check();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { state: "missing", text: reason.replace(/\n.*/s, "") };
  }
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const text = `${process.versions.node} on ${process.platform} ${process.arch}`;
  const isNewEnough = major > 20 || (major === 20 && minor >= 19);
  return isNewEnough
    ? { state: "ok", text }
    : { state: "missing", text: `${text}: 20.19 or newer is needed (nodejs.org)` };
}

function checkBuild(): Finding {
  // What is installed was built before it was packed, and npm gives its files times of their own.
  if (!existsSync(join(packageRoot(), "scripts", "build.mjs")))
    return { state: "ok", text: `as packed: lossbook ${versionIn(packageRoot())}` };
  const stamp = join(packageRoot(), "dist", ".stamp");
  if (!existsSync(stamp)) return { state: "missing", text: "not built: npm run build" };
  const built = statSync(stamp).mtimeMs;
  const newer = readdirSync(join(packageRoot(), "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .find((file) => statSync(join(packageRoot(), "src", file)).mtimeMs > built);
  return newer === undefined
    ? {
        state: "ok",
        text: `as of ${new Date(built).toISOString().slice(0, 16).replace("T", " ")} UTC`,
      }
    : { state: "missing", text: `older than src/${newer}: npm run build` };
}

function checkCourse(): Finding {
  const { folder, notebooks } = findCourse();
  const count = existsSync(notebooks)
    ? readdirSync(notebooks).filter((name) => name.endsWith(".ipynb")).length
    : 0;
  const text = `${folder}: ${count} notebook${count === 1 ? "" : "s"}`;
  return count > 0
    ? { state: "ok", text }
    : { state: "optional", text: `${text}; lossbook init makes a course, lossbook new a notebook` };
}

/** Cells look for packages from their notebook's folder upwards. */
function checkImport(): Finding {
  let found: string;
  try {
    const require = createRequire(join(findCourse().notebooks, "cell.js"));
    found = dirname(realpathSync(require.resolve("lossbook/package.json")));
  } catch {
    return {
      state: "missing",
      text: 'cells of this folder cannot import "lossbook": npm install lossbook (or npm ci) here',
    };
  }
  if (found === realpathSync(packageRoot()))
    return { state: "ok", text: 'cells can import "lossbook"' };
  return {
    state: "optional",
    text: `cells import another copy, lossbook ${versionIn(found)}, than this command (${versionIn(packageRoot())})`,
  };
}

const versionIn = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;

async function checkZeroMq(): Promise<Finding> {
  try {
    const { version } = await import("zeromq");
    return { state: "ok", text: `libzmq ${version}` };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n", 1)[0] : String(error);
    return { state: "missing", text: `does not load on this machine (${reason}): npm ci` };
  }
}

async function checkKernel(signal: AbortSignal): Promise<Finding> {
  const { startKernel } = await import("../kernel/startKernel.js");
  const started = performance.now();
  const kernel = await startKernel({ cwd: tmpdir(), signal });
  try {
    const { status } = await kernel.execute("1 + 1", { timeout: 20_000, signal });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    return status === "ok"
      ? { state: "ok", text: `starts and answers in ${seconds} s` }
      : { state: "missing", text: `starts, but 1 + 1 ends with ${status}` };
  } finally {
    await kernel.shutdown();
  }
}

async function checkJupyter(): Promise<Finding> {
  const version = outputOf("jupyter", ["--version"]);
  if (version === undefined) {
    return {
      state: "optional",
      text: "not on the PATH; only needed to work in JupyterLab (VS Code brings its own front end)",
    };
  }
  const { listKernels } = await import("../kernel/kernelSpecs.js");
  const ours = listKernels().filter((kernel) => kernel.ours && !kernel.hidden);
  const broken = ours.find(({ problem }) => problem !== undefined);
  if (broken !== undefined) {
    return { state: "optional", text: `found; the kernel ${broken.name}: ${broken.problem}` };
  }
  return ours.length > 0
    ? { state: "ok", text: `found, with the kernel ${ours.map(({ name }) => name).join(", ")}` }
    : { state: "optional", text: "found, without our kernel: lossbook kernel install" };
}

function checkChromium(): Finding {
  const names = ["chromium", "chromium-browser", "google-chrome", "chrome", "msedge"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path) || existsSync(`${path}.exe`));
  return found === undefined
    ? { state: "optional", text: "not on the PATH; only the browser tests need it" }
    : { state: "ok", text: found };
}

function outputOf(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 20_000,
    });
  } catch {
    return undefined;
  }
}
