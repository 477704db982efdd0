import type { Control, ControlValue, ControlValues } from "../../outputs/exploration.js";
import { nearest } from "./controls.js";

/** Where every control stands first. */
export function startValues(controls: readonly Control[]): ControlValues {
  return Object.fromEntries(controls.map((control) => [control.name, control.start]));
}

/** The name of the frame for these values: the place of each control's position, such as `"12-0-1"`. */
export function frameName(controls: readonly Control[], values: ControlValues): string {
  return controls.map((control) => placeOf(control, values[control.name])).join("-");
}

function placeOf(control: Control, value: ControlValue | undefined): number {
  const wanted = value ?? control.start;
  if (control.kind === "slider") {
    return control.positions.indexOf(nearest(control.positions, Number(wanted)));
  }
  const positions: readonly ControlValue[] = control.positions;
  const place = positions.indexOf(wanted);
  return place < 0 ? positions.indexOf(control.start) : place;
}

/** Every combination of positions. */
export function allCombinations(controls: readonly Control[]): ControlValues[] {
  return controls.reduce<ControlValues[]>(
    (rows, control) =>
      rows.flatMap((row) =>
        positionsOf(control).map((position) => ({ ...row, [control.name]: position })),
      ),
    [{}],
  );
}

/** Each control moved alone while the others stand at their start; the start itself once. */
export function oneAtATime(controls: readonly Control[]): ControlValues[] {
  const start = startValues(controls);
  const moved = controls.flatMap((control) =>
    positionsOf(control)
      .filter((position) => position !== control.start)
      .map((position) => ({ ...start, [control.name]: position })),
  );
  return [start, ...moved];
}

/** Every second position of the slider with the most of them; both ends and the start stay. */
export function thinned(controls: readonly Control[]): Control[] | undefined {
  const longest = controls
    .filter((control) => control.kind === "slider")
    .sort((a, b) => b.positions.length - a.positions.length)[0];
  if (longest === undefined || longest.positions.length <= 5) return undefined;
  const last = longest.positions.length - 1;
  const positions = longest.positions.filter(
    (position, i) => i % 2 === 0 || i === last || position === longest.start,
  );
  // Four positions can leave four again: then there is nothing left to drop.
  if (positions.length === longest.positions.length) return undefined;
  return controls.map((control) => (control === longest ? { ...longest, positions } : control));
}

function positionsOf(control: Control): readonly ControlValue[] {
  return control.positions;
}

/** A Plotly figure as it stands in the bundle of an explore: the start, and what changes by frame. */
export interface FramedFigure {
  readonly data: readonly Trace[];
  readonly layout: Trace;
  readonly frames?: readonly FigureFrame[];
}

type Trace = Readonly<Record<string, unknown>>;

export interface FigureFrame {
  readonly name: string;
  /** What changes of the traces named by `traces`. A value of null takes a property away. */
  readonly data: readonly Trace[];
  readonly traces: readonly number[];
  readonly layout?: Trace;
}

/** The figure at a frame: the start where there is no frame of that name. */
export function applyFrame(
  figure: FramedFigure,
  name: string,
): { readonly data: readonly Trace[]; readonly layout: Trace } {
  const frame = figure.frames?.find((candidate) => candidate.name === name);
  if (frame === undefined) return { data: figure.data, layout: figure.layout };
  const data = [...figure.data];
  frame.traces.forEach((trace, i) => {
    data[trace] = { ...data[trace], ...frame.data[i] };
  });
  return { data, layout: { ...figure.layout, ...frame.layout } };
}

/**
 * The start and the frames of a figure that changes. Where one view has more traces than another, the missing ones
 * are invisible.
 */
export function framesOf(
  start: { readonly data: readonly Trace[]; readonly layout: Trace },
  views: readonly {
    readonly name: string;
    readonly data: readonly Trace[];
    readonly layout: Trace;
  }[],
): FramedFigure {
  const count = Math.max(start.data.length, ...views.map((view) => view.data.length));
  const sameCount = views.every((view) => view.data.length === start.data.length);
  const filled = (data: readonly Trace[]): Trace[] =>
    Array.from({ length: count }, (_, i) => {
      const trace = data[i];
      if (trace === undefined) return { type: "scatter", visible: false };
      return sameCount ? trace : { visible: true, ...trace };
    });
  const base = filled(start.data);
  const frames = views.map(({ name, data, layout }): FigureFrame => {
    const changed = filled(data)
      .map((trace, i) => ({ i, change: difference(base[i] as Trace, trace) }))
      .filter(({ change }) => Object.keys(change).length > 0);
    const layoutChange = difference(start.layout, layout);
    return {
      name,
      data: changed.map(({ change }) => change),
      traces: changed.map(({ i }) => i),
      ...(Object.keys(layoutChange).length > 0 ? { layout: layoutChange } : {}),
    };
  });
  return { data: base, layout: start.layout, frames };
}

function difference(from: Trace, to: Trace): Trace {
  const changes: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (!(key in to)) changes[key] = null;
    else if (JSON.stringify(from[key]) !== JSON.stringify(to[key])) changes[key] = to[key];
  }
  return changes;
}
