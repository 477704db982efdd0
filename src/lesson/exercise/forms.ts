import { isFunction } from "../expression/functions.js";
import type { ExpressionNode } from "../expression/node.js";
import { children, someNode } from "../expression/walk.js";
import { repeatsQuestion } from "./repeatsQuestion.js";

/** A part that an answer may be forbidden to contain: a sign of the notation, or the name of one of its functions. */
export type ExpressionPart = "d/d" | "E" | "∫" | "Σ" | "Π" | "arg" | (string & {});

/** A shape that an answer may be asked to have. */
export type ExpressionShape = "one fraction" | "no fraction" | "no sum" | "no logarithm";

/** What an author says about the form of an answer. */
export interface FormRules {
  readonly forbid?: readonly ExpressionPart[];
  readonly require?: readonly ExpressionShape[];
}

type Test = (node: ExpressionNode) => boolean;

const SIGNS: Readonly<Record<string, { readonly has: Test; readonly says: string }>> = {
  "d/d": { has: ({ kind }) => kind === "derivative", says: "a derivative, d/d…" },
  "E": { has: ({ kind }) => kind === "expectation", says: "an expectation, E[…]" },
  "∫": { has: ({ kind }) => kind === "integral", says: "an integral, ∫" },
  "Σ": { has: ({ kind }) => kind === "sum", says: "a sum, Σ" },
  "Π": { has: ({ kind }) => kind === "product", says: "a product, Π" },
  "arg": { has: ({ kind }) => kind === "argmin" || kind === "argmax", says: "an arg min" },
};

/** What says what to do instead of what comes out. */
const UNDONE: readonly ExpressionPart[] = ["d/d", "E", "∫", "arg", "KL", "CE", "H", "JS"];

const isLogarithm: Test = (node) => node.kind === "call" && /^(ln|log2|log10)$/.test(node.name);
const isFraction: Test = (node) => node.kind === "binary" && node.op === "/";

const SHAPES: Readonly<Record<ExpressionShape, { readonly holds: Test; readonly says: string }>> = {
  "one fraction": {
    holds: (node) => isFraction(unsigned(node)) && !children(unsigned(node)).some(hasFraction),
    says: "one fraction is asked for: a numerator over a denominator, with no fraction in either",
  },
  "no fraction": { holds: (node) => !hasFraction(node), says: "no fraction is wanted in it" },
  "no sum": {
    holds: (node) => !someNode(node, ({ kind }) => kind === "sum"),
    says: "no sum Σ is wanted in it",
  },
  "no logarithm": {
    holds: (node) => !someNode(node, isLogarithm),
    says: "no logarithm is wanted in it",
  },
};

function hasFraction(node: ExpressionNode): boolean {
  return someNode(node, isFraction);
}

function unsigned(node: ExpressionNode): ExpressionNode {
  return node.kind === "negate" ? unsigned(node.body) : node;
}

function partOf(part: ExpressionPart): { readonly has: Test; readonly says: string } {
  return (
    SIGNS[part] ?? {
      has: (node) => node.kind === "call" && node.name === part,
      says: `\`${part}\``,
    }
  );
}

/** Parts and shapes that this notation does not have, as problems of an exercise. */
export function unknownForms({ forbid = [], require = [] }: FormRules): string[] {
  return [
    ...forbid
      .filter((part) => !Object.hasOwn(SIGNS, part) && !isFunction(part))
      .map(
        (part) =>
          `forbid: "${part}" is no function of the notation and none of ${Object.keys(SIGNS).join(", ")}`,
      ),
    ...require
      .filter((shape) => !Object.hasOwn(SHAPES, shape))
      .map((shape) => `require: "${shape}" is none of ${Object.keys(SHAPES).join(", ")}`),
  ];
}

/** The trees of an exercise that its forms are judged by. */
export interface FormTrees {
  readonly answer: ExpressionNode;
  readonly truth: ExpressionNode;
  readonly asked?: ExpressionNode;
}

/** What is wrong with the form of an answer whose value is right; undefined where nothing is. */
export function formProblem(
  { forbid, require = [] }: FormRules,
  { answer, truth, asked }: FormTrees,
): string | undefined {
  if (asked !== undefined && repeatsQuestion(answer, asked)) {
    return "That is the question itself: its value is right, of course. Work it out.";
  }
  const forbidden = forbid ?? UNDONE.filter((part) => !someNode(truth, partOf(part).has));
  const used = forbidden.map(partOf).find(({ has }) => someNode(answer, has));
  if (used !== undefined) {
    return `The value is right, but the answer may not contain ${used.says}: work it out.`;
  }
  const missed = require.map((shape) => SHAPES[shape]).find(({ holds }) => !holds(answer));
  return missed === undefined ? undefined : `The value is right, but ${missed.says}.`;
}
