export { readTable } from "./readTable.js";
export { fromDataFrame, toDataFrame } from "./dataFrame.js";
export type { DataFrame } from "./danfo.js";
