// What must hold of an answer, where it is cheap to say. Each law gives a sentence where it is broken.

const close = (a, b, tolerance) =>
  a === b || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));

const ROUNDING = 1e-12;
const notNegative = ({ result }) => (result >= -1e-15 ? undefined : `${result} is negative`);
const upTo = (most) => (made) =>
  notNegative(made) ??
  (made.result <= most * (1 + ROUNDING) ? undefined : `${made.result} is above ${most}`);

const symmetric = ({ call, arguments: [p, q, ...rest], result }) => {
  const other = call(q, p, ...rest);
  return close(other, result, ROUNDING) ? undefined : `${result}, the other way round ${other}`;
};

const noneOfItself = ({ call, arguments: [p, , ...rest] }) => {
  const itself = call(p, p, ...rest);
  return Math.abs(itself) <= 1e-15 ? undefined : `from itself ${itself}`;
};

const all =
  (...laws) =>
  (made) => {
    for (const law of laws) {
      const broken = law(made);
      if (broken !== undefined) return broken;
    }
    return undefined;
  };

const inLogs = ({ arguments: [p], result }) =>
  p.length === undefined ? undefined : upTo(Math.log(p.length))({ result });

const sumsToOne = ({ result }) => {
  const rows = typeof result[0] === "number" ? [result] : result;
  const wrong = rows.map((row) => Array.from(row).reduce((sum, x) => sum + x, 0)).find((sum) => !close(sum, 1, 1e-9));
  return wrong === undefined ? undefined : `the sum is ${wrong}`;
}; // prettier-ignore

/** The slope on either side of x, at a step that is a power of two, and what the roundings of the values make of it. */
function slopes(value, x, at) {
  const step = 2 ** -20 * 2 ** Math.round(Math.log2(Math.max(1, Math.abs(x))));
  const [below, middle, above] = [at(x - step), at(x), at(x + step)].map((moved) => value(moved));
  const rounding = (8 * Number.EPSILON * Math.max(...[below, middle, above].map(Math.abs))) / step;
  return [(middle - below) / step, (above - middle) / step, rounding];
}

/** The gradient of a loss lies between its one-sided slopes, coordinate by coordinate. */
const gradientFits = (made) => {
  const { receiver, arguments: [prediction, target], result, kind } = made;
  if (kind !== "valid") return undefined;
  const flat = typeof prediction === "number" ? [prediction] : Array.from(prediction);
  const gradient = typeof result === "number" ? [result] : Array.from(result);
  if (gradient.length !== flat.length) return `a gradient of length ${gradient.length}`;
  for (let k = 0; k < flat.length; k++) {
    if (!Number.isFinite(gradient[k])) continue;
    const at = (x) => (typeof prediction === "number" ? x : flat.map((one, j) => (j === k ? x : one)));
    let both;
    try {
      both = slopes((moved) => receiver.value(moved, target), flat[k], at);
    } catch {
      continue; // At the border of the domain, or off the simplex.
    }
    if (!both.every(Number.isFinite)) continue;
    const [low, high] = both[0] < both[1] ? both : [both[1], both[0]];
    const slack = 1e-4 * (1 + Math.abs(gradient[k])) + both[2];
    if (gradient[k] < low - slack || gradient[k] > high + slack)
      return `∂${k} is ${gradient[k]}, slopes ${low} and ${high}`;
  }
  return undefined;
}; // prettier-ignore

/** P(X ≤ x) rises, and what is not below is above. */
const cdfHolds = ({ receiver, arguments: [x], result }) => {
  if (!(result >= 0 && result <= 1)) return `a probability of ${result}`;
  const other = receiver.survival(x);
  if (!close(result + other, 1, 1e-11)) return `cdf + survival is ${result + other}`;
  const further = receiver.cdf(x + Math.max(1, Math.abs(x)) * 1e-3);
  return further >= result * (1 - ROUNDING) ? undefined : `falls from ${result} to ${further}`;
};

const logHolds = (name) => ({ receiver, arguments: [x], result }) => {
  const plain = receiver[name](x);
  if (result > 0) return `a logarithm of ${result}`;
  if (plain < 1e-300) return undefined;
  return close(Math.exp(result), plain, 1e-11) ? undefined : `e^${result} is not ${plain}`;
}; // prettier-ignore

/** The least x with cdf(x) ≥ u: u lies between the cdf a little before and a little after. */
const quantileHolds = ({ receiver, arguments: [u], result: x }) => {
  if (u === 0 || u === 1 || receiver.support.kind === "vector") return undefined;
  // Where the quantile itself has no double.
  if (Math.abs(x) === Infinity || (receiver.support.kind === "real" && Math.abs(x) < 1e-290))
    return undefined;
  const step = 1e-9 * Math.max(Math.abs(x), 1e-300) + 5e-324;
  const after = receiver.cdf(x + step);
  const before =
    receiver.support.kind === "integer"
      ? receiver.cdf(x - Math.max(1, x * 2 ** -52))
      : receiver.cdf(x - step);
  const slack = 1e-11 * Math.max(u, 1e-3);
  if (after < u - slack) return `cdf just above ${x} is ${after}, below ${u}`;
  return before <= u + slack ? undefined : `cdf before ${x} is ${before} already, above ${u}`;
};

/** A draw has mass, unless the distribution is so narrow that the doubles beside its draws have none. */
const sampleHolds = ({ receiver, result }) =>
  Math.abs(result) === Infinity ||
  receiver.logProb(result) > -Infinity ||
  receiver.variance() <= (result * Number.EPSILON) ** 2
    ? undefined
    : `${result} has no mass`;

const massHolds = ({ receiver, arguments: [x], result }) => {
  if (result < 0) return `a density of ${result}`;
  const discrete = /integer|points/.test(receiver.support.kind) || receiver.support.discrete;
  if (discrete && result > 1 + 1e-11) return `a mass of ${result}`;
  const log = receiver.logProb(x);
  return close(Math.exp(log), result, 1e-11) ? undefined : `e^${log} is not ${result}`;
};

/** No neighbour of the fitted parameters is more likely. */
const likeliest = ({ L, path, arguments: [data, weights], result: p, kind }) => {
  const family = L[path[0]];
  if (kind !== "valid" || weights !== undefined || family?.parameterNames === undefined) return undefined;
  if (/empirical|histogram|kernelDensity|mixture|asymmetricLaplace|dirichlet|multi|[uU]niform|categorical|huberDensity/.test(path[0])) return undefined;
  const likelihood = (q) => data.reduce((sum, x) => sum + q.logProb(x), 0);
  const best = likelihood(p);
  for (const name of family.parameterNames) {
    const value = p.parameters[name];
    if (typeof value !== "number" || name === "trials" || (name === "degreesOfFreedom" && value > 1e3)) continue;
    for (const factor of [0.999, 1.001]) {
      let other;
      try {
        other = likelihood(family({ ...p.parameters, [name]: value * factor }));
      } catch {
        continue;
      }
      if (other > best + 1e-9 * Math.max(1, Math.abs(best)))
        return `${name} = ${value * factor} is likelier than ${value}: ${other} > ${best}`;
    }
  }
  return undefined;
}; // prettier-ignore

const divergence = all(notNegative, noneOfItself);
const share = upTo(1);

/** By the name of the call; the first that fits. */
const LAWS = [
  [/^(klDivergence|neymanChiSquared|pearsonChiSquared)$/, divergence],
  [/^(alphaDivergence|renyiDivergence|tsallisDivergence)$/, divergence],
  [/^jeffreysDivergence$/, all(divergence, symmetric)],
  [/^jensenShannonDivergence$/, all(divergence, symmetric, upTo(Math.LN2))],
  [/^(hellingerDistance|totalVariation)$/, all(divergence, symmetric, share)],
  [/^(wassersteinDistance|wassersteinDistanceOfSamples)$/, all(notNegative, noneOfItself)],
  [/^(renyiEntropy|plugInEntropy)$/, notNegative],
  [/^entropy$/, inLogs],
  [/^(conditionalEntropy|jointEntropy|mutualInformation|surprisal)$/, notNegative],
  [/^(softmax|softmaxRows|conditionalSoftmax|normalise|ordinalProbabilities)$/, sumsToOne],
  [/^(erf)$/, ({ result }) => (Math.abs(result) <= 1 ? undefined : `${result}`)],
  [/^(normalCdf|regularizedBeta|regularizedGammaLower|regularizedGammaUpper|sigmoid)$/, share],
  [/^(accuracy|f1Score|macroF1|multiclassRocArea|expectedCalibrationError|confusion)$/, share],
  [/^(mean.*(Score|Loss|Error)|rootMeanSquaredError|continuousRankedProbabilityScore)$/, notNegative],
  [/^rSquared$/, ({ result }) => (result <= 1 ? undefined : `${result} is above 1`)],
  [/\.gradient$/, gradientFits],
  [/\.fit$/, likeliest],
  [/\)\.cdf$/, cdfHolds],
  [/\)\.logCdf$/, logHolds("cdf")],
  [/\)\.logSurvival$/, logHolds("survival")],
  [/\)\.quantile$/, quantileHolds],
  [/\)\.prob$/, massHolds],
  [/\)\.variance$/, ({ result }) => (typeof result === "number" ? notNegative({ result }) : undefined)],
  [/^(?!.*(Discriminant|Bayes)).*\)\.sample$/, sampleHolds],
  [/\)\.closedKlDivergence$/, ({ result }) => (result === undefined ? undefined : notNegative({ result }))],
]; // prettier-ignore

/** A sentence on what the answer breaks, or undefined. */
export function brokenLaw(made, result, L) {
  const [, law] = LAWS.find(([pattern]) => pattern.test(made.name)) ?? [];
  if (law === undefined) return undefined;
  try {
    return law({ ...made, result, L, path: made.name.split(".") });
  } catch (error) {
    if (error?.name === "DomainError") return undefined;
    throw error;
  }
}
