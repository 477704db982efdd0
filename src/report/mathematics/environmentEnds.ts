/** Where each environment of a text ends, by where it begins: those of one name are balanced. */
export function environmentEnds(text: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open = new Map<string, number[]>();
  const mark = /\\(begin|end)\{([a-zA-Z]{1,40}\*?)\}/g;
  for (const { 0: found, 1: kind, 2: name = "", index } of text.matchAll(mark)) {
    const begins = open.get(name) ?? [];
    open.set(name, begins);
    if (kind === "begin") begins.push(index);
    else {
      const begin = begins.pop();
      if (begin !== undefined) ends.set(begin, index + found.length);
    }
  }
  return ends;
}
