import type { JsonObject } from "./message.js";

/** A cell that ran, with its number. */
export interface Input {
  readonly number: number;
  readonly code: string;
}

/** What a `history_request` asks for, of this session's inputs: its tail, a range, or what matches a pattern. */
export function historyOf(
  inputs: readonly Input[],
  request: JsonObject,
): [number, number, string][] {
  const all = inputs.map(({ number, code }): [number, number, string] => [1, number, code]);
  const most = typeof request.n === "number" ? request.n : 1000;
  if (request.hist_access_type === "range") {
    const start = Number(request.start ?? 0);
    const stop = Number(request.stop ?? Infinity);
    return all.filter(([, number]) => number >= start && number < stop);
  }
  const pattern = request.hist_access_type === "search" ? String(request.pattern ?? "*") : "*";
  const found = all.filter(([, , code]) => globMatches(pattern, code));
  return most <= 0 ? [] : found.slice(-most);
}

function globMatches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  return new RegExp(`^${source}$`).test(text);
}
