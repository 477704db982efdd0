import { applyFrame, frameName, type FramedFigure } from "../../../lesson/explore/frames.js";
import type { ExploreJson } from "../../../outputs/exploration.js";
import { figureDataOf } from "../figureData.js";
import { draw } from "../figures.js";
import type { Compute } from "./answerByComputing.js";
import { ControlPanel } from "./controlPanel.js";
import { finerControls } from "./finerControls.js";
import { latestOnly } from "./latestOnly.js";
import { plotsOf, showError, showView, showWords } from "./showView.js";

/**
 * Makes ready a worker that computes for an exploration which was written with its frames; `explore` is what the
 * exploration says of itself there. Undefined: it stays with its frames.
 */
export type PrepareCompute = (
  place: HTMLElement,
  id: string,
) => Promise<{ readonly explore: unknown; readonly compute: Compute } | undefined>;

/** The worker that computed for an exploration cannot do so any more: its frames answer again. */
export class ComputeUnavailableError extends Error {}

/** The frames answer at once; where the page can compute, it takes over as soon as it is ready. */
export function answerFromFrames(
  place: HTMLElement,
  explore: ExploreJson,
  prepareCompute: PrepareCompute | undefined,
): void {
  const plots = plotsOf(place);
  const figures = plots.flatMap((plot) => {
    const figure = plot.closest("figure");
    const data = figure === null ? undefined : figureDataOf(figure);
    return data === undefined ? [] : [{ plot, data: data as FramedFigure }];
  });
  const panel = new ControlPanel(place, explore.controls);
  let compute: Compute | undefined;
  let preparing = false;

  const currentFrame = () => frameName(explore.controls, panel.values);
  const showFrame = () => {
    const name = currentFrame();
    const words = explore.words[name];
    if (words === undefined) return;
    showWords(place, words);
    for (const { plot, data } of figures)
      draw(plot, applyFrame(data, name)).catch((error: unknown) => showError(place, error));
  };
  const returnToFrames = () => {
    compute = undefined;
    delete place.dataset["computed"];
    panel.setControls(explore.controls);
    if (explore.words[currentFrame()] === undefined) panel.resetOthers();
    showFrame();
  };
  const showComputed = latestOnly(async () => {
    if (compute === undefined) return;
    try {
      await showView(place, plots, await compute(explore.id, { ...panel.values }));
    } catch (error) {
      if (error instanceof ComputeUnavailableError) returnToFrames();
      else showError(place, error);
    }
  });
  const takeOver = async (): Promise<void> => {
    if (preparing) return;
    preparing = true;
    try {
      const prepared = await prepareCompute?.(place, explore.id);
      const controls = prepared && finerControls(explore.controls, prepared.explore);
      if (prepared === undefined || controls === undefined) return;
      const asked = JSON.stringify(panel.values);
      const view = await prepared.compute(explore.id, { ...panel.values });
      // The cell may have been run meanwhile, and something else stands here.
      if (view.figures.length !== figures.length || !place.isConnected) return;
      compute = prepared.compute;
      panel.setControls(controls);
      place.dataset["computed"] = "";
      if (JSON.stringify(panel.values) === asked) await showView(place, plots, view);
      else await showComputed();
    } catch {
      // The frames go on answering.
    } finally {
      preparing = false;
    }
  };
  panel.onMove((moved) => {
    if (compute !== undefined) {
      void showComputed();
      return;
    }
    if (explore.frames === "one-at-a-time") panel.resetOthers(moved);
    showFrame();
    void takeOver();
  });
}
