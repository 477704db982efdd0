import type { Figure } from "../../outputs/figure.js";
import { fitFigure, USUAL_WIDTH } from "../../figures/fitFigure.js";
import { roundFigure } from "../../figures/roundFigure.js";
import { lightTemplate } from "../../figures/theme.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { controlOf, type ControlSpec } from "./controls.js";
import { EXPLORE_MIME, FIGURE_MIME } from "../../outputs/mimeTypes.js";
import type {
  Control,
  ControlValues,
  ExploreJson,
  ExploreView,
  ExploreWords,
} from "../../outputs/exploration.js";
import {
  allCombinations,
  frameName,
  framesOf,
  oneAtATime,
  startValues,
  thinned,
} from "./frames.js";
import { exploreHtml } from "./html.js";
import { plotlyJson } from "./plotly.js";
import { format } from "../format.js";
import { currentRuntime } from "../runtime.js";
import type { MimeBundle } from "../../outputs/mimeBundle.js";
import { packTrace } from "../typedArrays.js";

/** The type of the value that a control gives. */
export type ValuesOf<Controls extends Readonly<Record<string, ControlSpec>>> = {
  readonly [Name in keyof Controls]: Controls[Name] extends ControlSpec<infer Value>
    ? Value
    : never;
};

/** What `compute` returns; every part may be left out. */
export interface ExploreResult {
  readonly figures?: Figure | readonly Figure[];
  /** Shown as `label: value`; numbers are formatted to four digits. */
  readonly numbers?: Readonly<Record<string, number | string>>;
  readonly sentences?: string | readonly string[];
}

export interface ExploreOptions<Controls extends Readonly<Record<string, ControlSpec>>> {
  /** An anchor, unique in the notebook: small letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly controls: Controls;
  /** Pure: the same values give the same view, and nothing else is changed. */
  readonly compute: (values: ValuesOf<Controls>) => ExploreResult;
  readonly budget?: ExploreBudget;
}

/** What the kernel may compute and store in advance. */
export interface ExploreBudget {
  /** 120 frames by default. */
  readonly frames?: number;
  /** The whole output as JSON; 300,000 bytes by default. */
  readonly bytes?: number;
}

/**
 * Controls that move figures, numbers and sentences.
 *
 *     explore({
 *       id: "coin", title: "The entropy of a coin",
 *       controls: { p: slider("probability of heads", { from: 0.01, to: 0.99, positions: 50 }) },
 *       compute: ({ p }) => ({ numbers: { "entropy, nats": binaryEntropy(p) } }),
 *     });
 *
 * In a live report the page calls `compute` at every move. On the kernel the frames are computed in advance, within
 * the budget: all combinations of positions; else of fewer, where every second position of the longest slider is
 * dropped (both ends and the start stay), down to seven; else each control alone, the others at their start.
 *
 * Errors  DomainError for a bad id or no control, when `compute` is not pure, and — with the values — when it throws.
 */
export function explore<const Controls extends Readonly<Record<string, ControlSpec>>>(
  options: ExploreOptions<Controls>,
): void {
  const { id } = options;
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) {
    throw new DomainError(`explore: id must be small letters, digits and hyphens, got "${id}"`);
  }
  const controls = Object.entries(options.controls).map(([name, spec]) => controlOf(name, spec));
  if (controls.length === 0) throw new DomainError(`explore ${id}: needs at least one control`);
  const compute = viewFunction(options);
  const start = startValues(controls);
  const first = compute(start);
  if (JSON.stringify(first) !== JSON.stringify(compute(start))) {
    throw new DomainError(
      `explore ${id}: compute must be pure, but two calls with the same values gave different views; pass a seeded rng made inside compute`,
    );
  }
  const runtime = currentRuntime();
  if (runtime.registerExplore !== undefined) {
    runtime.registerExplore(id, compute);
    runtime.display(bundleOf(options.title, id, controls, "live", [start], compute));
    return;
  }
  runtime.display(withinBudget(options, controls, compute));
}

function viewFunction<Controls extends Readonly<Record<string, ControlSpec>>>({
  id,
  compute,
}: ExploreOptions<Controls>): (values: ControlValues) => ExploreView {
  return (values) => {
    let result: ExploreResult;
    try {
      result = compute(values as unknown as ValuesOf<Controls>);
    } catch (error) {
      const at = Object.entries(values).map(([name, value]) => `${name} = ${String(value)}`);
      const why = error instanceof Error ? error.message : String(error);
      throw new DomainError(`explore ${id}: compute failed at ${at.join(", ")}: ${why}`, {
        cause: error,
      });
    }
    if (typeof result !== "object" || result === null) {
      throw new DomainError(
        `explore ${id}: compute must return figures, numbers or sentences, got ${String(result)}`,
      );
    }
    const { figures = [], numbers = {}, sentences = [] } = result;
    return {
      figures: (Array.isArray(figures) ? (figures as readonly Figure[]) : [figures as Figure]).map(
        (figure) => roundFigure(fitFigure(figure, USUAL_WIDTH)),
      ),
      numbers: Object.entries(numbers).map(([label, value]) => ({
        label,
        text: typeof value === "number" ? format(value) : value,
      })),
      sentences: typeof sentences === "string" ? [sentences] : [...sentences],
    };
  };
}

function withinBudget<Controls extends Readonly<Record<string, ControlSpec>>>(
  { id, title, budget = {} }: ExploreOptions<Controls>,
  controls: readonly Control[],
  compute: (values: ControlValues) => ExploreView,
): MimeBundle {
  const { frames: maxFrames = 120, bytes: maxBytes = 300_000 } = budget;
  // A thinned slider keeps its values, so that no view is computed twice.
  const known = new Map<string, ExploreView>();
  const view = (values: ControlValues): ExploreView => {
    const key = JSON.stringify(values);
    const kept = known.get(key) ?? compute(values);
    known.set(key, kept);
    return kept;
  };
  const fits = (left: readonly Control[], mode: Mode): MimeBundle | undefined => {
    const count =
      mode === "all"
        ? left.reduce((product, control) => product * control.positions.length, 1)
        : left.reduce((sum, control) => sum + control.positions.length - 1, 1);
    if (count > maxFrames) return undefined;
    const bundle = bundleOf(title, id, left, mode, placesOf(left, mode), view);
    return JSON.stringify(bundle).length <= maxBytes ? bundle : undefined;
  };
  // A coarser grid on which all controls move together says more than fine sliders that move alone.
  for (
    let left: readonly Control[] | undefined = controls;
    left !== undefined && isFine(left, controls);
    left = thinned(left)
  ) {
    const bundle = fits(left, "all");
    if (bundle !== undefined) return bundle;
  }
  const mode = controls.length === 1 ? "all" : "one-at-a-time";
  let left = controls;
  for (;;) {
    const bundle = fits(left, mode);
    if (bundle !== undefined) return bundle;
    const next = thinned(left);
    // Nothing left to drop: a heavy figure is better than none.
    if (next === undefined) {
      return bundleOf(title, id, left, mode, placesOf(left, mode), view);
    }
    left = next;
  }
}

type Mode = "all" | "one-at-a-time";

/** Whether the sliders have positions enough to be sliders, or all that they had. */
const isFine = (left: readonly Control[], whole: readonly Control[]): boolean =>
  left.every(
    ({ positions }, i) => positions.length >= 7 || positions.length === whole[i]!.positions.length,
  );

const placesOf = (controls: readonly Control[], mode: Mode): ControlValues[] =>
  mode === "all" ? allCombinations(controls) : oneAtATime(controls);

function bundleOf(
  title: string,
  id: string,
  controls: readonly Control[],
  frames: ExploreJson["frames"],
  places: readonly ControlValues[],
  view: (values: ControlValues) => ExploreView,
): MimeBundle {
  const start = view(startValues(controls));
  const views = places.map((values) => ({ name: frameName(controls, values), view: view(values) }));
  const words: Record<string, ExploreWords> = {};
  for (const { name, view: at } of views) {
    words[name] = { numbers: at.numbers, sentences: at.sentences };
  }
  const json: ExploreJson = { version: 1, id, title, controls, frames, words };
  const figures = start.figures.map((figure, i) =>
    framesOf(
      packed(figure),
      views.flatMap(({ name, view: at }) => {
        const then = at.figures[i];
        if (then === undefined || at.figures.length !== start.figures.length) {
          throw new DomainError(
            `explore ${id}: compute must return the same number of figures for all values, got ${start.figures.length} and ${at.figures.length}`,
          );
        }
        return [{ name, ...packed(then) }];
      }),
    ),
  );
  const lines = [
    title,
    ...start.figures.map((figure) => figure.alt),
    ...start.numbers.map(({ label, text }) => `${label}: ${text}`),
    ...start.sentences,
  ];
  return {
    [EXPLORE_MIME]: json,
    ...(figures.length > 0 ? { [FIGURE_MIME]: plotlyJson(figures, controls, frames) } : {}),
    "text/html": exploreHtml(
      json,
      figures,
      start.figures.map((figure) => figure.alt),
      start,
    ),
    "text/plain": lines.join("\n"),
  };
}

function packed(figure: Figure): { data: Record<string, unknown>[]; layout: Figure["layout"] } {
  return {
    data: figure.data.map(packTrace),
    layout: { template: lightTemplate, ...figure.layout },
  };
}
