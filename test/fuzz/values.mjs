import { between, pick, whole } from "./random.mjs";

// Arguments that a function should take, by the type and the name of its parameter. `context` holds what the arguments
// of one call share: the library, the chance, N examples of D features in K classes, and what kind of numbers they are.

const positive = ({ random }) => pick(random, [0.5, 1, 2, 3, between(random, 0.05, 8)]);
const real = ({ random }) => pick(random, [0, 1, -1.5, 0.5, 2, between(random, -5, 5)]);
const share = ({ random }) => pick(random, [0.5, 0.25, 0.9, between(random, 0.02, 0.98)]);
const count = ({ random }) => whole(random, 0, 9);

/** What a number is by its name: the first that fits. */
const BY_NAME = [
  [/^(label|classNumber|classLabel|excluded|positive)s?$/, ({ random, K }) => whole(random, 0, K - 1)],
  [/^classes$/, ({ K }) => K],
  [/^(examples)$/, ({ N }) => N],
  [/^(trials)$/, ({ trials }) => trials],
  [/^(folds|bins|every|steps|epochs|dimension|batchSize|n)$/, ({ random }) => whole(random, 2, 6)],
  [/^(maximumIterations|resamples)$/, ({ random }) => whole(random, 20, 60)],
  [/^(ignoreIndex|seed)$/, ({ random }) => whole(random, -2, 3)],
  [/[Tt]olerance$/, ({ random }) => pick(random, [1e-6, 1e-8])],
  [/^(order)$/, ({ random }) => pick(random, [0, 1, 2, 3])],
  [/^power$/, ({ random, owner }) => (/generalisedGamma/.test(owner) ? pick(random, [1, 2, 0.7]) : between(random, 1.1, 1.9))],
  [/^(probability|inflation|zeroProbability|quantile|confidence|testFraction|momentum|decay|beta[12]|labelSmoothing|u|shrinkage|smoothing|quadraticShrinkage|total|final|epsilon|h|factor|curvatureBound|slope|falsePositive)$/, share],
  [/^(lower)$/, ({ random, whole: isWhole }) => (isWhole ? whole(random, -4, 0) : between(random, -4, 0.3))],
  [/^(upper)$/, ({ random, whole: isWhole }) => (isWhole ? whole(random, 2, 9) : between(random, 1, 6))],
  [/(rate|[sS]cale|[dD]eviation|size|shape|concentration|dispersion|alpha|beta|delta|gamma|[wW]eight|[pP]recision|degreesOfFreedom|bandwidth|lambda|bound|l2|width|learningRate|clipNorm|minimum|kappa|bits|nats|a|b|variance)$/, positive],
]; // prettier-ignore

/** What lists hold by their name. */
const LISTS = [
  [/^(p|q|probabilities)$/, (context) => simplex(context, context.K)],
  [/^(target|weight|amounts)$/, (context) => times(context.K, () => share(context))],
  [/^(logits|thresholds)$/, (context) => times(context.K, () => real(context))],
  [/^lengths$/, (context) => times(context.K, () => whole(context.random, 2, 6))],
  [/^positions$/, (context) => times(context.K, () => real(context)).sort((a, b) => a - b)],
  [/^(counts)$/, (context) => times(context.K, () => 1 + count(context))],
  [/^edges$/, (context) => rising(context, context.K + 1)],
  [/^(quantiles)$/, () => [0.1, 0.5, 0.9]],
  [/[lL]abels$|^classNumbers$|^predicted$/, (context) => context.labels()],
  [/^(exampleWeights|weights|exposure)$/, (context) => times(context.N, () => positive(context))],
  [/^(offset|outputs)$/, (context) => times(context.N, () => real(context))],
  [/^indices$/, (context) => times(3, () => whole(context.random, 0, context.N - 1))],
  [/^sizes$/, (context) => [context.D, 3, context.K]],
  [/^lower$/, (context) => times(context.N, () => -1 - positive(context))],
  [/^upper$/, (context) => times(context.N, () => positive(context))],
  [/^concentration$/, (context) => times(context.K, () => positive(context))],
]; // prettier-ignore

const times = (n, make) => Array.from({ length: n }, make);

function simplex({ random }, n) {
  const some = times(n, () => pick(random, [1, 1, 2, 0, random()]));
  if (some.every((x) => x === 0)) some[0] = 1;
  const total = some.reduce((sum, x) => sum + x, 0);
  return some.map((x) => x / total);
}

function rising({ random }, n) {
  let at = Math.round(between(random, -4, 2));
  return times(n, () => (at += pick(random, [1, 0.5, 2])));
}

/** What the arguments of a call share. */
export function contextOf(random, library, owner) {
  const [N, K] = [pick(random, [6, 8, 12, 20]), pick(random, [2, 3, 3, 4])];
  const trials = whole(random, 9, 12);
  const kind = pick(random, ["real", "positive", "share", "count", "binary"]);
  const context = { random, library, owner, N, K, D: pick(random, [1, 2, 3]), trials, kind };
  context.whole = /[dD]iscreteUniform/.test(owner);
  context.labels = () => times(N, (_, n) => (n < K ? n : whole(random, 0, K - 1)));
  return context;
}

/** A number of the kind that the data of this call are. */
function datum(context) {
  const { random, kind } = context;
  if (kind === "real") return real(context);
  if (kind === "positive") return positive(context);
  if (kind === "share") return share(context);
  return kind === "count" ? count(context) : whole(random, 0, 1);
}

function numberFor(name, context) {
  const [, make] = BY_NAME.find(([pattern]) => pattern.test(name)) ?? [];
  return make === undefined ? datumOrReal(name, context) : make(context);
}

const datumOrReal = (name, context) =>
  /^(target|x|y|u|prediction)$/.test(name) ? datum(context) : real(context);

function listFor(name, context) {
  const [, make] = LISTS.find(([pattern]) => pattern.test(name)) ?? [];
  return make === undefined ? times(context.N, () => datum(context)) : make(context);
}

const rows = (context, n, row) => times(n, () => row(context));
const matrixOf = ({ library }, nested) => library.L.matrixFrom(nested);

const features = (context) => {
  const { random, D, N } = context;
  const nested = rows(context, N, () => times(D, () => between(random, -2, 2)));
  return random() < 0.3 ? matrixOf(context, nested) : nested;
};

const logitRows = (context) =>
  rows(context, context.N, () => times(context.K, () => real(context)));

function joint(context) {
  const flat = simplex(context, 2 * context.K);
  return [flat.slice(0, context.K), flat.slice(context.K)];
}

const FUNCTIONS = {
  f: ({ random }) => pick(random, [(u) => (u - 1) ** 2, (u) => Math.abs(u - 1) / 2, (u) => Math.exp(-u * u)]),
  statistic: () => (chosen) => chosen.reduce((sum, i) => sum + i, 0) / chosen.length,
}; // prettier-ignore

const table = (context) =>
  context.library.L.createTable("t", {
    x: times(context.N, () => real(context)),
    y: times(context.N, () => count(context)),
    label: times(context.N, (_, n) => (n % 2 === 0 ? "a" : "b")),
  });

/** A family and parameters it takes; by chance of one number only. */
export function madeDistribution(context, univariate) {
  const { random, library } = context;
  for (let trial = 0; trial < 8; trial++) {
    const family = pick(random, library.families);
    if (univariate && /dirichlet|multi/.test(family.familyName)) continue;
    try {
      const inner = contextOf(random, library, family.familyName);
      return family(parametersOf(family, inner));
    } catch (error) {
      if (error?.name !== "DomainError") throw error;
    }
  }
  return library.L.normal({ mean: 1, standardDeviation: 2 });
}

function parametersOf(family, context) {
  const target = context.library.familyTypes.get(family.familyName);
  return valueFor(target, "parameters", context);
}

const objective = (context) => {
  const { L } = context.library;
  const labels = times(context.N, () => whole(context.random, 0, 1));
  return L.generalisedLinearObjective(L.bernoulliFamily, features(context), labels, { l2: 0.1 });
};

/** Values of types that have a name. */
const NAMED = {
  Rng: ({ library, random }) => library.L.rng(whole(random, 0, 99)),
  Distribution: (context) => madeDistribution(context, context.random() < 0.9),
  UnivariateDistribution: (context) => madeDistribution(context, true),
  UnivariateFamily: ({ library, random }) =>
    pick(random, library.families.filter(({ familyName }) => !/dirichlet|multi|mixture/.test(familyName))),
  FittableFamily: ({ library, random }) => pick(random, [library.L.normal, library.L.gamma, library.L.poisson]),
  LossFunction: ({ library, random }) => pick(random, library.losses),
  Matrix: (context) => matrixOf(context, logitRows(context)),
  Objective: objective,
  Family: ({ library: { L }, random }) =>
    pick(random, [L.gaussianFamily, L.bernoulliFamily, L.poissonFamily, L.gammaFamily, L.huberFamily(1), L.tweedieFamily(1.5)]),
  RegressionFamily: ({ library, random }) => pick(random, library.regressionFamilies),
  Optimiser: ({ library: { L }, random }) => pick(random, [L.adam(), L.momentum(), L.rmsProp(), L.gradientDescent()]),
  Network: ({ library: { L }, D, K, random }) => L.network({ sizes: [D, 3, pick(random, [1, K])] }),
  PrivateLoss: ({ library: { L }, random }) => pick(random, [L.privateLogistic, L.privateHuberisedHinge()]),
  PrivacyBudget: ({ library: { L } }) => L.privacyBudget(5),
  GenerativeClassifier: (context) => context.library.L.gaussianNaiveBayes(features(context), context.labels(), context.K, { smoothing: 0.1 }),
  Table: table,
  TableData: (context) => context.library.L.tableData(table(context)),
  Float64Array: (context, name) => (name === "data" ? undefined : new Float64Array(context.N)),
}; // prettier-ignore

/** What stands at places that a type alone does not tell, by the owner and the name. */
const AT = {
  "multivariateNormal.mean": ({ D, random }) => times(D, () => between(random, -2, 2)),
  "multivariateNormal.covariance": ({ D, random }) =>
    times(D, (_, i) => times(D, (__, j) => (i === j ? 1 + random() : 0.1))),
  "mixture.weights": (context) => simplex(context, 2),
  "mixture.components": (context) => [madeDistribution(context, true), madeDistribution(context, true)],
  "histogram.counts": (context) => times(context.K, () => 1 + count(context)),
  "histogram.edges": (context) => rising(context, context.K + 1),
  "pick.items": () => ["a", "b", "c", "d", "e", "f"],
  "minimiseNewton.start": ({ D }) => new Float64Array(D + 1),
  "minimiseLbfgs.start": ({ D }) => new Float64Array(D + 1),
  "train.from": ({ D }) => new Float64Array(D + 1),
  "classLabels.column": () => "label",
  "groupBy.column": () => "label",
  "featureRows.names": () => ["x"],
  "selectColumns.names": () => ["x", "label"],
  "dropMissing.names": () => ["x"],
  "createTable.columns": (context) => ({ x: times(3, () => real(context)), y: ["a", null, "b"] }),
  "dirichlet.fit.data": (context) => rows(context, context.N, () => times(context.K, () => share(context)))
    .map((row) => row.map((x, _, all) => x / all.reduce((sum, y) => sum + y, 0))),
  "multinomial.fit.data": ({ K, N, random, trials }) =>
    times(N, () => {
      const counts = new Array(K).fill(0);
      for (let i = 0; i < trials; i++) counts[whole(random, 0, K - 1)]++;
      return counts;
    }),
}; // prettier-ignore

/** Kernels over rows take N·K logits in one list, and labels or shares for them. */
const BATCHES = {
  logits: ({ random, owner, N, K }) => times(/[sS]oft/.test(owner) ? N * K : N, () => between(random, -9, 9)),
  predictions: (context) => times(/gaussian/.test(context.owner) ? 2 * context.N : context.N, () => real(context)),
  targets: ({ random, owner, N }) => times(N, () => (/binary|focal/.test(owner) ? random() : between(random, -3, 3))),
  target: ({ random, N, K }) => times(N * K, () => random()),
  weight: ({ random, owner, N, K }) => times(/[sS]oft/.test(owner) ? K : N, () => random()),
}; // prettier-ignore

/** A value that the parameter `name` of this type should take. */
export function valueFor(type, name, context) {
  const { random, owner } = context;
  const at =
    AT[`${owner}.${name}`] ??
    (/Batch$/.test(owner) && !/Logits|^cross/.test(owner) ? BATCHES[name] : undefined);
  if (at !== undefined) return at(context);
  if (/^(binaryCrossEntropyWithLogits|crossEntropy)Batch$/.test(owner)) {
    if (name === "logits") return logitRows(context);
    if (name === "target")
      return /^cross/.test(owner)
        ? context.labels()
        : rows(context, context.N, () => simplex(context, context.K));
    if (/[wW]eight$/.test(name)) return times(context.K, () => positive(context));
  }
  switch (type.kind) {
    case "number":
      return numberFor(name, context);
    case "Numbers":
    case "Vector":
    case "TypedNumbers":
      return listFor(name, context);
    case "Features":
      return features(context);
    case "JointTable":
      return joint(context);
    case "Nested":
      return logitRows(context);
    case "typed":
      return NAMED.Float64Array(context, name);
    case "boolean":
      return random() < 0.5;
    case "literal":
      return type.value;
    case "string":
      return pick(random, ["x", "label", "y"]);
    case "null":
      return null;
    case "union":
      return valueFor(pick(random, type.options), name, context);
    case "list":
      return listOfType(type, name, context);
    case "function":
      return functionFor(type, name, context);
    case "object":
      return objectFor(type, name, context);
    default:
      return pick(random, [1, "x", [1, 2]]);
  }
}

function listOfType(type, name, context) {
  if (type.of.kind === "number") return listFor(name, context);
  if (name === "probabilities") return rows(context, context.N, () => simplex(context, context.K));
  if (/^(rows|logits)$/.test(name)) return logitRows(context);
  return times(name === "data" ? context.N : 2, () => valueFor(type.of, name, context));
}

function functionFor(type, name, context) {
  if (NAMED[type.name] !== undefined) return NAMED[type.name](context, name);
  if (FUNCTIONS[name] !== undefined) return FUNCTIONS[name](context);
  if (name === "schedule" || name === "learningRate") return (step) => 0.1 / (1 + step);
  if (name === "metrics") return () => ({ one: 1 });
  return name === "onStep" ? () => true : (x) => x;
}

function objectFor(type, name, context) {
  if (NAMED[type.name] !== undefined) return NAMED[type.name](context, name);
  const made = {};
  for (const property of type.properties) {
    if (property.optional && context.random() < 0.6) continue;
    // What takes anything at all cannot be told from its type.
    if (property.type.kind === "any") continue;
    made[property.name] = valueFor(property.type, property.name, context);
  }
  return made;
}

/** Whether values of a type are made by the library, not written down by its user. */
export const isMade = (type) => NAMED[type.name] !== undefined;
