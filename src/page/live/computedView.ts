import type { ExploreView } from "../../outputs/exploration.js";
import type { ComputedView } from "../reader/explorations/showView.js";
import { canDraw } from "./drawable.js";
import { loadRenderer } from "./loadRenderer.js";

/** What a worker computed, with what is not to be trusted or cannot be drawn left out. */
export async function computedView(view: ExploreView): Promise<ComputedView> {
  const renderer = await loadRenderer();
  return {
    figures: (Array.isArray(view.figures) ? view.figures : []).flatMap((figure) => {
      const clean = renderer.figure(figure);
      return clean === undefined || !canDraw(clean.traces) ? [] : [clean];
    }),
    words: {
      numbers: Array.isArray(view.numbers) ? view.numbers : [],
      sentences: Array.isArray(view.sentences) ? view.sentences.map(String) : [],
    },
  };
}
