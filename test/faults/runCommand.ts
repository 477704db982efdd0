import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RunEvent } from "../../src/node/run/runEvent.js";

export const root = join(import.meta.dirname, "..", "..");

/** A folder of its own for one scenario: notebooks, results, and the only place for temporary files. */
export interface Workplace {
  readonly folder: string;
  readonly temporary: string;
  remove(): void;
}

export function workplace(): Workplace {
  const base = mkdtempSync(join(tmpdir(), "lossbook-fault-"));
  const folder = join(base, "work");
  const temporary = join(base, "tmp");
  mkdirSync(folder);
  mkdirSync(temporary);
  return { folder, temporary, remove: () => rmSync(base, { recursive: true, force: true }) };
}

export function writeNotebook(path: string, cells: readonly string[], tags: string[] = []): Buffer {
  const notebook = {
    cells: cells.map((source, index) => ({
      cell_type: "code",
      execution_count: null,
      id: `c${index + 1}`,
      metadata: tags.length > 0 ? { tags } : {},
      outputs: [],
      source: source.split(/(?<=\n)/),
    })),
    metadata: { kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(path, `${JSON.stringify(notebook, null, 1)}\n`);
  return readFileSync(path);
}

export interface Outcome {
  readonly code: number | null;
  readonly signal: string | null;
  readonly events: readonly RunEvent[];
  /** Everything that was said, on stdout and stderr. */
  readonly said: string;
  /** Seconds from the first kernel's readiness (or the start) to the end. */
  readonly seconds: number;
  /** Processes that carry the run's mark and still live, by command line. */
  readonly left: readonly string[];
  /** The largest resident memory of the command itself, in MiB, as sampled. */
  readonly peak: number;
}

export interface Running {
  readonly child: ChildProcess;
  /** Process ids of the kernels: what carries the mark and is not the command itself. */
  kernels(): number[];
  /** Everything that was said so far. */
  said(): string;
}

export interface CommandOptions {
  readonly place: Workplace;
  readonly onEvent?: (event: RunEvent, running: Running) => void;
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds until a command counts as hanging and is killed. */
  readonly patience: number;
}

/** Runs `lossbook run … --json` as its own process, and looks afterwards for what it left. */
export async function runCommand(
  args: readonly string[],
  { place, onEvent, patience, env }: CommandOptions,
): Promise<Outcome> {
  const mark = `LOSSBOOK_FAULT_MARK=${randomBytes(8).toString("hex")}`;
  const [name, value] = mark.split("=") as [string, string];
  let started = performance.now();
  const child = spawn(
    process.execPath,
    [join(root, "bin", "lossbook.mjs"), "run", "--json", ...args],
    {
      cwd: place.folder,
      env: { ...process.env, ...env, [name]: value, TMPDIR: place.temporary },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  const running: Running = {
    child,
    kernels: () => marked(mark).filter((pid) => pid !== child.pid),
    said: () => said,
  };
  const events: RunEvent[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    said += `${line}\n`;
    const event = JSON.parse(line) as RunEvent;
    if (event.event === "kernel-ready" && !events.some((e) => e.event === "kernel-ready")) {
      started = performance.now();
    }
    events.push(event);
    onEvent?.(event, running);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const hang = setTimeout(() => child.kill("SIGKILL"), patience * 1000);
  let peak = 0;
  const sample = setInterval(() => (peak = Math.max(peak, residentOf(child.pid!))), 100);
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on("close", (...end) => resolve(end));
  });
  clearTimeout(hang);
  clearInterval(sample);
  const seconds = (performance.now() - started) / 1000;
  return { code, signal, events, said, seconds, left: await stillThere(mark), peak };
}

/** A process that was just told to end needs a moment: what is there after two seconds was left behind. */
async function stillThere(mark: string): Promise<string[]> {
  for (let attempt = 0; ; attempt++) {
    const pids = marked(mark);
    if (pids.length === 0) return [];
    if (attempt === 20) {
      const names = pids.map((pid) => `${pid} ${commandOf(pid)}`);
      for (const pid of pids) process.kill(pid, "SIGKILL");
      return names;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Processes with the mark in their environment, wherever in the tree they hang; zombies are gone already. */
function marked(mark: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))) return false;
        return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(mark);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

export function residentOf(pid: number): number {
  try {
    const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kib ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** A small file system of its own, or undefined where mounting is not allowed. */
export function mountSmall(folder: string, options: string): (() => void) | undefined {
  mkdirSync(folder, { recursive: true });
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]);
  if (mounted.status !== 0) return undefined;
  return () => void spawnSync("umount", ["-l", folder]);
}
