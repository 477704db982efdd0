import { callOf, retyped } from "./calls.mjs";
import { judge, sameAnswer, textOf } from "./judge.mjs";
import { brokenLaw } from "./laws.mjs";

/** Outcomes that are right. */
const RIGHT = new Set(["answer", "refused", "NaN of NaN"]);

/**
 * Makes call `index` of run `seed`, and a call of a method of its answer. What is wrong with them, as findings, and how
 * each ended. A step is announced before it is taken, so that who watches knows what hangs.
 */
export function tryCall(seed, index, library, announce = () => {}) {
  const findings = [];
  const ends = [];
  const first = callOf(seed, index, library);
  const take = (made, again) => {
    announce(`${made.name}(${shown(made)})`);
    const judged = judge(made);
    let { outcome, detail } = judged;
    if (outcome === "answer") {
      const broken = brokenLaw(made, judged.result, library.L) ?? (again && unlike(made, judged.result, again));
      if (broken) [outcome, detail] = ["broken law", broken];
    }
    ends.push({ name: made.name, outcome });
    if (!RIGHT.has(outcome)) {
      const call = `${made.name}(${shown(made)})`;
      findings.push({ seed, index, name: made.name, outcome, detail, kind: made.kind, call });
    }
    return judged;
  };
  const { outcome, result } = take(first, () => callOf(seed, index, library));
  if (outcome === "answer" && result !== null && /object|function/.test(typeof result)) {
    const next = first.next(result);
    if (next !== undefined) take(next);
  }
  return { findings, ends };
} // prettier-ignore

/** The same call again, and once more with its lists as typed arrays, gives the same answer. */
function unlike(made, result, again) {
  if (made.kind === "intruder") return undefined;
  const repeated = again();
  const second = judge(repeated);
  if (second.outcome !== "answer" || !sameAnswer(result, second.result)) return "another answer the second time";
  if (made.kind !== "valid") return undefined;
  const other = again();
  const given = retyped(other.random, other.arguments, other.parameters);
  const third = judge({ ...other, arguments: given });
  if (third.outcome === "answer" && sameAnswer(result, third.result)) return undefined;
  return `another answer to typed arrays ${given.map((one) => textOf(one).slice(0, 60)).join(", ")}: ${third.outcome} ${third.detail ?? ""}`;
} // prettier-ignore

const shown = ({ arguments: given }) =>
  given.map((one) => textOf(one)).join(", ").slice(0, 400); // prettier-ignore
