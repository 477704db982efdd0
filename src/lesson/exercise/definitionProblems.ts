import type { Feedback } from "../../outputs/exercise.js";
import { placeOf } from "./choiceAnswer.js";
import type { ExerciseDefinition } from "./definition.js";
import { unknownForms } from "./forms.js";

type Judge = (answer: unknown) => Feedback;

/** What is wrong with an exercise as its author wrote it, by its own judge; empty when it holds together. */
export function definitionProblems(definition: ExerciseDefinition, judge: Judge): string[] {
  const { id, points = 1 } = definition;
  const problems: string[] = [];
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) {
    problems.push(`id must be small letters, digits and hyphens, got "${id}"`);
  }
  if (!Number.isInteger(points) || points < 0) {
    problems.push(`points must be a whole number, got ${points}`);
  }
  for (const part of ["title", "question", "solution"] as const) {
    if (definition[part].trim() === "") problems.push(`${part} must not be empty`);
  }
  const stub = judge(undefined);
  if (stub.state !== "unsolved") problems.push(`no answer must be "unsolved", got "${stub.state}"`);
  return [...problems, ...answerProblems(definition, judge)];
}

function answerProblems(definition: ExerciseDefinition, judge: Judge): string[] {
  switch (definition.kind) {
    case "numeric": {
      const { truth, mistakes = [] } = definition;
      if (Number.isNaN(truth)) return ["the truth is NaN"];
      return [
        ...truthProblems(judge, truth),
        ...mistakeProblems(
          judge,
          mistakes.map((mistake) => ({
            answer: "times" in mistake ? truth * mistake.times : mistake.answer,
            because: mistake.because,
          })),
        ),
      ];
    }
    case "expression":
      return [
        ...unknownForms(definition),
        ...truthProblems(judge, definition.truth),
        ...askedProblems(definition.asked, judge),
        ...mistakeProblems(judge, definition.mistakes ?? []),
      ];
    case "function":
      return [
        ...truthProblems(judge, definition.truth),
        ...mistakeProblems(judge, definition.mistakes ?? []),
      ];
    case "choice": {
      const { options } = definition;
      const rights = options.filter((option) => option.right === true);
      if (options.length < 2 || options.length > 26 || rights.length !== 1) {
        return [
          `needs 2 to 26 options of which one is right, got ${options.length} with ${rights.length} right`,
        ];
      }
      return [
        ...twiceProblems(options.map((option) => option.text)),
        ...options
          .filter((option) => option.because.trim() === "")
          .map((option) => `the option "${option.text}" has no reason`),
      ];
    }
    case "prediction": {
      const { options, outcome, mistakes = [] } = definition;
      const twice = twiceProblems(options ?? []);
      if (twice.length > 0) return twice;
      // A function is not called before the reader has predicted.
      if (typeof outcome === "function") return [];
      if (options === undefined && typeof outcome !== "number") return ["the outcome is no number"];
      if (options !== undefined && placeOf(options, outcome) < 0) {
        return [`the outcome "${outcome}" is none of the options`];
      }
      return [...truthProblems(judge, outcome), ...mistakeProblems(judge, mistakes)];
    }
  }
}

/** The question, typed as an answer, must be refused. */
function askedProblems(asked: string | undefined, judge: Judge): string[] {
  if (asked === undefined) return [];
  const { state, message } = judge(asked);
  return state === "wrong" && message.includes("the question itself")
    ? []
    : [`what is asked, typed as an answer, is judged "${state}" (${message})`];
}

/** Two options with one text could not be told apart by an answer in words. */
function twiceProblems(texts: readonly string[]): string[] {
  return texts
    .filter((text, i) => placeOf(texts, text) !== i)
    .map((text) => `two options say "${text}"`);
}

function truthProblems(judge: Judge, truth: unknown): string[] {
  const { state, message } = judge(truth);
  return state === "right" ? [] : [`its own truth does not pass (${message})`];
}

function mistakeProblems(
  judge: Judge,
  mistakes: readonly { readonly answer: unknown; readonly because: string }[],
): string[] {
  return mistakes.flatMap(({ answer, because }, i) => {
    const { state, message } = judge(answer);
    if (state !== "wrong") return [`mistake ${i + 1} is judged "${state}"`];
    return message.includes(because)
      ? []
      : [`mistake ${i + 1} is diagnosed as another one (${message})`];
  });
}
