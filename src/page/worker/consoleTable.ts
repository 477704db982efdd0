import * as nodeInspect from "node-inspect-extracted";

/** The package has this function, and neither names it nor types it. */
interface Untyped {
  /** How many columns of a terminal the text takes. */
  getStringWidth(text: string): number;
}
const { format, inspect } = nodeInspect;
const { getStringWidth } = (nodeInspect as unknown as { readonly default: Untyped }).default;

/** `console.table`, drawn as Node draws it; `wanted`: the columns to draw. */
export function tableText(data: unknown, wanted?: unknown): string {
  if (typeof data !== "object" || data === null) return format(data);
  const map = data instanceof Map;
  const walked = map || data instanceof Set;
  const [index, entries] = rowsOf(data);
  const columns: string[] = [];
  let values = false;
  for (const [, row] of entries)
    if (!walked && isRow(row))
      Object.keys(row).forEach((name) => columns.includes(name) || columns.push(name));
    else values = true;
  if (Array.isArray(wanted)) columns.splice(0, columns.length, ...wanted.map(String));
  const cell = (value: unknown): string =>
    inspect(value, {
      depth: isObject(value) && !Array.isArray(value) && Object.keys(value).length > 2 ? -1 : 0,
      compact: 3,
      maxArrayLength: 3,
    });
  const keys = map ? [...data.keys()].map(cell) : [];
  return drawn(
    [index, ...(map ? ["Key"] : []), ...columns, ...(values ? ["Values"] : [])],
    entries.map(([name, row], at) => {
      const record = !walked && isRow(row) ? row : undefined;
      return [
        name,
        ...(map ? [keys[at] ?? ""] : []),
        ...columns.map((column) =>
          record !== undefined && Object.hasOwn(record, column) ? cell(record[column]) : "",
        ),
        ...(values ? [record === undefined ? cell(row) : ""] : []),
      ];
    }),
  );
}

/** Whatever is walked through has a number for each turn; whatever is not, the names of its properties. */
function rowsOf(data: object): readonly [index: string, readonly (readonly [string, unknown])[]] {
  if (data instanceof Map || data instanceof Set)
    return ["(iteration index)", [...data.values()].map((value, at) => [String(at), value])];
  return ["(index)", Object.entries(data)];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** What has columns: to Node a function is one as well, without any. */
const isRow = (value: unknown): value is Record<string, unknown> =>
  isObject(value) || typeof value === "function";

function drawn(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map(
    (_, column) => Math.max(...[head, ...body].map((row) => getStringWidth(row[column] ?? ""))) + 2,
  );
  const padded = (text: string, width: number): string =>
    ` ${text}${" ".repeat(width - 1 - getStringWidth(text))}`;
  const line = (row: readonly string[]): string =>
    `│${widths.map((width, column) => padded(row[column] ?? "", width)).join("│")}│`;
  const rule = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => "─".repeat(width)).join(middle) + right;
  return [
    rule("┌", "┬", "┐"),
    line(head),
    rule("├", "┼", "┤"),
    ...body.map(line),
    rule("└", "┴", "┘"),
  ].join("\n");
}
