import type { RuleName } from "./ruleNames.js";

/** Something in a notebook that its author should know, and where. */
export interface Observation {
  /** The file, as the command line names it. */
  readonly path: string;
  /** The cell, 1 for the first, and its id; absent where the whole file is meant. */
  readonly cell?: number;
  readonly id?: string;
  /** The line in the cell, 1 for the first. */
  readonly line?: number;
  /** What was found, in one sentence without a full stop. */
  readonly found: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** An observation, by which rule it was made and how grave it is in this course. */
export interface Finding extends Observation {
  readonly rule: RuleName;
  readonly level: "error" | "warning";
}

/** `notebooks/06-binary.ipynb: cell 4 (loop), line 2: error: … : what to do [random]` */
export function findingLine({ path, cell, id, line, level, found, remedy, rule }: Finding): string {
  const place = [
    ...(cell === undefined ? [] : [`cell ${cell}${id === undefined ? "" : ` (${id})`}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
  ].join(", ");
  return `${path}: ${place === "" ? "" : `${place}: `}${level}: ${found}; ${remedy} [${rule}]`;
}

/** By notebook as given, then by cell and line. */
export function inOrder(findings: readonly Finding[], paths: readonly string[]): Finding[] {
  const at = (path: string): number => paths.indexOf(path);
  return [...findings].sort(
    (a, b) =>
      at(a.path) - at(b.path) || (a.cell ?? 0) - (b.cell ?? 0) || (a.line ?? 0) - (b.line ?? 0),
  );
}
