import { methodsOf } from "./declarations.mjs";
import { generatorOf, pick, whole } from "./random.mjs";
import { contextOf, isMade, valueFor } from "./values.mjs";

// The calls: valid ones, ones with odd numbers and sizes, and ones with one thing in it that is not of its type.

/** Numbers at the ends of what doubles are. */
const ODD_NUMBERS = [
  0, -0, 1, -1, 0.5, 2, 10, 1e-300, 5e-324, 2.5e-310, 1e300, 1.7e308, -1.7e308, 1e16, 2 ** 53, 2 ** 53 - 1, 1e-8, 1e8,
  1 - 2 ** -53, 1 + 2 ** -52, -0.5, 1e12, 1e-12, 1e5, Math.PI, Infinity, -Infinity, NaN,
]; // prettier-ignore

const ODD_ROUNDS = [0, -1, 0.5, NaN, Infinity, 1, 7];

/** What looks like a number, a list or an object, and is none. */
const INTRUDERS = {
  number: [
    "1",
    "",
    null,
    true,
    new Date(0),
    { valueOf: () => 1 },
    [[1]],
    [1],
    1n,
    Symbol("1"),
    () => 1,
  ],
  list: ["12", null, 5, {}, new Set([1, 2]), new DataView(new ArrayBuffer(16)), true, () => [1]],
  boolean: [1, 0, "true", null, "no"],
  literal: ["nonsense", null, 5, true],
  string: [5, null, {}, true],
  options: ["text", 5, null, true],
  function: [5, "f", null, {}],
  made: [{}, null, 5, "normal", [], undefined],
};

const LISTS = new Set([
  "Numbers",
  "Vector",
  "TypedNumbers",
  "Features",
  "JointTable",
  "typed",
  "list",
]);

/** Which intruders a type may meet; none where it takes too much to say. */
function intrudersFor(type, name) {
  if (type.kind === "number") return INTRUDERS.number;
  if (LISTS.has(type.kind)) return INTRUDERS.list;
  if (type.kind === "boolean") return INTRUDERS.boolean;
  if (type.kind === "literal") return INTRUDERS.literal;
  if (type.kind === "string") return INTRUDERS.string;
  if (type.kind === "function") return type.name ? INTRUDERS.made : INTRUDERS.function;
  if (type.kind === "object")
    return /ptions$|arameters$|imits$/.test(name) ? INTRUDERS.options : INTRUDERS.made;
  if (type.kind === "union" && type.options.every(({ kind }) => kind === "literal")) return INTRUDERS.literal;
  return undefined;
} // prettier-ignore

/** Where something can be put: in the list of arguments, in an object, in a list of numbers, in a list of rows. */
function slotsOf(given, parameters) {
  const slots = [];
  const visit = (holder, key, type, name, depth) => {
    const value = holder[key];
    slots.push({ holder, key, type, name });
    if (depth > 2 || typeof value !== "object" || value === null) return;
    if (Array.isArray(value) && typeof value[0] === "number" && LISTS.has(type.kind)) {
      slots.push({ holder: value, key: whole(() => 0.99, 0, value.length - 1), type: ELEMENT, name, element: type });
    } else if (Array.isArray(value) && Array.isArray(value[0])) {
      for (const row of [value[0], value.at(-1)])
        if (row.length > 0 && typeof row[0] === "number")
          slots.push({ holder: row, key: row.length - 1, type: ELEMENT, name, element: type });
    } else if (type.kind === "object" && Object.getPrototypeOf(value) === Object.prototype && !isMade(type)) {
      for (const property of type.properties)
        if (property.name in value) visit(value, property.name, property.type, property.name, depth + 1);
    }
  };
  parameters.forEach(({ type, name }, i) => i < given.length && visit(given, i, type, name, 0));
  return slots;
} // prettier-ignore

const ELEMENT = { kind: "number" };

/** Puts one thing into the arguments that is not of its type; undefined where nothing can be said of them. */
function intrude(random, given, parameters) {
  const slots = slotsOf(given, parameters).filter(({ type, name }) => intrudersFor(type, name) !== undefined);
  if (slots.length === 0) return undefined;
  const { holder, key, type, name, element } = pick(random, slots);
  if (type.kind === "object" && /ptions$/.test(name) && random() < 0.4) {
    holder[key] = { ...holder[key], flibbity: 1 };
    return `${name}.flibbity`;
  }
  if (element !== undefined && random() < 0.15) {
    delete holder[key];
    return `${name}[${key}] is a hole`;
  }
  let intruder = pick(random, intrudersFor(type, name));
  // An option may be undefined.
  if (intruder === undefined && !Array.isArray(holder)) intruder = null;
  // Whole numbers as BigInts are numbers wherever a list of `Numbers` is meant.
  if (typeof intruder === "bigint" && element !== undefined) intruder = "7";
  holder[key] = intruder;
  return `${name}${element === undefined ? "" : `[${key}]`} = ${describe(intruder)}`;
} // prettier-ignore

const describe = (value) =>
  typeof value === "object" || typeof value === "function"
    ? value === null
      ? "null"
      : `a ${value.constructor?.name}`
    : `${typeof value} ${String(value)}`;

/** Odd numbers and sizes: of their type, and perhaps out of their domain. */
function distort(random, given, parameters) {
  const notes = [];
  for (let change = whole(random, 1, 2); change > 0; change--) {
    const slots = slotsOf(given, parameters).filter(({ type }) => type.kind === "number" || LISTS.has(type.kind));
    if (slots.length === 0) return notes;
    const { holder, key, type, name } = pick(random, slots);
    // So many rounds are what is asked for, and take their time.
    const odd = /^(epochs|resamples|maximumIterations|limit)$/.test(name) ? ODD_ROUNDS : ODD_NUMBERS;
    if (type.kind === "number") holder[key] = pick(random, odd);
    else holder[key] = oddList(random, holder[key]);
    notes.push(name);
  }
  return notes;
} // prettier-ignore

function oddList(random, list) {
  if (!Array.isArray(list)) return list;
  const kind = random();
  if (kind < 0.1) return [];
  if (kind < 0.2) return list.slice(1);
  if (kind < 0.3) return [...list, list[0]];
  if (typeof list[0] !== "number") return list;
  if (kind < 0.5) return list.map(() => list[0]);
  if (kind < 0.7) return list.map((x) => x * pick(random, [1e150, 1e-150, 1e8, 1e-8]));
  if (kind < 0.75) return Array.from({ length: 20_000 }, (_, i) => list[i % list.length]);
  return list.map((x) => (random() < 0.4 ? pick(random, ODD_NUMBERS) : x));
}

const TYPED = [Float64Array, Float32Array, Int32Array, Uint8Array];

/** Lists of numbers as another type of list holds them: what they hold stays the same. */
export function retyped(random, given, parameters) {
  const change = (value, type) => {
    if (!Array.isArray(value)) return value;
    if (value.length > 0 && typeof value[0] === "number" && /Numbers|Vector/.test(type.kind)) {
      const fitting = TYPED.filter((List) => List.from(value).every((x, i) => Object.is(x, value[i])));
      const kind = random();
      if (kind < 0.2) return Object.freeze([...value]);
      if (kind < 0.3) return new Proxy(value, {});
      return fitting.length === 0 ? value : pick(random, fitting).from(value);
    }
    return type.kind === "Features" ? value.map((row) => Float64Array.from(row)) : value;
  };
  return given.map((value, i) => change(value, parameters[i].type));
} // prettier-ignore

/** The arguments of a call of these parameters. */
function argumentsFor(parameters, context) {
  const given = [];
  for (const { name, type, optional } of parameters) {
    if (optional && context.random() < 0.5) break;
    given.push(valueFor(type, name, context));
  }
  return given;
}

/** The kinds of a call, and how many of each. */
const KINDS = ["valid", "valid", "valid", "odd", "odd", "odd", "intruder", "intruder"];

/**
 * Call `index` of run `seed`: { name, receiver, call, arguments, kind, note, parameters, result }. The same two numbers
 * give the same call. `next(answer)` is a call of one of the methods that an answer has.
 */
export function callOf(seed, index, library) {
  const random = generatorOf(seed, index);
  const target = pick(random, library.targets);
  const { path, parameters } = target;
  const receiver = path.slice(0, -1).reduce((at, name) => at[name], library.L);
  const owner = /^(fit|loss)$/.test(path.at(-1)) ? path.join(".") : path[path.length > 2 ? 1 : 0];
  const context = contextOf(random, library, /\.fit$/.test(owner) ? owner : path[0]);
  const made = prepare(random, path.join("."), receiver, path.at(-1), target, parameters, context);
  const next = (answer) => {
    const methods = methodsOf(target.result).filter(({ name }) => typeof answer[name] === "function");
    if (methods.length === 0) return undefined;
    const method = pick(random, methods);
    const [overload] = method.type.overloads;
    const inner = { ...context, receiver: answer };
    const name = `${made.name}().${method.name}`;
    return prepare(random, name, answer, method.name, overload, overload.parameters, inner);
  };
  return { ...made, next };
} // prettier-ignore

function prepare(random, name, receiver, method, target, parameters, context) {
  let kind = pick(random, KINDS);
  const given = inDomain(receiver, method, context) ?? argumentsFor(parameters, context);
  let note = "";
  if (kind === "intruder") {
    const found = intrude(random, given, parameters);
    if (found === undefined) kind = "valid";
    else note = found;
  } else if (kind === "odd") {
    note = distort(random, given, parameters).join();
    if (note === "") kind = "valid";
  }
  return { name, receiver, method, call: (...list) => receiver[method](...list), arguments: given, kind, note, parameters, random };
} // prettier-ignore

/** Arguments of a loss from its domains, and of a distribution from its support. */
function inDomain(receiver, method, context) {
  const { random, K, library } = context;
  const domain = receiver?.domain;
  if (domain !== undefined && /^(value|gradient)$/.test(method)) {
    const make = (name) => valueOfDomain(name, context);
    return [make(domain.prediction.name), make(domain.target.name)];
  }
  const support = receiver?.support;
  if (support === undefined || !/^(logProb|prob|cdf|survival|logCdf|logSurvival|quantile)$/.test(method)) return undefined;
  if (method === "quantile") return [pick(random, [0, 1, 0.5, 1e-9, 1 - 1e-9, random()])];
  try {
    const x = receiver.sample(library.L.rng(whole(random, 0, 1000) + K));
    return [typeof x === "number" && random() < 0.4 ? x + whole(random, -30, 30) : x];
  } catch {
    return undefined;
  }
} // prettier-ignore

function valueOfDomain(name, context) {
  const { random, K } = context;
  const some = (make) => Array.from({ length: K }, make);
  const real = () => pick(random, [0, 1, -1.5, 2, 20, -20, 6 * random() - 3]);
  const shares = () => valueFor({ kind: "Vector" }, "probabilities", context);
  switch (name) {
    case "real":
    case "logit":
    case "logRate":
      return real();
    case "probability":
    case "proportion":
      return pick(random, [0.5, 0.25, 0.01 + 0.98 * random()]);
    case "positive":
      return pick(random, [0.5, 1, 3, 0.1 + random()]);
    case "nonNegative":
      return pick(random, [0, 1, 2, 5]);
    case "sign":
      return pick(random, [-1, 1]);
    case "label":
      return whole(random, 0, K - 1);
    case "logits":
      return some(real);
    case "probabilities":
      return shares();
    case "logProbabilities":
      return some(() => -3 * random());
    case "amounts":
      return some(() => pick(random, [0, 1, random()]));
    case "meanAndLogSpread":
      return [real(), 2 * random() - 1];
    case "scoreAndThresholds":
      return [real(), ...some((_, k) => k + random() / 2)];
    default:
      return real();
  }
}
