/**
 * The name of `names` that a reader who wrote `wanted` most likely meant, or undefined where none is near.
 * Case and punctuation do not count; a name of up to four letters may be one slip away, a longer one two or more.
 */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const most = wanted.length > 4 ? Math.max(2, Math.floor(wanted.length / 3)) : 1;
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const name of names) {
    const distance = editDistance(plain(wanted), plain(name));
    // As many slips as the name has letters would make it of anything.
    if (distance < bestDistance && distance <= most && distance < plain(name).length) {
      [best, bestDistance] = [name, distance];
    }
  }
  return best;
}

/** "there is no column "x"; did you mean "y"?", or the names there are where none is near. */
export function unknownName(kind: string, wanted: string, names: readonly string[]): string {
  const nearest = nearestName(wanted, names);
  const hint =
    nearest === undefined ? `there are: ${names.join(", ")}` : `did you mean "${nearest}"?`;
  return `there is no ${kind} "${wanted}"; ${hint}`;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
