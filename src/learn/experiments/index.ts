import { candidateModels } from "./candidateModels.js";
import type { Experiment } from "./experiment.js";
import { focalAndImbalance } from "./focalAndImbalance.js";
import { forwardCorrection } from "./forwardCorrection.js";
import { labelNoise } from "./labelNoise.js";
import { privacyAndUtility } from "./privacyAndUtility.js";
import { squaredErrorOrCrossEntropy } from "./squaredErrorOrCrossEntropy.js";
import { threeHeads } from "./threeHeads.js";

/** Every study, in the order of the course. */
export const experiments: readonly Experiment[] = [
  candidateModels,
  threeHeads,
  squaredErrorOrCrossEntropy,
  focalAndImbalance,
  labelNoise,
  forwardCorrection,
  privacyAndUtility,
];

export {
  candidateModels,
  focalAndImbalance,
  forwardCorrection,
  labelNoise,
  privacyAndUtility,
  squaredErrorOrCrossEntropy,
  threeHeads,
};
export {
  forwardReverseFits,
  type ForwardReverseFits,
  type NormalFit,
} from "./forwardReverseFits.js";
export { intervalText, pairedDifference, summariseRuns } from "./summariseRuns.js";
export type { RunSummary } from "./summariseRuns.js";
export type { Experiment, Run, Settings, Verdict } from "./experiment.js";
