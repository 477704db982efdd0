import * as each from "./each.js";
import type { FamilyDescription } from "./family.js";

/** Every family: what a table of distributions or a test walks. */
export const allFamilies: readonly FamilyDescription[] = Object.values(each);
