import { classificationDerivations } from "./classification.js";
import { informationDerivations } from "./information.js";
import { laterDerivations } from "./classes.js";
import { regressionDerivations } from "./regression.js";

/** True derivations: the course's chains of steps, reusable as they stand in a notebook. */
export const corpus = [
  ...informationDerivations,
  ...classificationDerivations,
  ...regressionDerivations,
  ...laterDerivations,
];
