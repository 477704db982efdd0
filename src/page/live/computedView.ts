import type { ExploreView } from "../../outputs/exploration.js";
import type { ComputedView } from "../reader/explorations/showView.js";
import { canDraw } from "./drawable.js";
import { loadRenderer } from "./loadRenderer.js";

/** What a worker computed, cleaned as any figure of a cell; what cannot be drawn is left out. */
export async function computedView(view: ExploreView): Promise<ComputedView> {
  const renderer = await loadRenderer();
  return {
    figures: view.figures.flatMap((figure) => {
      const clean = renderer.figure(figure);
      return clean === undefined || !canDraw(clean.traces) ? [] : [clean];
    }),
    words: { numbers: view.numbers, sentences: view.sentences },
  };
}
