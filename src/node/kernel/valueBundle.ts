import { inspect } from "node:util";
import { repaired } from "./repairs.js";

/** A value with a method of this name says how it wants to be shown: a bundle by MIME type. */
export const mimeBundleKey = Symbol.for("jupyter.mimebundle");

const stockDepth = 2;
const depth = 6;
/** Above this many characters the deeper text is more noise than news. */
const longest = 10_000;

/** How the last value of a cell is shown: its own bundle, if it has one, and always as text. */
export function valueBundle(value: unknown): Record<string, unknown> {
  if (repaired("plain-inspection")) forgetOwnName(value);
  const given = repaired("mime-bundle") ? bundleGivenBy(value) : {};
  return "text/plain" in given ? given : { ...given, "text/plain": valueText(value) };
}

/** As console.log would print it, but deeper: a string as it is, else util.inspect. */
export function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  if (!repaired("inspect-depth")) return inspect(value, { depth: stockDepth });
  const deepText = inspect(value, { depth });
  return deepText.length <= longest ? deepText : inspect(value, { depth: stockDepth });
}

/** What the value's own method returns. */
function bundleGivenBy(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" && typeof value !== "function") return {};
  if (value === null) return {};
  const method = (value as Record<symbol, unknown>)[mimeBundleKey];
  if (typeof method !== "function") return {};
  const bundle: unknown = method.call(value);
  return typeof bundle === "object" && bundle !== null ? { ...bundle } : {};
}

/** A function without a name, which tslab's compiled cell calls after the variable that keeps it, has none again. */
function forgetOwnName(value: unknown): void {
  if (typeof value !== "function") return;
  const name = Object.getOwnPropertyDescriptor(value, "name");
  if (name?.configurable === true && /^tsLastExpr\d*$/.test(String(name.value)))
    Object.defineProperty(value, "name", { ...name, value: "" });
}
