// Every form of an output that a report can show, a line each.
export { derivationOutput } from "./derivation.js";
export { exerciseOutput } from "./exercise.js";
export { exploreOutput } from "./explore.js";
export { figureOutput } from "./figure.js";
export { htmlOutput } from "./htmlOutput.js";
export { jsonOutput } from "./jsonOutput.js";
export { latexOutput } from "./latexOutput.js";
export { markdownOutput } from "./markdownOutput.js";
export { pictureOutputs } from "./pictureOutput.js";
export { readerTableOutput } from "./readerTable.js";
export { textOutput } from "./text.js";
