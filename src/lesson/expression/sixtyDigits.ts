import { wideFunctions } from "./wideFunctions.js";
import { precisionOf, WideNumber } from "./wideNumber.js";

/** Numbers of 60 digits, what is computed with them, and 1. */
export const digits60 = precisionOf(60);
export const functions60 = wideFunctions(digits60);
export const one = WideNumber.of(digits60, 1);
