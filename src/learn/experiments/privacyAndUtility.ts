import { featureRows } from "../table/featureRows.js";
import { pick } from "../table/rows.js";
import { stratifiedSplit } from "../table/split.js";
import { fitLogistic } from "../training/fitGeneralisedLinear.js";
import { accuracy } from "../training/metrics/classification.js";
import { fitPrivately } from "../privacy/fitPrivately.js";
import { experimentRng, grid } from "./experiment.js";
import type { Experiment } from "./experiment.js";
import { intervalText, pairedDifference, summariseRuns } from "./summariseRuns.js";

const epsilons = [0.1, 0.3, 1, 3, 10];
const lambdas = [0.001, 0.01];

/** What a guarantee of ε costs in accuracy: output and objective perturbation of a logistic regression. */
export const privacyAndUtility: Experiment = {
  name: "privacyAndUtility",
  question: "What does a promise of privacy cost in accuracy?",
  claims: [
    "Objective perturbation is more accurate than output perturbation at the same ε and Λ (here ε = 1, the better Λ of each).",
    "At ε = 10 objective perturbation is within 3 percentage points of the classifier without privacy.",
    "At ε = 0.1 either method has lost most of what there was to learn: less than half of the gain over guessing is left.",
  ],
  sources: ["Chaudhuri, Monteleoni & Sarwate, JMLR 12 (2011), section 6"],
  metric: "accuracy on the test part",
  split: "a quarter for testing, stratified",
  tables: ["digits"],
  seeds: 20,
  grid: [
    ...grid({ method: ["none"], epsilon: [0], lambda: lambdas }),
    ...grid({ method: ["output", "objective"], epsilon: epsilons, lambda: lambdas }),
  ],
  tolerance: 0.01,
  run(tables, settings, seed) {
    const table = tables.get("digits")!;
    const rows = featureRows(table, table.columnNames.slice(0, 64)).map(pooled);
    // Even against odd digits.
    const labels = Array.from(table.numbers("digit"), (digit) => digit % 2);
    const random = experimentRng("privacyAndUtility", seed);
    const split = stratifiedSplit(random.split("split"), labels);
    const [x, y] = [pick(rows, split.train), pick(labels, split.train)];
    const [unseen, truth] = [pick(rows, split.test), pick(labels, split.test)];
    const lambda = settings["lambda"] as number;
    const method = settings["method"] as "none" | "output" | "objective";
    // The rows that the private fit sees are [x/2, 1]/√2, so Λ on their weights is 8Λ on those of x.
    // Public: pooled pixels are 0 … 1, and rows longer than 2 are clipped.
    const raw =
      method === "none"
        ? fitLogistic(x, y, { l2: 8 * lambda }).raw(unseen)
        : fitPrivately(x, y, {
            rng: random.split(`${method} ${settings["epsilon"]}`),
            epsilon: settings["epsilon"] as number,
            lambda,
            bound: 2,
            excess: "clip",
            method,
          }).raw(unseen);
    return {
      accuracy: accuracy(
        Array.from(raw, (z) => (z > 0 ? 1 : 0)),
        truth,
      ),
    };
  },
  judge(runs) {
    const means = summariseRuns(runs, ["method", "epsilon", "lambda"], "accuracy");
    const best = (method: string, epsilon: number) =>
      means
        .filter(
          (summary) =>
            summary.settings["method"] === method && summary.settings["epsilon"] === epsilon,
        )
        .sort((a, b) => b.mean - a.mean)[0]!;
    const difference = (method: string, epsilon: number, to: string, toEpsilon: number) =>
      pairedDifference(
        runs,
        "accuracy",
        best(method, epsilon).settings,
        best(to, toEpsilon).settings,
      );
    const ahead = difference("objective", 1, "output", 1);
    const mildPrivacy = difference("objective", 10, "none", 0);
    const withoutPrivacy = best("none", 0);
    const half = 0.5 + (withoutPrivacy.mean - 0.5) / 2;
    const strict = ["output", "objective"].map((method) => best(method, 0.1));
    return [
      {
        claim: this.claims[0]!,
        seen: ahead.lower > 0,
        evidence: `accuracy at ε = 1, objective − output: ${intervalText(ahead)}`,
      },
      {
        claim: this.claims[1]!,
        seen: mildPrivacy.lower > -0.03,
        evidence: `accuracy at ε = 10, objective − no privacy: ${intervalText(mildPrivacy)}; without privacy ${intervalText(withoutPrivacy)}`,
      },
      {
        claim: this.claims[2]!,
        seen: strict.every((summary) => summary.upper < half),
        evidence: strict
          .map((one) => `${one.settings["method"]!} at ε = 0.1: ${intervalText(one)}`)
          .join("; "),
      },
    ];
  },
};

/** 8×8 pixels of 0 … 16 as 4×4 means of 0 … 1. */
function pooled(pixels: Float64Array): Float64Array {
  return Float64Array.from({ length: 16 }, (_, i) => {
    const corner = 16 * Math.floor(i / 4) + 2 * (i % 4);
    return (pixels[corner]! + pixels[corner + 1]! + pixels[corner + 8]! + pixels[corner + 9]!) / 64;
  });
}
