/** A cell longer than this is shown as it was written. */
export const longestText = 300_000;

/** Why a text is not given to the Markdown parser, and the line that says so best, from 1. */
export interface TooCostly {
  readonly line: number;
  readonly what: string;
}

/** As many marks of one kind in a paragraph: the parser looks from each of them for its partner among all others. */
const mostMarks: readonly (readonly [mark: RegExp, most: number, what: string])[] = [
  [/[*_~]+/g, 8000, "marks of emphasis"],
  [/\[/g, 2000, "opening brackets"],
  [/\]/g, 2000, "closing brackets"],
  [/\]\(</g, 300, "links in angles"],
  [/<[!?]/g, 500, "declarations of HTML"],
];

/** Cells of the tables of one text. */
const mostTableCells = 20_000;
/** Lines of one paragraph that go on in a quotation or a list without its mark; the parser looks back over all of them. */
const mostLazyLines = 2000;
/**
 * Ends of quotations and lists, times lines and marks of the text: at each of these ends the parser copies all that it
 * has found. Some 0.7 s; the most among 5,000 cells of other people is a hundredth.
 */
const mostCopies = 3_000_000;
const deepestEmphasis = 500;
const deepestHtml = 300;
const deepestContainer = 100;

/**
 * Why the Markdown parser would take seconds or minutes for this text, or overflow its stack; undefined for what people
 * write: it is too long, its quotations and lists nest too deeply or end too often, or a paragraph of it is a crowd of
 * marks that open and never close.
 */
export function whyTooCostly(source: string): TooCostly | undefined {
  if (source.length > longestText)
    return { line: 1, what: tooMany(source.length, "characters", longestText) };
  return crowdedParagraph(source) ?? containers(source) ?? tableCells(source) ?? htmlDepth(source);
}

const tooMany = (count: number, of: string, most: number): string =>
  `has ${count.toLocaleString("en")} ${of}, more than ${most.toLocaleString("en")}`;

function crowdedParagraph(source: string): TooCostly | undefined {
  let next = 1;
  for (const paragraph of source.split(/\n(?=[ \t]*\n)/)) {
    // Each but the first begins with the blank line before it.
    const line = next + (next === 1 ? 0 : 1);
    next += paragraph.split("\n").length;
    for (const [mark, most, what] of mostMarks) {
      const count = paragraph.length > most ? (paragraph.match(mark)?.length ?? 0) : 0;
      if (count > most) return { line, what: `${tooMany(count, what, most)}, in a paragraph` };
    }
    const run = /([*_~])\1{500}/.exec(paragraph)?.[0].length ?? 0;
    const deep = Math.max(run, paragraph.length > deepestEmphasis ? emphasisDepth(paragraph) : 0);
    if (deep > deepestEmphasis)
      return { line, what: `nests emphasis more than ${deepestEmphasis} deep` };
  }
  return undefined;
}

/** How many marks are open at once: one behind a space opens, one before a space closes. */
function emphasisDepth(paragraph: string): number {
  let depth = 0;
  let deepest = 0;
  for (const { 0: marks, index } of paragraph.matchAll(/[*_~]+/g)) {
    const before = /\s/.test(paragraph[index - 1] ?? " ");
    const after = /\s/.test(paragraph[index + marks.length] ?? " ");
    if (before && !after) deepest = Math.max(deepest, ++depth);
    else if (after && !before) depth = Math.max(0, depth - 1);
  }
  // Marks that never close are cheap: what nests is closed as well.
  return deepest - depth;
}

/** The marks of quotations, lists and footnotes that a line opens with. */
const containerMarks = /^(?:[ \t]*(?:>|[-*+](?=\s|$)|\d{1,9}[.)](?=\s|$)|\[\^[^\]\s]{1,100}\]:))+/;

function containers(source: string): TooCostly | undefined {
  const lines = source.split("\n");
  let size = lines.length;
  let ends = 0;
  let lazy = 0;
  let open = "";
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") {
      lazy = 0;
      continue;
    }
    const marks = containerMarks.exec(line)?.[0] ?? "";
    const kinds = marks.replace(/\d+|\[\^[^\]]*\]:/g, "1").replace(/[.)\s]/g, "");
    if (kinds.length > deepestContainer)
      return {
        line: index + 1,
        what: `nests quotations and lists more than ${deepestContainer} deep`,
      };
    if (kinds !== "") lazy = 1;
    else if (lazy > 0 && ++lazy > mostLazyLines)
      return {
        line: index + 1 - mostLazyLines,
        what: `goes on in a quotation or a list for more than ${mostLazyLines.toLocaleString("en")} lines without its mark`,
      };
    size += kinds.length;
    const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
    // A list within a list, or another kind of block than on the line before.
    if (indent.length > 1 || kinds.length > 1 || indent + kinds !== open) ends++;
    open = indent + kinds;
  }
  if (!containerLine.test(source) || ends * size <= mostCopies) return undefined;
  return {
    line: 1,
    what: `begins and ends quotations and lists ${ends.toLocaleString("en")} times in ${lines.length.toLocaleString("en")} lines`,
  };
}

const containerLine = new RegExp(containerMarks.source, "m");

/**
 * The cells of all tables: each row has as many as the line of dashes has columns, whether they are written or not, so
 * that a short text may hold a million.
 */
function tableCells(source: string): TooCostly | undefined {
  let cells = 0;
  let columns = 0;
  for (const [index, line] of source.split("\n").entries()) {
    if (line.trim() === "") columns = 0;
    else if (/^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t:|-]*)?$/.test(line))
      columns = Math.max(columns, line.split(/-+/).length - 1);
    cells += columns;
    if (cells > mostTableCells)
      return {
        line: index + 1,
        what: `has more than ${mostTableCells.toLocaleString("en")} cells of tables`,
      };
  }
  return undefined;
}

/** Elements that never hold others, and those that end where the next one begins. */
const unnested =
  /^(?:area|br|col|dd|dt|hr|img|input|li|link|meta|option|p|source|td|th|tr|track|wbr)$/i;

function htmlDepth(source: string): TooCostly | undefined {
  let depth = 0;
  for (const { 1: closing, 2: name = "", index } of source.matchAll(/<(\/?)([a-zA-Z][\w-]*)/g)) {
    if (unnested.test(name)) continue;
    depth = closing === "/" ? Math.max(0, depth - 1) : depth + 1;
    if (depth > deepestHtml)
      return {
        line: source.slice(0, index).split("\n").length,
        what: `nests HTML more than ${deepestHtml} deep`,
      };
  }
  return undefined;
}
