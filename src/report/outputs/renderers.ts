import * as each from "./each.js";
import { kinds, type OutputRenderer } from "./renderer.js";

/** Every form of an output that a report can show, the richest first. */
export const renderers: readonly OutputRenderer[] = Object.values(each)
  .flat()
  .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
