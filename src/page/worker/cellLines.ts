import { linesIn } from "./rewrite/stripTypes.js";

const linesByCell = new Map<string, readonly number[]>();

/** Remembers which lines of a cell its text comes from, where it was compiled when the page was written. */
export function rememberLines(name: string, source: string): void {
  const lines = linesIn(source);
  if (lines === undefined) linesByCell.delete(name);
  else linesByCell.set(name, lines);
}

/** Whether a line of a stack is of a cell, or of a module of the course (`./physics.ts:3:9`). */
export const isReadersFrame = (line: string): boolean =>
  /cell-[\w-]+:\d+|(?:^|[\s(@])\.{1,2}\/[^\s():]+:\d+/.test(line);

/** Places in cells (`cell-id:line`) as the reader counts their lines. */
export function inCellLines(text: string): string {
  if (linesByCell.size === 0) return text;
  return text.replace(
    /(cell-[\w-]+):(\d+)/g,
    (_, name: string, line: string) =>
      `${name}:${linesByCell.get(name)?.[Number(line) - 1] ?? line}`,
  );
}
