import { copyButtons } from "./copyButtons.js";
import { explorations, type ExplorationAnswers } from "./explorations/explorations.js";
import { figures } from "./figures.js";
import { revealSteps } from "./revealSteps.js";
import { scrollBoxes } from "./scrollBoxes.js";

/** What a page does to fresh markup: to all it was written with, and to what a live cell puts there. */
export function enhance(root: ParentNode, answers: ExplorationAnswers = {}): void {
  copyButtons(root);
  scrollBoxes(root);
  revealSteps(root);
  figures(root);
  explorations(root, answers);
}
