import { repaired } from "./repairs.js";
import type { RewrittenCell } from "./rewriteCell.js";
import { sourcePlace } from "./sourcePositions.js";
import type { Place } from "./sourcePositions.js";
import type { TslabModules } from "./tslabModules.js";

interface CellText {
  readonly cell: RewrittenCell;
  readonly maps: readonly string[];
  /** How long the text is that tslab puts before the compiled cell, on its first line. */
  readonly wrapper: number;
  /** How many lines the compiled cell has; tslab's own call stands below them. */
  readonly lines: number;
  /** Where it is known already. */
  readonly endsInIdentifier: boolean | undefined;
}

const framePlace = /cell (\d+):(\d+):(\d+)/;

/** Every cell that ran, so that a stack can name its lines even when a later cell calls its functions. */
export class CellTexts {
  readonly #cells = new Map<number, CellText>();

  add(number: number, text: CellText): void {
    this.#cells.set(number, text);
  }

  /** The name that the compiled cell runs under. */
  static fileName = (number: number): string => `cell ${number}`;

  /** Whether the cell ends in a bare value (a name, a property), not in a call, an assignment or the like. */
  endsInIdentifier(number: number, tslab: TslabModules): boolean {
    const text = this.#cells.get(number);
    return text?.endsInIdentifier ?? endsInIdentifier(tslab.typescript, text?.cell.source ?? "");
  }

  isCellFrame(line: string): boolean {
    const match = framePlace.exec(line);
    if (match === null) return false;
    const text = this.#cells.get(Number(match[1]));
    return text === undefined || Number(match[2]) <= text.lines;
  }

  /** A line of a stack with the cell's own line and column. */
  mapFrame(line: string): string {
    return line
      .replace("at Proxy.", "at ")
      .replace(framePlace, (_whole, number: string, row: string, column: string) => {
        const place = this.#place(Number(number), {
          line: Number(row) - 1,
          column: Number(column) - 1,
        });
        return place === undefined
          ? `cell ${number}`
          : `cell ${number}:${place.line + 1}:${place.column + 1}`;
      });
  }

  #place(number: number, compiled: Place): Place | undefined {
    const text = this.#cells.get(number);
    if (text === undefined || !repaired("positions")) return compiled;
    const column = compiled.line === 0 ? compiled.column - text.wrapper : compiled.column;
    const found = sourcePlace(text.maps, { line: compiled.line, column: Math.max(0, column) });
    // The compiler's source begins with one line of its own.
    if (found === undefined || found.line === 0) return undefined;
    const rewritten = offsetAt(text.cell.code, { line: found.line - 1, column: found.column });
    return placeAt(text.cell.source, text.cell.toSource(rewritten));
  }
}

/** Whether a cell ends in a bare value (a name, a property), not in a call, an assignment or the like. */
export function endsInIdentifier(ts: TslabModules["typescript"], source: string): boolean {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true);
  const last = file.statements.at(-1);
  if (last === undefined || !ts.isExpressionStatement(last)) return false;
  let expression = last.expression;
  while (ts.isParenthesizedExpression(expression)) expression = expression.expression;
  return (
    ts.isIdentifier(expression) ||
    ts.isPropertyAccessExpression(expression) ||
    ts.isElementAccessExpression(expression)
  );
}

export function offsetAt(text: string, place: Place): number {
  let start = 0;
  for (let line = 0; line < place.line; line++) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return Math.min(text.length, start + place.column);
}

export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length - 1, column: offset - start };
}
