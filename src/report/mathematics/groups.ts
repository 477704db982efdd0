/** Where the group ends that opens at `from`: behind its brace. */
export function groupEnd(tex: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < tex.length; at++) {
    if (tex[at] === "\\") at++;
    else if (tex[at] === "{") depth++;
    else if (tex[at] === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Each looks through the whole formula for its end. */
const mostUnclosed = 20;

/**
 * Each `head` and the group that stands straight behind it, written anew by `write`, from the last to the first, so that
 * what stands inside of one is written before it. The group comes without its braces.
 */
export function rewriteGroups(
  tex: string,
  head: RegExp,
  write: (group: string, found: RegExpExecArray) => string,
): string {
  let result = tex;
  let unclosed = 0;
  for (const found of [...tex.matchAll(head)].reverse()) {
    const from = found.index + found[0].length;
    const end = result[from] === "{" ? groupEnd(result, from) : undefined;
    if (end === undefined) {
      if (++unclosed > mostUnclosed) break;
      continue;
    }
    const written = write(result.slice(from + 1, end - 1), found);
    result = result.slice(0, found.index) + written + result.slice(end);
  }
  return result;
}
