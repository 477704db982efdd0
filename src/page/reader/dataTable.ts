import type { FigureData } from "./figures.js";

const mostRows = 500;
const columns = ["labels", "x", "y", "z", "r", "theta", "values", "a", "b", "c", "text"] as const;

/** The numbers of a figure as tables, a trace each: for those who cannot see it, and those who want to check it. */
export function fillDataTable(box: HTMLElement, figure: FigureData): void {
  figure.data.forEach((trace, index) => {
    const named = columns
      .map((name) => [name, numbersOf(trace[name])] as const)
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
  if (typeof value === "number")
    return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
  return value === undefined || value === null ? "" : String(value).replace(/<[^>]*>/g, " ");
}

const arrays = {
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  u4: Uint32Array,
  i2: Int16Array,
  u2: Uint16Array,
  i1: Int8Array,
  u1: Uint8Array,
} as const;

/** A column of a trace: an array, or Plotly's typed array in base64 (of a grid: with its shape). */
export function numbersOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const { dtype, bdata, shape } = value as Record<string, unknown>;
  if (typeof dtype !== "string" || typeof bdata !== "string" || !(dtype in arrays))
    return undefined;
  const bytes = Uint8Array.from(atob(bdata), (character) => character.charCodeAt(0));
  const type = arrays[dtype as keyof typeof arrays];
  const flat = [...new type(bytes.buffer, 0, Math.floor(bytes.length / type.BYTES_PER_ELEMENT))];
  const sizes = (Array.isArray(shape) ? shape : String(shape ?? "").split(",")).map(Number);
  if (sizes.length !== 2 || !sizes.every((size) => size > 0)) return flat;
  const width = sizes[1]!;
  return Array.from({ length: sizes[0]! }, (_, row) => flat.slice(row * width, (row + 1) * width));
}
