import { halfSquaredError } from "../../math/losses/regression/halfSquaredError.js";
import { HALF_LOG_TWO_PI } from "../../math/numeric/constants.js";
import { logGamma } from "../../math/numeric/special/logGamma.js";
import { featureRows } from "../table/featureRows.js";
import { pick } from "../table/rows.js";
import { randomSplit } from "../table/split.js";
import { fitGamma, fitLinear, fitPoisson } from "../training/fitGeneralisedLinear.js";
import { digamma } from "../../math/numeric/special/digamma.js";
import type { Experiment } from "./experiment.js";
import { experimentRng } from "./experiment.js";
import { intervalText, pairedDifference } from "./summariseRuns.js";

const features: Readonly<Record<string, readonly string[]>> = {
  "doctor-visits": ["age", "female", "chronic_diseases", "physical_limitation", "mental_health"],
  "diabetes": ["age", "sex", "bmi", "blood_pressure", "hdl", "log_triglycerides", "glucose"],
};
const target: Readonly<Record<string, string>> = {
  "doctor-visits": "visits",
  "diabetes": "progression",
};

/** Mean surprisal of unseen targets, in nats, under a regression of each family. */
type Surprisal = (target: number, n: number) => number;

/** Which family of distributions fits counts, and positive measures: judged by the surprisal of unseen data. */
export const candidateModels: Experiment = {
  name: "candidateModels",
  question: "Which distribution, and so which loss, fits the data best?",
  claims: [
    "Counts of doctor visits are over-dispersed: a negative binomial surprises less than a Poisson on unseen persons.",
    "A gamma regression of a positive, skewed target surprises less than a Gaussian one on unseen patients.",
  ],
  sources: [
    "Cameron & Trivedi, Microeconometrics (2005), ch. 20",
    "McCullagh & Nelder, Generalized Linear Models (1989), ch. 8",
  ],
  metric: "surprisal: mean −ln p(y | x) of the test part, nats (a density, or a mass for counts)",
  split: "half of the rows at random",
  tables: ["doctor-visits", "diabetes"],
  seeds: 20,
  grid: [
    ...["poisson", "negativeBinomial", "gaussian"].map((model) => ({
      data: "doctor-visits",
      model,
    })),
    ...["gaussian", "gamma", "logNormal"].map((model) => ({ data: "diabetes", model })),
  ],
  tolerance: 1e-6,
  run(tables, settings, seed) {
    const name = settings["data"] as string;
    const table = tables.get(name)!;
    const rows = featureRows(table, features[name]!);
    const targets = table.numbers(target[name]!);
    const split = randomSplit(experimentRng(`candidateModels ${name}`, seed), rows.length, 0.5);
    const [x, y] = [pick(rows, split.train), pick(targets, split.train)];
    const [unseen, truth] = [pick(rows, split.test), pick(targets, split.test)];
    const surprisal = models[settings["model"] as string]!(x, y, unseen);
    let sum = 0;
    truth.forEach((value, n) => (sum += surprisal(value, n)));
    return { surprisal: sum / truth.length };
  },
  judge(runs) {
    const compare = (data: string, a: string, b: string) =>
      pairedDifference(runs, "surprisal", { data, model: a }, { data, model: b });
    const cells: [data: string, a: string, b: string][] = [
      ["doctor-visits", "negativeBinomial", "poisson"],
      ["diabetes", "gamma", "gaussian"],
    ];
    return cells.map(([data, a, b], i) => {
      const difference = compare(data, a, b);
      return {
        claim: this.claims[i]!,
        seen: difference.upper < 0,
        evidence: `${a} − ${b}: ${intervalText(difference)} nats an example`,
      };
    });
  },
};

const models: Readonly<
  Record<string, (x: Float64Array[], y: number[], unseen: Float64Array[]) => Surprisal>
> = {
  // A Gaussian density at a count stands for its mass over a width of one.
  gaussian(x, y, unseen) {
    const fit = fitLinear(x, y);
    const variance = 2 * fit.loss;
    const mean = fit.predict(unseen);
    const constant = HALF_LOG_TWO_PI + 0.5 * Math.log(variance);
    return (value, n) => halfSquaredError.value(mean[n]!, value) / variance + constant;
  },
  logNormal(x, y, unseen) {
    const surprisal = models["gaussian"]!(x, y.map(Math.log), unseen);
    return (value, n) => surprisal(Math.log(value), n) + Math.log(value);
  },
  poisson(x, y, unseen) {
    const raw = fitPoisson(x, y).raw(unseen);
    return (value, n) => Math.exp(raw[n]!) - value * raw[n]! + logGamma(value + 1);
  },
  negativeBinomial(x, y, unseen) {
    const fit = fitPoisson(x, y);
    const means = fit.predict(x);
    const size = bisect((r) => {
      // d/dr of the log-likelihood, its means held: it falls from + to −.
      let sum = 0;
      y.forEach((value, n) => {
        sum += digamma(value + r) - digamma(r) + Math.log(r / (r + means[n]!));
        sum += 1 - (r + value) / (r + means[n]!);
      });
      return sum;
    });
    const mean = fit.predict(unseen);
    return (value, n) => {
      const choose = logGamma(value + size) - logGamma(size) - logGamma(value + 1);
      const total = size + mean[n]!;
      return -(choose + size * Math.log(size / total) + value * Math.log(mean[n]! / total));
    };
  },
  gamma(x, y, unseen) {
    const fit = fitGamma(x, y);
    const means = fit.predict(x);
    let spread = 0;
    y.forEach((value, n) => {
      const ratio = value / means[n]!;
      spread += (ratio - 1 - Math.log(ratio)) / y.length;
    });
    const shape = bisect((k) => Math.log(k) - digamma(k) - spread);
    const raw = fit.raw(unseen);
    return (value, n) => {
      const rate = Math.log(shape) - raw[n]!;
      return (
        logGamma(shape) - shape * rate - (shape - 1) * Math.log(value) + value * Math.exp(rate)
      );
    };
  },
};

/** The positive root of a function that falls through 0. */
function bisect(f: (x: number) => number): number {
  let [low, high] = [Math.log(1e-4), Math.log(1e4)];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (f(Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
