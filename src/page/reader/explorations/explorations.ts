import type { ExploreJson } from "../../../outputs/exploration.js";
import { answerByComputing, type Compute } from "./answerByComputing.js";
import { answerFromFrames, type PrepareCompute } from "./answerFromFrames.js";

/** What answers the controls, beside the frames that an exploration brings. */
export interface ExplorationAnswers {
  /** The worker in which the exploration's cell has just run. */
  readonly compute?: Compute | undefined;
  /** Of an exploration that was written with its frames: what makes ready a worker that computes the rest. */
  readonly prepareCompute?: PrepareCompute | undefined;
}

/** Controls of an exploration: each place shows its frame and its words, or what is computed for it. */
export function explorations(
  root: ParentNode,
  { compute, prepareCompute }: ExplorationAnswers,
): void {
  for (const place of root.querySelectorAll<HTMLElement>(".explore")) {
    const script = place.querySelector("script.explore-data");
    if (script === null) continue;
    const read = () => JSON.parse(script.textContent ?? "null") as ExploreJson;
    if (compute === undefined) {
      // All frames of all explorations take a while to read: each when its first knob is moved.
      const begin = (): void => {
        const explore = read();
        if (explore.frames !== "live") answerFromFrames(place, explore, prepareCompute);
      };
      place.addEventListener("input", begin, { capture: true, once: true });
      continue;
    }
    const explore = read();
    if (explore.frames === "live") answerByComputing(place, explore, compute);
    else answerFromFrames(place, explore, prepareCompute);
  }
}
