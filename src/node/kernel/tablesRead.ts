/** Where the launcher and the Runtime of a cell meet: the two may be of different copies of lossbook. */
const place = Symbol.for("lossbook.tablesRead");

type Holder = typeof globalThis & { [place]?: Set<string> };

/** Names that are kept of a cell: more are not asked of a page. */
const mostNames = 1_000;
const longestName = 1_000;

/** Says that a cell has read this table, by the name or the path that it gave. */
export function recordTable(name: string): void {
  const names = ((globalThis as Holder)[place] ??= new Set());
  if (names.size < mostNames && name.length <= longestName) names.add(name);
}

/** The tables that were read since this was last asked. */
export function takeTablesRead(): readonly string[] {
  const names = (globalThis as Holder)[place];
  if (names === undefined) return [];
  const taken = [...names];
  names.clear();
  return taken;
}
