export { runExperiments } from "./runExperiments.js";
export type { ChangedVerdict, RunExperimentsOptions } from "./runExperiments.js";
export { sourceHash } from "./sourceHash.js";
export { experimentTables } from "./experimentTables.js";
