// What a call came to, and whether that is right.

/** Whether a result holds NaN, a few levels deep; "where", or undefined. */
function placeOfNaN(value, depth = 0) {
  if (typeof value === "number") return Number.isNaN(value) ? "" : undefined;
  if (value === null || typeof value !== "object" || depth > 3) return undefined;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const inner = placeOfNaN(value[i], depth + 1);
      if (inner !== undefined) return `[${i}]${inner}`;
    }
    return undefined;
  }
  for (const [key, one] of Object.entries(value)) {
    const inner = key === "parameters" ? undefined : placeOfNaN(one, depth + 1);
    if (inner !== undefined) return `.${key}${inner}`;
  }
  return undefined;
}

/** Arguments as text, −0 and holes told apart: to see whether a call changed them, and to show them. */
export function textOf(value, depth = 0) {
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return value.familyName ?? "ƒ";
  if (typeof value !== "object" || value === null) return String(value);
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    if (value instanceof DataView) return "DataView";
    const shown = [];
    for (let i = 0; i < value.length; i++) shown.push(i in value ? textOf(value[i], depth + 1) : "");
    return `${Array.isArray(value) ? "" : value.constructor.name}[${shown.join()}]`;
  }
  if (value instanceof Date || value instanceof Set) return value.constructor.name;
  if (depth > 4) return "…";
  if (typeof value.logProb === "function") return `${value.name}(${textOf(value.parameters, depth + 1)})`;
  if (typeof value.value === "function" || typeof value.uniform === "function") return String(value.name ?? "rng");
  return `{${Object.entries(value).map(([key, one]) => `${key}: ${typeof one === "function" ? "ƒ" : textOf(one, depth + 1)}`).join(", ")}}`;
} // prettier-ignore

/** Where NaN is what is documented: nothing was counted, or there is one run only. */
const UNDEFINED_MEANS = [
  [/^calibrationBins$/, /\.(confidence|accuracy)$/],
  [/^describeTable$/, /\.(mean|standardDeviation|minimum|maximum|median|lowerQuartile|upperQuartile)$/],
  [/^(summariseRuns|pairedDifference)$/, /\.(standardDeviation|lower|upper)$/],
  [/\)\.(numbers|column)$/, /./],
]; // prettier-ignore

/** What a function does not read cannot be wrong. */
const UNREAD = [
  [/^progressLine$/, /^learningRate/],
  // A record without metrics is one.
  [/^progressLine$/, /^metrics = a Object/],
  [/^intervalText$/, /^(count|standardDeviation)/],
  [/^(pick|shuffle)$/, /^items\[/],
  [/Batch$/, /^(losses|gradient)/],
];

const listed = (list, name, text) => list.some(([of, at]) => of.test(name) && at.test(text));

const asksForNaN = (given) => given.some((one) => one?.empty === "nan");

const holdsNaN = (given) => given.some((one) => placeOfNaN(one) !== undefined);

/** What may be changed by a call, since that is its purpose: a buffer, a generator, a budget. */
const isWritten = (name) => /^(gradient|losses|rng|budget)$/.test(name);

const inputsOf = ({ arguments: given, parameters }) =>
  given.map((one, i) => {
    const name = parameters[i]?.name ?? "";
    if (isWritten(name) || typeof one !== "object" || one === null) return "";
    if (typeof one.uniform === "function" || typeof one.spend === "function" || typeof one.step === "function") return "";
    if (Array.isArray(one) || ArrayBuffer.isView(one)) return textOf(one);
    return textOf(
      Object.fromEntries(Object.entries(one).filter(([key]) => !isWritten(key) && key !== "optimiser")),
    );
  }); // prettier-ignore

/** An error a user understands: a DomainError that names what came, or a training that says it diverged. */
function wrongError(error, { kind, note, arguments: given }) {
  if (error?.name === "DivergenceError") return undefined;
  if (error?.name !== "DomainError")
    return { outcome: "wrong error", detail: String(error?.stack ?? error).split("\n").slice(0, 3).join(" ") };
  const { message } = error;
  if (/\[object |undefined to |function \(|=>/.test(message)) return { outcome: "vague", detail: message };
  if (kind !== "intruder" && !holdsNaN(given) && /\bNaN\b/.test(message))
    return { outcome: "vague", detail: `${note}: ${message}` };
  if (message.length < 15) return { outcome: "vague", detail: message };
  return undefined;
} // prettier-ignore

/** { outcome: "answer" | "refused" | what is wrong, detail, result }. */
export function judge(made) {
  const { call, arguments: given, kind, note } = made;
  const before = inputsOf(made);
  let result;
  try {
    result = call(...given);
  } catch (error) {
    return wrongError(error, made) ?? { outcome: "refused", detail: error.message };
  }
  const after = inputsOf(made);
  const changed = before.findIndex((text, i) => text !== after[i]);
  if (changed >= 0) return { outcome: "changed its input", detail: made.parameters[changed]?.name };
  if (kind === "intruder" && !listed(UNREAD, made.name, note)) return { outcome: "coerced", detail: note, result };
  const nan = placeOfNaN(result);
  if (nan !== undefined && !holdsNaN(given) && !asksForNaN(given) && !listed(UNDEFINED_MEANS, made.name, nan)) return { outcome: "NaN", detail: `at ${nan || "the answer"}`, result };
  return { outcome: nan === undefined ? "answer" : "NaN of NaN", result };
} // prettier-ignore

/** Whether two answers are the same numbers, in lists of any kind; functions and names are not compared. */
export function sameAnswer(a, b, depth = 0) {
  if (typeof a === "number" && typeof b === "number")
    return Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-13 * Math.max(Math.abs(a), Math.abs(b));
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null || depth > 3)
    return typeof a === typeof b && (typeof a === "function" || typeof a === "object" || a === b);
  if (a instanceof Map) return true;
  const list = (value) => ArrayBuffer.isView(value) || Array.isArray(value);
  const same = (key) => sameAnswer(a[key], b[key], depth + 1);
  if (list(a) && list(b)) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < Math.min(a.length, 1000); i++) if (!same(i)) return false;
    return true;
  }
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every(same);
} // prettier-ignore
