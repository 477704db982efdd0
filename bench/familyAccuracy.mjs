// The part of `npm run accuracy` about distributions and regressions.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a family is held to, and a regression. */
const BOUND = 1e-12;
const FIT_BOUND = 1e-8;

/** |value − truth| beside the truth, or beside a floor where it passes through 0. */
const errorOf = (value, truth, floor) =>
  value === truth ? 0 : Math.abs(value - truth) / Math.max(floor, Math.abs(truth));
const show = (error) => (error === 0 ? "0" : error.toExponential(1));

/** Prints the worst errors of each family and regression; returns how many are beyond their bound. */
export function familyErrors(lossbook, fixtures, row) {
  const read = (name) => JSON.parse(readFileSync(join(fixtures, name), "utf8"));
  const worst = new Map();
  const note = (family, column, error) => {
    const own = worst.get(family) ?? {};
    worst.set(family, { ...own, [column]: Math.max(own[column] ?? 0, error) });
  };
  const sets = [read("distributions.json"), read("furtherFamilies.json")];
  for (const { family, parameters, values, quantiles, entropy } of sets.flatMap(
    ({ families }) => families,
  )) {
    const p = lossbook[family](parameters);
    const tail = (value, truth) => errorOf(value, truth, 1e-150);
    for (const [x, logProb, cdf, survival] of values) {
      note(family, "logProb", errorOf(p.logProb(x), logProb, 1));
      note(family, "tails", Math.max(tail(p.cdf(x), cdf), tail(p.survival(x), survival)));
    }
    for (const [u, x] of quantiles) {
      const floor = p.support.kind === "integer" || u === 0.5 ? 1 : 1e-6;
      note(family, "quantile", errorOf(p.quantile(u), x, floor));
    }
    note(family, "entropy", errorOf(p.entropy(), entropy, 1));
  }
  for (const { family, parameters, values } of read("tails.json")) {
    const p = lossbook[family](parameters);
    for (const [x, lower, upper] of values) {
      note(family, "log tails", errorOf(p.logCdf(x), lower, 1e-290));
      note(family, "log tails", errorOf(p.logSurvival(x), upper, 1e-290));
    }
  }
  for (const { p, q, kl } of sets.flatMap(({ pairs }) => pairs)) {
    const value = lossbook.klDivergence(lossbook[p[0]](p[1]), lossbook[q[0]](q[1]));
    note(p[0], "KL", errorOf(value, kl, 1));
  }
  const columns = ["logProb", "tails", "log tails", "quantile", "entropy", "KL"];
  const widths = [46, ...columns.map(() => 9)];
  console.log(
    "\nFamilies against mpmath; the bound is 1e-12, of a tail and its logarithm relative.",
  );
  console.log(row(["family", ...columns], widths));
  let broken = 0;
  for (const [family, own] of [...worst].sort()) {
    console.log(row([family, ...columns.map((c) => (c in own ? show(own[c]) : "-"))], widths));
    broken += columns.filter((column) => own[column] > BOUND).length;
  }
  console.log(
    "\nRegressions against statsmodels and mpmath: weights and intercepts; the bound is 1e-8.",
  );
  for (const [name, error] of regressionErrors(lossbook, read)) {
    console.log(row([name, show(error)], [46, 9]));
    if (!(error <= FIT_BOUND)) broken++;
  }
  return broken;
}

function regressionErrors(lossbook, read) {
  const found = new Map();
  const compare = (name, given, wanted) => {
    const errors = wanted.map((truth, i) => errorOf(given[i], truth, 1e-3));
    found.set(name, Math.max(found.get(name) ?? 0, ...errors));
  };
  const families = Object.values(lossbook).filter((one) => one?.logProbability !== undefined);
  for (const { family, features, targets, onFeatures, exampleWeights, exposure, outputs } of read(
    "regressions.json",
  )) {
    const own = families.find(({ name }) => name === family);
    const fit = lossbook.fitRegression(own, features, targets, {
      onFeatures: own.outputs.filter((_, k) => onFeatures[k] === 1),
      exampleWeights,
      ...(exposure !== null && { exposure }),
    });
    outputs.forEach(({ weights, intercept }, k) => {
      const got = fit.coefficients[own.outputs[k]];
      compare(family, [...got.weights, got.intercept], [...weights, intercept]);
    });
  }
  const { linear, tobit } = read("glm.json");
  for (const { fit, options, features, targets, weights, intercept } of linear) {
    const got = lossbook[fit](features, targets, options);
    compare(fit, [...got.weights, got.intercept], [...weights, intercept]);
  }
  const { lower, upper, features, targets, exampleWeights } = tobit;
  const { mean } = lossbook.fitRegression(
    lossbook.tobitRegression({ lower, upper }),
    features,
    targets,
    { exampleWeights },
  ).coefficients;
  compare("tobit", [...mean.weights, mean.intercept], [...tobit.weights, tobit.intercept]);
  return found;
}
