import { informationDerivations } from "./information.js";

/** True derivations: the course's chains of steps, reusable as they stand in a notebook. */
export const corpus = [...informationDerivations];
