import { existsSync, readFileSync } from "node:fs";
import { lockPath } from "../../verify/lockPath.js";
import { parseLock, type Lock } from "../../verify/lock.js";
import type { Rule } from "../rule.js";
import { staleNumbers } from "../staleNumbers.js";

/** Without a run, numbers of texts are compared with the results that are locked. */
export const lockedNumbers: Rule = {
  name: "stale-number",
  level: "error",
  find: ({ notebooks }) =>
    notebooks.flatMap(({ path, notebook }) => {
      const lock = readLock(lockPath(path));
      return lock === undefined ? [] : staleNumbers(path, notebook, lock, "the locked result of");
    }),
};

/** A lock that cannot be read is told of by `lossbook verify`. */
function readLock(path: string): Lock | undefined {
  try {
    return existsSync(path) ? parseLock(readFileSync(path, "utf8")) : undefined;
  } catch {
    return undefined;
  }
}
