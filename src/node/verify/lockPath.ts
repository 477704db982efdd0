import { basename, dirname, join } from "node:path";

/** Where a notebook's results are locked: `notebooks/01-x.ipynb` → `notebooks/results/01-x.json`. */
export function lockPath(notebook: string): string {
  return join(dirname(notebook), "results", `${basename(notebook).replace(/\.ipynb$/, "")}.json`);
}
