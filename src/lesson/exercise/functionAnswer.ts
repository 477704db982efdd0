import { DomainError } from "../../math/numeric/domainError.js";
import { rng } from "../../math/random/rng.js";
import { currentRuntime } from "../runtime.js";
import { agreeDeep, unchanged } from "./agree.js";
import type { FunctionExercise, Tolerance } from "./definition.js";
import { describeAnswer, describeInputs } from "./describeAnswer.js";
import { drawLike } from "./drawLike.js";
import { difference, messageOf, whyNot } from "./functionFeedback.js";
import { isMissing, right, unsolved, wrong, type Judgement } from "./judgement.js";
import { copyInputs, copyOf, isFiniteNumber, isList, size } from "./primitives.js";

type Call = (...inputs: unknown[]) => unknown;

/** How many random lists of arguments are judged besides the author's. */
const RANDOM = 100;

interface Case {
  readonly input: readonly unknown[];
  readonly truth: unknown;
  readonly tolerance: Tolerance;
  /** What each listed mistake gives; a mistake that throws gives nothing. */
  readonly mistakes: readonly unknown[];
}

/**
 * Makes the judge of a function: by the author's inputs, by random ones, and by its properties. Everything that is right
 * is computed here, before the reader's code can run; each of the reader's calls has the Runtime's limit.
 */
export function functionJudge(exercise: FunctionExercise): (answer: unknown) => Judgement {
  const { id, inputs, properties = [], mistakes = [], limit = 1000 } = exercise;
  if (inputs.length === 0) {
    throw new DomainError(`exercise ${id}: needs at least one list of inputs`);
  }
  const fixed = inputs.map((input) => caseOf(exercise, copyInputs(input)));
  const random = randomCases(exercise);
  return (answer) => {
    if (isMissing(answer))
      return unsolved("Not answered yet: write the function and run the cell.");
    if (typeof answer !== "function") {
      return wrong(
        `A function is asked for, and ${describeAnswer(answer)} came. Hand over the function itself, without calling it.`,
      );
    }
    const given = answer as Call;
    const outputs: unknown[] = [];
    for (let i = 0; i < fixed.length; i++) {
      const called = callsWithin(given, [fixed[i]!], limit);
      if ("problem" in called) return wrong(called.problem);
      outputs.push(called.outputs[0]);
    }
    if (isStub(outputs)) {
      return unsolved("The function returns nothing yet: write its body, with a `return`.");
    }
    const failed = firstWrong(outputs, fixed);
    if (failed >= 0) {
      const known = mistakes.findIndex((_, m) =>
        fixed.every((one, i) => agreeDeep(outputs[i], one.mistakes[m], one.tolerance)),
      );
      if (known >= 0) return wrong(mistakes[known]!.because);
      return wrong(wrongAt(fixed[failed]!, outputs[failed]));
    }
    const more = callsWithin(given, random, 4 * limit);
    if ("problem" in more) return wrong(more.problem);
    const worse = firstWrong(more.outputs, random);
    if (worse >= 0) return wrong(wrongAt(random[worse]!, more.outputs[worse]));
    for (let i = 0; i < properties.length; i++) {
      const property = properties[i]!;
      const verdict = propertyWithin(property.holds, given, limit);
      if (verdict !== true) return wrong(`It should be true that ${property.says}. ${verdict}`);
    }
    const judged = [
      `on all ${fixed.length} inputs`,
      ...(random.length > 0 ? [`on ${random.length} random ones`] : []),
      ...properties.map((property) => property.says),
    ];
    return right(`Right ${listed(judged)}.`);
  };
}

/** Nothing came of any call: the function has no body yet. */
function isStub(outputs: readonly unknown[]): boolean {
  for (let i = 0; i < outputs.length; i++) if (outputs[i] !== undefined) return false;
  return true;
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

function caseOf(
  { id, truth, tolerance, mistakes = [] }: FunctionExercise,
  input: readonly unknown[],
): Case {
  let right: unknown;
  try {
    right = copyOf((truth as Call)(...copyInputs(input)));
  } catch (error) {
    throw new DomainError(
      `exercise ${id}: the truth has no value for the input ${describeInputs(input)}: ${messageOf(error)}`,
    );
  }
  return {
    input,
    truth: right,
    tolerance: tolerance ?? toleranceFor(right),
    mistakes: mistakes.map((mistake) => {
      try {
        return copyOf((mistake.answer as Call)(...copyInputs(input)));
      } catch {
        return undefined;
      }
    }),
  };
}

/**
 * Cases from random arguments, the same at every run. Without the author's `draw` the arguments are guessed from the
 * listed ones, so where the truth refuses them, or gives no finite value, they are left out.
 */
function randomCases(exercise: FunctionExercise): Case[] {
  const random = rng(1).split(exercise.id);
  const cases: Case[] = [];
  for (let i = 0; i < RANDOM; i++) {
    const stream = random.split(i);
    if (exercise.draw !== undefined) {
      cases.push(caseOf(exercise, copyInputs(exercise.draw(stream))));
      continue;
    }
    try {
      const input = copyInputs(drawLike(exercise.inputs, stream));
      // Where nothing could be varied, it is one of the listed inputs again.
      if (exercise.inputs.some((listed) => unchanged(input, listed))) continue;
      const one = caseOf(exercise, input);
      if (isFinitely(one.truth)) cases.push(one);
    } catch {
      // The truth does not take such arguments.
    }
  }
  return cases;
}

/** No NaN and no infinity in it. */
function isFinitely(truth: unknown): boolean {
  if (typeof truth === "number") return isFiniteNumber(truth);
  return !isList(truth) || Array.from(truth).every(isFinitely);
}

/**
 * Without the author's word: relative, and as much absolute as rounding leaves of numbers about 1, or of a list's largest
 * entry beside its small ones. Where small values matter, the author says `{ relative: 1e-9 }`.
 */
function toleranceFor(truth: unknown): Tolerance {
  let largest = 0;
  const look = (value: unknown): void => {
    if (typeof value === "number") {
      if (isFiniteNumber(value) && size(value) > largest) largest = size(value);
    } else if (isList(value)) for (let i = 0; i < value.length; i++) look(value[i]);
  };
  if (isList(truth)) look(truth);
  return { relative: 1e-9, absolute: 1e-12 * largest + 1e-14 };
}

const wrongAt = ({ input, truth }: Case, output: unknown): string =>
  difference(input, truth, output);

function firstWrong(outputs: readonly unknown[], cases: readonly Case[]): number {
  for (let i = 0; i < cases.length; i++) {
    const { truth, tolerance } = cases[i]!;
    if (!agreeDeep(outputs[i], truth, tolerance)) return i;
  }
  return -1;
}

/** Calls the reader's function on every case within one limit; copies of what it gives, or the sentence of the first problem. */
function callsWithin(
  given: Call,
  cases: readonly Case[],
  limit: number,
): { readonly outputs: readonly unknown[] } | { readonly problem: string } {
  const outputs: unknown[] = [];
  let at: readonly unknown[] = [];
  // Everything happens within the limit: even copying an answer can call the reader's code (a getter, a proxy).
  const callAll = (): string | undefined => {
    // A busy machine may begin anew.
    outputs.length = 0;
    for (let i = 0; i < cases.length; i++) {
      const { input } = cases[i]!;
      at = input;
      // The reader's function gets its own copy, so that it cannot spoil the next test.
      const mine = copyInputs(input);
      const output = given(...mine);
      if (output instanceof Promise) {
        // An async function that fails must not end the kernel.
        output.catch(() => undefined);
        return "The function gives a promise. It needs no `async`: return the value.";
      }
      if (!unchanged(mine, input)) {
        return `For the input ${describeInputs(input)} the function changes its argument. Work on a copy of it.`;
      }
      outputs.push(copyOf(output));
    }
    return undefined;
  };
  try {
    const problem = cases.length === 0 ? undefined : currentRuntime().call(callAll, limit);
    return problem === undefined ? { outputs } : { problem };
  } catch (error) {
    return { problem: `For the input ${describeInputs(at)} ${whyNot(error, limit)}` };
  }
}

function propertyWithin(
  holds: (answer: Call) => true | string,
  given: Call,
  limit: number,
): true | string {
  try {
    return currentRuntime().call(() => holds(given), limit);
  } catch (error) {
    return `While this was tested, ${whyNot(error, limit)}`;
  }
}
