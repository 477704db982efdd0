import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

/** The processes below `root`, itself not among them, deepest last. */
export function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const { pid, parent } of processes()) {
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [pid]);
    else siblings.push(pid);
  }
  const found: number[] = [];
  const waiting = [root];
  for (let pid = waiting.shift(); pid !== undefined; pid = waiting.shift()) {
    const below = children.get(pid) ?? [];
    found.push(...below);
    waiting.push(...below);
  }
  return found;
}

function processes(): { pid: number; parent: number }[] {
  if (process.platform === "linux") {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const stat = readFileSync(`/proc/${name}/stat`, "utf8");
          // The second field is the command in parentheses and may hold anything; the rest follows the last ")".
          const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
          return [{ pid: Number(name), parent: Number(fields[1]) }];
        } catch {
          return []; // gone in the meantime
        }
      });
  }
  if (process.platform === "win32") return [];
  const listed = spawnSync("ps", ["-axo", "pid=,ppid="], { encoding: "utf8" });
  return (listed.stdout ?? "")
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((fields) => fields.length === 2)
    .map(([pid, parent]) => ({ pid: pid!, parent: parent! }));
}

/** Signals one process; false where it is gone. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/**
 * Ends a process that leads its own group, and all below it: children of the group, and those that left it
 * but are still known as descendants. Call it before the leader is gone where descendants matter.
 */
export function killTree(leader: number, below: readonly number[] = descendants(leader)): void {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(leader), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  signalProcess(-leader, "SIGKILL");
  signalProcess(leader, "SIGKILL");
  for (const pid of below) signalProcess(pid, "SIGKILL");
}
