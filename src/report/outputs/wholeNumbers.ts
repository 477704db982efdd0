import { isRecord } from "../../text/isRecord.js";

type Trace = Record<string, unknown>;
type Letter = "x" | "y" | "z";

/** Traces whose points are told as they stand; of others the reader is told means, quartiles or shares. */
const told: ReadonlyMap<unknown, readonly Letter[]> = new Map([
  ["scatter", ["x", "y"]],
  ["scattergl", ["x", "y"]],
  ["bar", ["x", "y"]],
  ["heatmap", ["x", "y", "z"]],
  ["contour", ["x", "y", "z"]],
  ["scatter3d", ["x", "y", "z"]],
  ["surface", ["x", "y", "z"]],
]);

/**
 * Plotly rounds what it tells of a point to seven digits, and a share of a pie to ten; from 10²¹ on a number is written
 * with an exponent.
 */
const [tooLong, tooLongForPies, tooLarge] = [1e7, 1e10, 1e21];

/**
 * Has whole numbers told whole where a reader points at them: as `9007199254740991`, not `9.007199×10¹⁵`. Those beyond
 * 2⁵³, which come as text, are told by their text; where they stand on the axis differs by less than can be seen.
 * A figure that says itself how its numbers are told is left as it is.
 */
export function tellWholeNumbers(layout: Record<string, unknown>, data: readonly Trace[]): void {
  data.forEach(tellPie);
  for (const letter of ["x", "y", "z"] as const)
    for (const traces of tracesByAxis(data, letter).values()) {
      const columns = traces.map((trace) => read(trace[letter]));
      if (!columns.every((column) => column.numeric)) continue;
      traces.forEach((trace, at) => {
        const column = columns[at];
        if (column?.whole !== true || !tellsPoints(trace, letter, layout)) return;
        if (column.texts) tellText(trace, letter, data.length > 1);
        else if (column.greatest >= tooLong && column.greatest < tooLarge)
          trace[`${letter}hoverformat`] ??= "d";
      });
      if (letter !== "z") tickWholeNumbers(layout, traces[0]?.[`${letter}axis`] ?? letter, columns);
    }
}

/** The traces of each axis: what one of them is made of decides what the axis holds. */
function tracesByAxis(data: readonly Trace[], letter: Letter): Map<string, Trace[]> {
  const found = new Map<string, Trace[]>();
  for (const trace of data) {
    if (trace[letter] === undefined) continue;
    // The z of a grid is its colour, and belongs to no axis.
    const own = letter === "z" && trace["type"] !== "scatter3d" ? `z${found.size}` : letter;
    const name = [trace["scene"], trace[`${letter}axis`] ?? own].join(" ");
    found.set(name, [...(found.get(name) ?? []), trace]);
  }
  return found;
}

function tellsPoints(
  trace: Trace,
  letter: Letter,
  layout: Readonly<Record<string, unknown>>,
): boolean {
  if (told.get(trace["type"])?.includes(letter) !== true) return false;
  const own = ["hovertemplate", "hoverinfo", "groupnorm", `error_${letter}`];
  if (own.some((name) => name in trace) || "barnorm" in layout) return false;
  const holder = isRecord(layout[String(trace["scene"])])
    ? (layout[String(trace["scene"])] as Readonly<Record<string, unknown>>)
    : layout;
  const number = /^[xyz](\d+)$/.exec(String(trace[`${letter}axis`]))?.[1] ?? "";
  const axis = holder[`${letter}axis${number}`];
  if (!isRecord(axis)) return true;
  if ("hoverformat" in axis || "tickformat" in axis) return false;
  return axis["type"] === undefined || axis["type"] === "linear" || axis["type"] === "-";
}

interface Column {
  /** Numbers, texts of numbers, and gaps. */
  readonly numeric: boolean;
  readonly whole: boolean;
  /** Some are texts of whole numbers that a double would alter. */
  readonly texts: boolean;
  /** In size; `from` and `to` are the ends. */
  readonly greatest: number;
  readonly from: number;
  readonly to: number;
}

const nothing: Column = { numeric: false, whole: false, texts: false, greatest: 0, from: 0, to: 0 };

function read(given: unknown): Column {
  const values = Array.isArray(given) ? given.flat(1) : isRecord(given) ? unpacked(given) : [];
  let [whole, texts, greatest, from, to] = [values.length > 0, false, 0, Infinity, -Infinity];
  for (const value of values) {
    if (value === null) continue;
    const text = typeof value === "string" && value.trim() !== "";
    if (!text && typeof value !== "number") return nothing;
    const number = Number(value);
    if (Number.isNaN(number)) return nothing;
    if (!Number.isInteger(number) || (text && !/^-?\d+$/.test(value))) whole = false;
    if (text && !Number.isSafeInteger(number)) texts = true;
    greatest = Math.max(greatest, Math.abs(number));
    from = Math.min(from, number);
    to = Math.max(to, number);
  }
  return { numeric: true, whole, texts: whole && texts, greatest, from, to };
}

/** Where an axis holds long numbers that lie close together, their last digits are what tells them apart. */
function tickWholeNumbers(
  layout: Record<string, unknown>,
  name: unknown,
  columns: readonly Column[],
): void {
  const [, letter, number = ""] = /^([xy])(\d*)$/.exec(String(name)) ?? [];
  if (letter === undefined || !columns.every((column) => column.whole)) return;
  const greatest = Math.max(...columns.map((column) => column.greatest));
  const span =
    Math.max(...columns.map((column) => column.to)) -
    Math.min(...columns.map((column) => column.from));
  if (greatest < tooLong || greatest >= tooLarge || !(span <= greatest / 1e4)) return;
  const axis = layout[`${letter}axis${number}`] ?? {};
  if (!isRecord(axis) || !["linear", "-", undefined].includes(axis["type"] as string | undefined))
    return;
  const own = ["tickformat", "dtick", "nticks", "tickvals", "tickmode", "range"];
  if (own.some((one) => one in axis)) return;
  // Steps of one, where Plotly would take halves; beyond 2⁵³ there are none.
  const steps = span < 20 && Number.isSafeInteger(greatest) ? { dtick: 1 } : {};
  layout[`${letter}axis${number}`] = { ...axis, tickformat: "d", ...steps };
}

function tellPie(trace: Trace): void {
  if (trace["type"] !== "pie" || "hovertemplate" in trace || "hoverinfo" in trace) return;
  const { whole, greatest } = read(trace["values"]);
  if (whole && greatest >= tooLongForPies && greatest < tooLarge)
    trace["hovertemplate"] = "%{label}<br>%{value:d}<br>%{percent}<extra></extra>";
}

/** The numbers of a packed list, where it has some that are longer than Plotly tells them. */
function unpacked({ dtype, bdata }: Readonly<Record<string, unknown>>): readonly number[] {
  if (typeof bdata !== "string") return [];
  const bytes = Uint8Array.from(atob(bdata), (letter) => letter.charCodeAt(0)).buffer;
  switch (dtype) {
    case "f8":
      return [...new Float64Array(bytes)];
    case "i4":
      return [...new Int32Array(bytes)];
    case "u4":
      return [...new Uint32Array(bytes)];
    default:
      return [0];
  }
}

/** Plotly's own words for a point, with the text in the place of the number that it would make of it. */
function tellText(trace: Trace, letter: Letter, several: boolean): void {
  const column = trace[letter];
  const flat = Array.isArray(column) && !column.some(Array.isArray);
  if (letter === "z" || !flat || ["customdata", "text", "hovertext"].some((name) => name in trace))
    return;
  trace["customdata"] = column;
  const point = letter === "x" ? "%{customdata}, %{y}" : "%{x}, %{customdata}";
  trace["hovertemplate"] = `(${point})${several ? "" : "<extra></extra>"}`;
}
