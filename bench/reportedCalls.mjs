// The part of `npm run accuracy` about calls that users of other libraries reported as wrong there, row by row.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a call is held to, unless its `tolerance` says why it is more. */
const BOUND = 1e-12;

/** What a call gives: numbers, or the error it was refused with. */
export function answerOf(lossbook, code) {
  const body = code.includes("return ") ? code : `return ${code}`;
  try {
    const value = new Function("L", body)(lossbook);
    return { numbers: typeof value === "number" ? [value] : Array.from(value) };
  } catch (error) {
    return { error };
  }
}

/** The relative error of an answer, 0 of the refusal that was wanted, Infinity of anything else. */
export function errorOf(lossbook, { numbers, error }, truth) {
  if (typeof truth === "string") {
    const refused = error instanceof lossbook.DomainError && error.message.includes(truth);
    return refused ? 0 : Infinity;
  }
  const wanted = typeof truth === "number" ? [truth] : truth;
  if (numbers?.length !== wanted.length) return Infinity;
  const errors = wanted.map((t, k) =>
    t === numbers[k] ? 0 : Math.abs(numbers[k] - t) / Math.abs(t),
  );
  return Math.max(...errors.map((e) => (Number.isNaN(e) ? Infinity : e)));
}

/** Prints a line for each reported call; returns how many are beyond their bound. */
export function reportedCalls(lossbook, fixtures, row) {
  const cases = JSON.parse(readFileSync(join(fixtures, "mathematicsCases.json"), "utf8"));
  const reported = cases.filter((one) => one.row !== undefined);
  const widths = [4, 9, 9, 0];
  console.log("\nReported calls, by their row; the bound is 1e-12 where none is printed.");
  console.log(row(["row", "error", "bound", "call"], widths));
  let right = 0;
  for (const { row: number, code, truth, tolerance = BOUND } of reported) {
    const error = errorOf(lossbook, answerOf(lossbook, code), truth);
    if (error <= tolerance) right++;
    const shown = typeof truth === "string" && error === 0 ? "refused" : error.toExponential(1);
    const bound = tolerance === BOUND ? "" : tolerance.toExponential(0);
    const mark = error <= tolerance ? "" : "WRONG  ";
    console.log(row([String(number), shown, bound, ` ${mark}${code.slice(0, 90)}`], widths));
  }
  console.log(`${right} of ${reported.length} reported calls come out true`);
  return reported.length - right;
}
