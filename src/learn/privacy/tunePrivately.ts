import { labelsOf } from "../../math/numeric/numbers.js";
import {
  checkFunction,
  checkIsList,
  checkOptions,
  checkPositive,
} from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { featureMatrix } from "../models/features.js";
import type { Features } from "../models/features.js";
import { checkRng } from "../../math/random/checkRng.js";
import { permutation } from "../../math/random/permutation.js";
import { sampleCategorical } from "../../math/random/sampleCategorical.js";
import type { PrivacyBudget } from "./privacyBudget.js";
import { checkPrivateMethod, fitPrivately } from "./fitPrivately.js";
import type { PrivateFit, PrivateFitOptions } from "./fitPrivately.js";
import { checkPrivateLoss } from "./privateLoss.js";

/** What private tuning chose. */
export interface PrivateTuning {
  readonly chosen: number;
  readonly fit: PrivateFit;
}

/**
 * Chooses among m settings privately: the data fall into m + 1 parts, each setting is trained on a part of its own
 * with ε, and the exponential mechanism picks one by its mistakes zᵢ on the last part.
 *
 *     P(choose i) ∝ e^{−ε zᵢ/2}
 *
 * The parts are disjoint, so the whole is ε-private; the budget is charged ε once.
 *
 * Errors  DomainError if there are no settings or fewer examples than parts.
 * Source  Chaudhuri, Monteleoni & Sarwate (2011), JMLR 12, algorithm 3.
 */
export function tunePrivately(
  features: Features,
  labels: ArrayLike<number>,
  settings: readonly Partial<Pick<PrivateFitOptions, "lambda" | "loss" | "method">>[],
  options: Omit<PrivateFitOptions, "weights">,
): PrivateTuning {
  checkOptions("tunePrivately", options, [
    "rng",
    "epsilon",
    "lambda",
    "bound",
    "excess",
    "method",
    "loss",
    "intercept",
    "budget",
  ]);
  const { rng, epsilon, budget, ...rest } = options;
  checkRng(rng);
  checkPositive("epsilon", epsilon);
  if (budget !== undefined) checkFunction("budget.spend", (budget as PrivacyBudget | null)?.spend);
  if (options.loss !== undefined) checkPrivateLoss(options.loss);
  if (options.lambda !== undefined) checkPositive("lambda", options.lambda);
  if (options.method !== undefined) checkPrivateMethod(options.method);
  const x = featureMatrix(features);
  checkIsList("settings", settings);
  settings.forEach((setting, i) =>
    checkOptions(`settings[${i}]`, setting, ["lambda", "loss", "method"]),
  );
  const allLabels = labelsOf("labels", labels, 2);
  const parts = settings.length + 1;
  if (settings.length === 0) throw new DomainError("settings must not be empty");
  if (x.rows < parts) {
    throw new DomainError(`${settings.length} settings need ${parts} examples, got ${x.rows}`);
  }
  budget?.spend(epsilon, "private tuning");
  const order = permutation(rng, x.rows);
  const part = (i: number): { rows: Float64Array[]; partLabels: number[] } => {
    const indices = order.filter((_, place) => place % parts === i);
    return {
      rows: indices.map((n) => x.data.subarray(n * x.columns, (n + 1) * x.columns)),
      partLabels: indices.map((n) => allLabels[n]!),
    };
  };
  const judge = part(settings.length);
  const fits = settings.map((setting, i) => {
    const { rows, partLabels } = part(i);
    return fitPrivately(rows, partLabels, { ...rest, ...setting, rng, epsilon });
  });
  const mistakes = fits.map((fit) => {
    const raw = fit.raw(judge.rows);
    return judge.partLabels.filter((label, n) => (raw[n]! > 0 ? 1 : 0) !== label).length;
  });
  const fewest = Math.min(...mistakes);
  const chosen = sampleCategorical(
    rng,
    mistakes.map((z) => Math.exp((-epsilon * (z - fewest)) / 2)),
  );
  return { chosen, fit: fits[chosen]! };
}
