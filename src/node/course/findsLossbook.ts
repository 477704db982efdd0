import { createRequire } from "node:module";
import { join } from "node:path";

/** Whether the cells of a notebook in this folder can import lossbook. */
export function findsLossbook(folder: string): boolean {
  try {
    createRequire(join(folder, "cell.js")).resolve("lossbook/package.json");
    return true;
  } catch {
    return false;
  }
}
