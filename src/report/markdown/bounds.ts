/** A cell longer than this is shown as it was written. */
export const longestText = 300_000;

/** As many marks of one kind in a paragraph: the parser looks from each of them for its partner among all others. */
const mostMarks: readonly (readonly [RegExp, number])[] = [
  [/[*_~]+/g, 8000],
  [/\[/g, 2000],
  [/\]\(</g, 300],
  [/<[!?]/g, 500],
];

/** Cells of the tables of one text. */
const mostTableCells = 20_000;

/**
 * Whether the Markdown parser would take seconds or minutes for this text, or overflow its stack: it is too long, its
 * quotations and lists nest too deeply, or a paragraph of it is a crowd of marks that open and never close.
 */
export function isTooCostly(source: string): boolean {
  if (source.length > longestText) return true;
  if (deepestQuote(source) > 100 || /([*_~])\1{500}/.test(source)) return true;
  if (tableCells(source) > mostTableCells) return true;
  return source
    .split(/\n[ \t]*\n/)
    .some((paragraph) =>
      mostMarks.some(
        ([mark, most]) => paragraph.length > most && (paragraph.match(mark)?.length ?? 0) > most,
      ),
    );
}

/**
 * The cells of all tables: each row has as many as the line of dashes has columns, whether they are written or not, so
 * that a short text may hold a million.
 */
function tableCells(source: string): number {
  let cells = 0;
  let columns = 0;
  for (const line of source.split("\n")) {
    if (line.trim() === "") columns = 0;
    else if (/^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t:|-]*)?$/.test(line))
      columns = Math.max(columns, line.split(/-+/).length - 1);
    cells += columns;
  }
  return cells;
}

/** The number of `>` and list marks that the deepest line opens with. */
function deepestQuote(source: string): number {
  let deepest = 0;
  for (const [marks] of source.matchAll(/^(?:[ \t]*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))+/gm))
    deepest = Math.max(deepest, marks.replace(/[^>\-*+.)]/g, "").length);
  return deepest;
}
