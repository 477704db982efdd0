import type { FigureData } from "./figureData.js";
import { columnOf } from "./traceColumn.js";

const mostRows = 500;
const columns = ["labels", "x", "y", "z", "r", "theta", "values", "a", "b", "c", "text"] as const;

/** The numbers of a figure as tables, a trace each: for those who cannot see it, and those who want to check it. */
export function fillDataTable(box: HTMLElement, figure: FigureData): void {
  figure.data.forEach((trace, index) => {
    const named = columns
      .map((name) => [name, columnOf(trace[name])] as const)
      .filter(
        (column): column is readonly [(typeof columns)[number], readonly unknown[]] =>
          column[1] !== undefined,
      );
    if (named.length === 0) return;
    const table = document.createElement("table");
    const caption = table.createCaption();
    const name = typeof trace["name"] === "string" ? trace["name"] : `${index + 1}`;
    const z = named.find(([column, values]) => column === "z" && Array.isArray(values[0]));
    const rows =
      z === undefined ? Math.max(...named.map(([, values]) => values.length)) : z[1].length;
    caption.textContent = rows > mostRows ? `${name} (${mostRows} / ${rows})` : name;
    const head = table.createTHead().insertRow();
    const body = table.createTBody();
    if (z !== undefined) grid(head, body, named, z[1] as readonly (readonly unknown[])[]);
    else {
      for (const [column] of named) head.append(header(column, "col"));
      for (let row = 0; row < Math.min(rows, mostRows); row++) {
        const line = body.insertRow();
        for (const [, values] of named) line.insertCell().textContent = show(values[row]);
      }
    }
    box.append(table);
  });
}

/** A grid of values with its x above and its y beside. */
function grid(
  head: HTMLTableRowElement,
  body: HTMLTableSectionElement,
  named: readonly (readonly [string, readonly unknown[]])[],
  z: readonly (readonly unknown[])[],
): void {
  const x = named.find(([name]) => name === "x")?.[1];
  const y = named.find(([name]) => name === "y")?.[1];
  head.append(header("y \\ x", "col"));
  z[0]
    ?.slice(0, 100)
    .forEach((_, column) => head.append(header(show(x?.[column] ?? column), "col")));
  z.slice(0, mostRows).forEach((values, row) => {
    const line = body.insertRow();
    line.append(header(show(y?.[row] ?? row), "row"));
    values.slice(0, 100).forEach((value) => (line.insertCell().textContent = show(value)));
  });
}

function header(text: string, scope: "col" | "row"): HTMLTableCellElement {
  const cell = document.createElement("th");
  cell.scope = scope;
  cell.textContent = text;
  return cell;
}

function show(value: unknown): string {
  // Whole numbers are never rounded.
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "number" && !Number.isInteger(value))
    return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
  return value === undefined || value === null ? "" : String(value).replace(/<[^>]*>/g, " ");
}
