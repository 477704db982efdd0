import type { ControlValues, ExploreJson } from "../../../outputs/exploration.js";
import { ControlPanel } from "./controlPanel.js";
import { latestOnly } from "./latestOnly.js";
import { plotsOf, showError, showView, type ComputedView } from "./showView.js";

/** Views computed while the reader moves: the page's worker, where there is one. */
export type Compute = (id: string, values: ControlValues) => Promise<ComputedView>;

/** An exploration without frames: every position is computed. */
export function answerByComputing(
  place: HTMLElement,
  explore: ExploreJson,
  compute: Compute,
): void {
  const plots = plotsOf(place);
  const panel = new ControlPanel(place, explore.controls);
  const ask = latestOnly(async () => {
    try {
      await showView(place, plots, await compute(explore.id, { ...panel.values }));
    } catch (error) {
      showError(place, error);
    }
  });
  panel.onMove(() => void ask());
}
