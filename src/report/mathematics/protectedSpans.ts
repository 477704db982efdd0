/** Where Markdown has code, tags and addresses: there a dollar is a dollar. */
export class ProtectedSpans {
  readonly text: string;
  #lastCommentEnd: number | undefined;
  #runs: Map<number, number[]> | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Where the comment ends that opens at `from`; `from` itself where it does not end. */
  commentEnd(from: number): number {
    this.#lastCommentEnd ??= this.text.lastIndexOf("-->");
    return this.#lastCommentEnd < from ? from : this.text.indexOf("-->", from) + 3;
  }

  /** Where the next run of exactly `length` backticks after `from` begins; all runs are found once. */
  nextRun(length: number, from: number): number | undefined {
    if (this.#runs === undefined) {
      this.#runs = new Map();
      for (const run of this.text.matchAll(/`+/g)) {
        const list = this.#runs.get(run[0].length);
        if (list === undefined) this.#runs.set(run[0].length, [run.index]);
        else list.push(run.index);
      }
      // The next one is then at the end of each list.
      for (const list of this.#runs.values()) list.reverse();
    }
    const list = this.#runs.get(length) ?? [];
    let next = list.at(-1);
    for (; next !== undefined && next < from; next = list.at(-1)) list.pop();
    return next;
  }
}

const tag = new RegExp(
  [
    "</[a-z][a-z0-9-]{0,40}\\s{0,20}>",
    "<[a-z][a-z0-9-]{0,40}(?:\\s{1,20}[^\\s\"'<>/=]{1,100}(?:\\s{0,5}=\\s{0,5}(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\\s\"'=<>`]{1,2000}))?){0,50}\\s{0,20}/?>",
    "<[a-z][a-z0-9+.-]{1,31}:[^\\s<>]{0,2000}>",
  ].join("|"),
  "iy",
);

const fence = /\n[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})/y;
const destination =
  /\]\((?:<[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,5})/y;
const definition = /\n {0,3}\[(?!\^)[^\]\n]{1,500}\]:[ \t]*\S+/y;
const address = /https?:\/\/[^\s<>)]{1,2000}/y;

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** Where the protected part that begins at `at` ends; `at` itself where none does. */
export function protectedEnd(spans: ProtectedSpans, at: number): number {
  const { text } = spans;
  switch (text[at]) {
    case "\n": {
      const opened = fenceAt(text, at);
      if (opened !== undefined) return opened;
      return at + lengthAt(definition, text, at);
    }
    case "`":
    case "~": {
      const length = /^[`~]+/.exec(text.slice(at, at + 1000))?.[0].length ?? 1;
      if (text[at] === "~") return at + length;
      const close = spans.nextRun(length, at + length);
      const blank = close === undefined ? -1 : text.slice(at, close).search(/\n[ \t]*\n/);
      return close === undefined || blank >= 0 ? at + length : close + length;
    }
    case "<":
      return text.startsWith("<!--", at) ? spans.commentEnd(at) : at + lengthAt(tag, text, at);
    case "]":
      return at + lengthAt(destination, text, at);
    case "h":
      return at + lengthAt(address, text, at);
    default:
      return at;
  }
}

/** Where the fenced block ends that opens on the line at `at`; undefined where none opens. */
function fenceAt(text: string, at: number): number | undefined {
  fence.lastIndex = at;
  const opened = fence.exec(text);
  const mark = opened?.[1];
  if (opened === null || mark === undefined) return undefined;
  const info = text.slice(fence.lastIndex, text.indexOf("\n", fence.lastIndex) >>> 0);
  if (mark.startsWith("`") && info.includes("`")) return undefined;
  const close = new RegExp(`\\n[ \\t>]*${mark[0]}{${mark.length},}[ \\t]*(?=\\n|$)`, "g");
  close.lastIndex = fence.lastIndex;
  const closed = close.exec(text);
  return closed === null ? text.length : closed.index + closed[0].length;
}
