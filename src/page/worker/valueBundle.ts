import type { MimeBundle } from "../../outputs/mimeBundle.js";
import { promiseText, valueText } from "./printer.js";

/** As on the kernel: a value with a method of this name says how it wants to be shown. */
const mimeBundleKey = Symbol.for("jupyter.mimebundle");

/** How the last value of a cell is shown: its own bundle, if it has one, and always as text. */
export async function valueBundle(value: unknown): Promise<MimeBundle> {
  const bundle = ownBundle(value);
  if ("text/plain" in bundle) return bundle;
  const text = value instanceof Promise ? await promiseText(value) : valueText(value);
  return { ...bundle, "text/plain": text };
}

function ownBundle(value: unknown): Record<string, unknown> {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return {};
  const method = (value as Record<symbol, unknown>)[mimeBundleKey];
  if (typeof method !== "function") return {};
  const bundle: unknown = method.call(value);
  return typeof bundle === "object" && bundle !== null ? { ...bundle } : {};
}
