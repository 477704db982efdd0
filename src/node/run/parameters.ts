import { parseExactJson } from "../../text/exactJson.js";

/** A value that a run can pass into a notebook: JSON, and the numbers that JSON lacks. */
export type ParameterValue =
  | string
  | number
  | boolean
  | null
  | readonly ParameterValue[]
  | { readonly [key: string]: ParameterValue };

export type Parameters = Readonly<Record<string, ParameterValue>>;

const reserved = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield NaN Infinity"
  ).split(" "),
);

/** Why `name` cannot be a variable in a cell, or undefined. */
export function problemOfName(name: string): string | undefined {
  if (reserved.has(name)) return `${JSON.stringify(name)} is a word of the language`;
  if (/^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name)) return undefined;
  return `${JSON.stringify(name)} is not a variable name`;
}

/** A value as it was given, and the numbers in it that are text, since a number would lose some of their digits. */
export interface GivenValue {
  readonly value: ParameterValue;
  readonly asText: readonly string[];
}

/** The value in `name=value`: a number, true, false, null, JSON in brackets or quotes; anything else is a string. */
export function parseParameterValue(text: string): GivenValue {
  if (text === "NaN") return { value: NaN, asText: [] };
  if (/^[+-]?Infinity$/.test(text)) return { value: Number(text), asText: [] };
  try {
    return parseExactJson(text) as GivenValue;
  } catch {
    return { value: text, asText: [] };
  }
}

/** The cell that sets the parameters: one typed declaration a line, every string escaped. */
export function parametersCode(parameters: Parameters): string {
  const lines = Object.entries(parameters).map(
    ([name, value]) => `let ${name}: ${typeOf(value, 0)} = ${literal(value)};`,
  );
  return ["// Parameters", ...lines].join("\n");
}

/** The TypeScript type of a value, as the notebook's own declaration would be inferred. */
function typeOf(value: ParameterValue, depth: number): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  // A large inferred literal type slows every later cell down.
  if (depth > 3) return "unknown";
  if (isArray(value)) {
    const types = [...new Set(value.slice(0, 1000).map((item) => typeOf(item, depth + 1)))];
    if (types.length === 0) return "unknown[]";
    if (value.length > 1000 || types.length > 4) return "any[]";
    const union = types.join(" | ");
    return /^[a-z]+$/.test(union) ? `${union}[]` : `(${union})[]`;
  }
  const entries = Object.entries(value);
  if (entries.length > 50) return "Record<string, any>";
  const fields = entries.map(
    ([key, inner]) => `${JSON.stringify(key)}: ${typeOf(inner, depth + 1)}`,
  );
  return fields.length === 0 ? "{}" : `{ ${fields.join("; ")} }`;
}

function literal(value: ParameterValue): string {
  if (typeof value === "number") return numberLiteral(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(literal).join(", ")}]`;
  const fields = Object.entries(value).map(([key, inner]) => {
    // A plain "__proto__" key would set the prototype.
    const name = key === "__proto__" ? '["__proto__"]' : JSON.stringify(key);
    return `${name}: ${literal(inner)}`;
  });
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

function numberLiteral(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function isArray(value: ParameterValue): value is readonly ParameterValue[] {
  return Array.isArray(value);
}
