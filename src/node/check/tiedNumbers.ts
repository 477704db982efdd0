import { numbersInText, type PrintedNumber } from "../verify/numbersInText.js";

/**
 * A number of a text that a comment behind it ties to what a cell prints: `0.94<!--= verdicts: forward -->` is the first
 * number after "forward" in the output of the cell `verdicts`. A comment is seen by nobody who reads, in a page or in Jupyter.
 */
export interface TiedNumber {
  /** 1 for the first line of the text. */
  readonly line: number;
  /** The comment as it is written. */
  readonly mark: string;
  /** The number in front of it, as it is written and as it is meant. */
  readonly written: PrintedNumber | undefined;
  readonly source: NumberSource | undefined;
}

/** Where a number comes from: `<!--= 100 × verdicts: forward #2 -->`. */
export interface NumberSource {
  /** What the printed number is multiplied by: 100 where the text has per cent of a share. */
  readonly times: number;
  /** The id of the cell. */
  readonly cell: string;
  /** Words of its output in front of the number. */
  readonly words: string;
  /** Which number after the words, 1 for the first. */
  readonly place: number;
}

const marks = /<!--=([\s\S]*?)-->/g;
const sourcePattern =
  /^\s*(?:(?<times>\d+(?:\.\d+)?)\s*[×*]\s*)?(?<cell>[\w-]{1,64})\s*:\s*(?<words>\S.*?)(?:\s+#(?<place>[1-9]\d?))?\s*$/su;
/** Thousands may be set apart by commas or narrow spaces, and the comma may stand for the point. */
const lastNumber =
  /[-−+]?(?:[1-9]\d{0,2}(?:[,\u202f]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+)(?:e[-−+]?\d+)?(?=[\s%*_$]*$)/iu;

/** Every number of a Markdown text that is tied to an output, in order. */
export function tiedNumbers(markdown: string): TiedNumber[] {
  if (!markdown.includes("<!--=")) return [];
  const prose = withoutCode(markdown);
  return [...prose.matchAll(marks)].map((match) => {
    const before = prose.slice(0, match.index);
    return {
      line: before.split("\n").length,
      mark: match[0],
      written: numberAtTheEnd(before),
      source: numberSource(match[1] ?? ""),
    };
  });
}

function numberSource(text: string): NumberSource | undefined {
  const { times = "1", cell, words, place = "1" } = sourcePattern.exec(text)?.groups ?? {};
  if (cell === undefined || words === undefined) return undefined;
  return { times: Number(times), cell, words, place: Number(place) };
}

/** What stands in code is shown, and ties nothing. */
function withoutCode(markdown: string): string {
  return markdown.replace(/(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, (code) =>
    code.replace(/[^\n]/g, " "),
  );
}

function numberAtTheEnd(text: string): PrintedNumber | undefined {
  const found = lastNumber.exec(text.slice(-80))?.[0];
  if (found === undefined) return undefined;
  const plain = /^[-−+]?[1-9]\d{0,2}([,\u202f]\d{3})+/u.test(found)
    ? found.replace(/[,\u202f]/gu, "")
    : found.replace(",", ".");
  const [number] = numbersInText(plain).numbers;
  if (number === undefined) return undefined;
  // In prose a whole number may be rounded too: "81 per cent".
  return { ...number, unit: number.unit || 1, text: found };
}
