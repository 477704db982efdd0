import { randomBytes } from "node:crypto";
import { linkSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join, relative } from "node:path";
import { isRecord } from "../../text/isRecord.js";
import { contentHash } from "./contentHash.js";

const lockName = ".lossbook.lock";
/** As long as publishing a large course may take. */
const longestWait = 10 * 60_000;
/** Of a process on another machine nobody here sees whether it has ended: whoever asked is soon told what to do. */
const longestWaitForOthers = 15_000;

interface WaitOptions {
  /** Milliseconds. */
  readonly wait?: number;
  readonly onWait?: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `work` while no other call writes to the site in `folder`: the second waits, and finds what the first wrote. A
 * lock whose process has ended is taken over, and so is what cannot be a lock. `onWait` is told once, after two
 * seconds of waiting, for whom; `signal` ends the waiting.
 *
 * Errors  one line where another call does not come to its end.
 */
export async function withSiteLock<Result>(
  folder: string,
  work: () => Promise<Result>,
  { wait = longestWait, onWait, signal }: WaitOptions = {},
): Promise<Result> {
  const path = join(folder, lockName);
  const since = Date.now();
  const messageOf = (elsewhere: boolean): string =>
    `another lossbook report is writing to ${relative("", folder) || "."}${elsewhere ? " from another machine: try again when it has ended" : ""}; ` +
    `where none is, remove ${relative("", path)}`;
  let hasWarned = false;
  while (!acquireLock(path)) {
    refuseFolder(path);
    const abandoned = abandonedLock(path);
    const waited = Date.now() - since;
    const elsewhere = abandoned === undefined && isHeldElsewhere(path);
    if (abandoned !== undefined) removeAbandoned(path, abandoned);
    else if (waited > (elsewhere ? Math.min(wait, longestWaitForOthers) : wait))
      throw new Error(messageOf(elsewhere));
    else await new Promise((resolve) => setTimeout(resolve, 50));
    signal?.throwIfAborted();
    if (!hasWarned && waited > 2_000) {
      hasWarned = true;
      onWait?.(`waiting: ${messageOf(elsewhere)}`);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function acquireLock(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify({ process: process.pid, host: thisHost() }), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw new Error(`${relative("", path)} was not written: the folder may not be written to`, {
      cause: error,
    });
  }
}

/** Nobody lets a folder go, and nothing that it may hold is lossbook's to remove. */
function refuseFolder(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  throw new Error(`${relative("", path)} is a folder, and the place of a file: remove it`);
}

/** What the lock says, where whoever holds it is gone as far as can be seen from this machine. */
function abandonedLock(path: string): string | undefined {
  try {
    const status = lstatSync(path);
    // A link, a pipe, a large file: no lock of ours.
    if (!status.isFile() || status.size > 1_000) return "";
    const text = readFileSync(path, "utf8");
    return Date.now() - status.mtimeMs > longestWait || hasEnded(text) ? text : undefined;
  } catch {
    // It was let go this moment: the next try takes it.
    return undefined;
  }
}

/** A lock that its process left behind may be published with the folder: it does not name the machine. */
export const thisHost = (): string => contentHash(hostname()).slice(0, 16);

function isHeldElsewhere(path: string): boolean {
  try {
    if (!lstatSync(path).isFile()) return false;
    const holder: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isRecord(holder) && typeof holder["host"] === "string" && holder["host"] !== thisHost();
  } catch {
    return false;
  }
}

function hasEnded(lock: string): boolean {
  try {
    const holder: unknown = JSON.parse(lock);
    const { process: id, host } = isRecord(holder) ? holder : {};
    // No lock of ours: `process.kill` would take -1 for everybody.
    if (!Number.isInteger(id) || !(Number(id) > 0) || typeof host !== "string") return true;
    if (host === thisHost()) process.kill(Number(id), 0);
    return false;
  } catch (error) {
    // What is not to be read was half written when its process ended.
    return error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** Takes a lock away unless somebody has taken it over meanwhile: then it is given back. */
function removeAbandoned(path: string, left: string): void {
  const movedPath = `${path}.${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    renameSync(path, movedPath);
    if (abandonedLock(movedPath) !== left) linkSync(movedPath, path);
  } catch {
    // Another call was faster.
  }
  rmSync(movedPath, { force: true });
}
