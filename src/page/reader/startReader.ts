import { enhance } from "./enhance.js";
import type { PrepareCompute } from "./explorations/answerFromFrames.js";
import { exerciseJumps } from "./exerciseJumps.js";
import { followReading } from "./followReading.js";
import { layOutFarCells } from "./layOutFarCells.js";
import { openForPrint } from "./openForPrint.js";
import { themeSwitch } from "./themeSwitch.js";

/** Small comforts over a page that can be read without them. */
export function startReader(prepareCompute?: PrepareCompute): void {
  themeSwitch();
  followReading();
  enhance(document, { prepareCompute });
  exerciseJumps();
  openForPrint();
  layOutFarCells();
}
