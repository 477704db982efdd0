import { columnOf } from "./traceColumn.js";

type Trace = Readonly<Record<string, unknown>>;
interface Drawn {
  readonly data: readonly Trace[];
  readonly layout: Readonly<Record<string, unknown>>;
}

/**
 * The points of a figure whose axes stay as they are: of all its curves, since Plotly puts those it moves above the
 * rest, and takes away what is no curve.
 */
export interface DataChange {
  readonly data: readonly {
    readonly x: readonly unknown[] | undefined;
    readonly y: readonly unknown[] | undefined;
    /** On which side of its point a label stands. */
    readonly textposition?: unknown;
  }[];
  readonly traces: readonly number[];
}

/**
 * The points that differ between two drawings of a figure, where nothing else does: the same layout, the same curves,
 * and axes whose range is given or whose data span what they spanned. Plotly then moves the curves in a third of the
 * time of drawing axes, title and legend again. Undefined where more has changed.
 */
export function dataChange(before: Drawn, after: Drawn): DataChange | undefined {
  if (before.data.length !== after.data.length || !same(before.layout, after.layout))
    return undefined;
  let moves = false;
  for (const [index, trace] of after.data.entries()) {
    const old = before.data[index];
    if (old === undefined || (trace["type"] ?? "scatter") !== "scatter" || "stackgroup" in trace)
      return undefined;
    if (same(old, trace)) continue;
    const changes = moving(trace);
    if (!same({ ...old, ...changes }, { ...trace, ...changes })) return undefined;
    moves = true;
  }
  for (const letter of ["x", "y"] as const)
    for (const [axis, places] of Object.entries(tracesByAxis(after, letter))) {
      const given = after.layout[axis.replace(letter, `${letter}axis`)] as Trace | undefined;
      const logarithmic = given?.["type"] === "log";
      const old = places.map((at) => spanOf(before.data[at]?.[letter], logarithmic));
      const now = places.map((at) => spanOf(after.data[at]?.[letter], logarithmic));
      if ([...old, ...now].includes(undefined)) return undefined;
      const ranged = Array.isArray(given?.["range"]) && given["autorange"] !== true;
      if (!ranged && !sameRange(old as Span[], now as Span[])) return undefined;
    }
  if (!moves) return { data: [], traces: [] };
  // Written out: Plotly lays what it is given over what stands there, and packed columns do not lie on numbers.
  return {
    data: after.data.map(({ x, y, textposition }) => ({
      x: columnOf(x),
      y: columnOf(y),
      ...(textposition === undefined ? {} : { textposition }),
    })),
    traces: after.data.map((_, at) => at),
  };
}

/** What of a curve may differ; a label has one side for all its points. */
const moving = ({ x, y, textposition }: Trace): Trace => ({
  x,
  y,
  ...(typeof textposition === "string" ? { textposition } : {}),
});

type Span = readonly [from: number, to: number];

/**
 * Whether Plotly gives an axis the same range: what moves must stay well inside what does not, since a marker near the
 * edge takes room of its own.
 */
function sameRange(before: readonly Span[], after: readonly Span[]): boolean {
  const moved = after.map((span, at) => !same(span, before[at]));
  const still = after.filter((_, at) => !moved[at]);
  const from = Math.min(...still.map((span) => span[0]));
  const to = Math.max(...still.map((span) => span[1]));
  const edge = (to - from) / 10;
  return [...before, ...after]
    .filter((_, at) => moved[at % after.length])
    .every((span) => span[0] >= from + edge && span[1] <= to - edge);
}

function tracesByAxis({ data }: Drawn, letter: "x" | "y"): Readonly<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  data.forEach((trace, at) => (found[String(trace[`${letter}axis`] ?? letter)] ??= []).push(at));
  return found;
}

/** From where to where the values go; undefined where some are no numbers. */
function spanOf(column: unknown, logarithmic: boolean): Span | undefined {
  let from = Infinity;
  let to = -Infinity;
  for (const given of columnOf(column) ?? []) {
    if (given === null) continue;
    if (typeof given !== "number") return undefined;
    const value = logarithmic ? Math.log10(given) : given;
    if (!Number.isFinite(value)) continue;
    if (value < from) from = value;
    if (value > to) to = value;
  }
  return [from, to];
}

function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) =>
        Object.hasOwn(other, key) &&
        same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
    )
  );
}
