import type { Control, ControlValues } from "../../outputs/exploration.js";
import { textOf, unitOf } from "./controls.js";
import {
  allCombinations,
  frameName,
  startValues,
  type FigureFrame,
  type FramedFigure,
} from "./frames.js";
import { PLOTLY_CONFIG } from "../figureBundle.js";

const MOVE = { mode: "immediate", frame: { duration: 0, redraw: true } };
/** A longer menu is no menu. */
const LONGEST_MENU = 24;

/**
 * Plotly's own JSON, for front ends that draw that and no HTML: the first figure with its frames, a slider for the
 * first sliding control, and one menu for all choices and toggles; the other figures under `more`.
 *
 * Plotly's controls do not know of each other. So an entry of the menu is a frame that brings the slider of its choice
 * along, at its start; and what cannot be moved is named beside the slider with the value where it stands.
 */
export function plotlyJson(
  figures: readonly FramedFigure[],
  controls: readonly Control[],
  frames: "all" | "one-at-a-time" | "live",
): Readonly<Record<string, unknown>> {
  const [first, ...more] = figures as readonly [FramedFigure, ...FramedFigure[]];
  const slides = controls.find((control) => control.kind === "slider");
  const choices = controls.filter((control) => control.kind !== "slider");
  const entries = frames === "all" ? allCombinations(choices) : [];
  const hasMenu = choices.length > 0 && entries.length <= LONGEST_MENU && entries.length > 1;
  const start = startValues(controls);
  const fixed = controls.filter(
    (control) => control !== slides && !(hasMenu && control.kind !== "slider"),
  );
  const sliders = (values: ControlValues): readonly Readonly<Record<string, unknown>>[] =>
    slides === undefined ? [] : [sliderAt(slides, controls, values, fixed)];
  const menuFrames = hasMenu
    ? entries.map((entry, i): FigureFrame => {
        const values = { ...start, ...entry };
        const name = frameName(controls, values);
        const frame = first.frames?.find((candidate) => candidate.name === name);
        return {
          name: `menu-${i}`,
          data: frame?.data ?? [],
          traces: frame?.traces ?? [],
          layout: { ...frame?.layout, sliders: sliders(values) },
        };
      })
    : [];
  const menu = {
    active: entries.findIndex((entry) => choices.every(({ name }) => entry[name] === start[name])),
    x: 1,
    xanchor: "right",
    y: 1.02,
    yanchor: "bottom",
    buttons: entries.map((entry, i) => ({
      label: choices.map((control) => wordsOf(control, entry)).join(" · "),
      method: "animate",
      args: [[`menu-${i}`], MOVE],
    })),
  };
  return {
    ...first,
    ...(menuFrames.length > 0 ? { frames: [...(first.frames ?? []), ...menuFrames] } : {}),
    layout: {
      ...first.layout,
      ...(frames === "live" ? {} : { sliders: sliders(start) }),
      ...(hasMenu ? { updatemenus: [menu] } : {}),
    },
    config: PLOTLY_CONFIG,
    ...(more.length > 0 ? { more } : {}),
  };
}

function sliderAt(
  control: Control,
  controls: readonly Control[],
  values: ControlValues,
  fixed: readonly Control[],
): Readonly<Record<string, unknown>> {
  const positions: readonly (string | number | boolean)[] = control.positions;
  const fixedValues = fixed.map((other) => `${other.label} = ${textOf(other, other.start)}`);
  return {
    active: positions.indexOf(control.start),
    currentvalue: {
      prefix: `${control.label}: `,
      suffix: `${unitOf(control)}${fixedValues.length > 0 ? ` (here ${fixedValues.join(", ")})` : ""}`,
    },
    pad: { t: 60 },
    steps: positions.map((position) => ({
      label: String(position),
      method: "animate",
      args: [[frameName(controls, { ...values, [control.name]: position })], MOVE],
    })),
  };
}

const wordsOf = (control: Control, values: ControlValues): string =>
  control.kind === "toggle"
    ? `${control.label}: ${textOf(control, values[control.name]!)}`
    : String(values[control.name]);
