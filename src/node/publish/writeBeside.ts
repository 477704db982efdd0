import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Writes a file beside its place and renames it: a reader sees the old page or the new one, never half of one. */
export function writeBeside(path: string, content: string): void {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}.tmp`);
  try {
    writeFileSync(beside, content);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new Error(`${path} was not written: ${error instanceof Error ? error.message : ""}`, {
      cause: error,
    });
  }
}
