// The part of `npm run accuracy` about special functions and divergences of lists, against mpmath and SciPy.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Relative to the truth, or to 0.001 where that is smaller: some pass through 0. */
const BOUND = 1e-12;

const errorOf = (value, truth) =>
  value === truth ? 0 : Math.abs(value - truth) / Math.max(Math.abs(truth), 1e-3);

/** Prints the worst error of each public function; returns how many are beyond the bound. */
export function specialErrors(lossbook, fixtures, row) {
  const read = (name) => JSON.parse(readFileSync(join(fixtures, name), "utf8"));
  const worst = new Map();
  const note = (name, error) => {
    const { cases, error: before } = worst.get(name) ?? { cases: 0, error: 0 };
    worst.set(name, { cases: cases + 1, error: Math.max(before, error) });
  };
  for (const { name, cases } of read("special.json")) {
    if (typeof lossbook[name] !== "function") continue;
    for (const [given, truth] of cases) note(name, errorOf(lossbook[name](...given), truth));
  }
  for (const { f, p, q, v } of read("information.json").pairs) {
    const [name, order] = f.split(" ");
    const further = order === undefined ? [] : [Number(order)];
    const lists = /yiEntropy$|tsallisEntropy$/.test(name) ? [p] : [p, q];
    note(f, errorOf(lossbook[name](...lists, ...further), v));
  }
  const widths = [46, 6, 9];
  console.log("\nSpecial functions and quantities of lists against mpmath; the bound is 1e-12.");
  console.log(row(["function", "cases", "error"], widths));
  for (const [name, { cases, error }] of [...worst].sort()) {
    console.log(row([name, String(cases), error === 0 ? "0" : error.toExponential(1)], widths));
  }
  return [...worst.values()].filter(({ error }) => !(error <= BOUND)).length;
}
