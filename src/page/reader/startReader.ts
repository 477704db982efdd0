import { copyButtons } from "./copyButtons.js";
import { explorations, type Wake } from "./explorations.js";
import { figures } from "./figures.js";
import { followReading } from "./followReading.js";
import { layOutTheRest } from "./layOutTheRest.js";
import { openForPrint } from "./openForPrint.js";
import { revealSteps } from "./revealSteps.js";
import { scrollBoxes } from "./scrollBoxes.js";
import { themeSwitch } from "./themeSwitch.js";

/** Small comforts over a page that can be read without them. */
export function startReader(wake?: Wake): void {
  themeSwitch();
  followReading();
  copyButtons();
  scrollBoxes();
  revealSteps();
  figures();
  explorations(document, { wake });
  openForPrint();
  layOutTheRest();
}
