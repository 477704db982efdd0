// The exercises of the notebooks themselves: right answers in every dress, wrong ones, the question typed back.
import { transformSync } from "esbuild";
import { beforeEach, describe, expect, it } from "vitest";
import * as lossbook from "../../../src/index.js";
import * as notation from "../../../src/lesson/expression/index.js";
import { judgeAnswer } from "../../../src/lesson/exercise/exercise.js";
import type { ExerciseDefinition } from "../../../src/lesson/exercise/definition.js";
import { installRuntime } from "../../../src/lesson/runtime.js";
import { course } from "../../course/courseNotebooks.js";
import { testRuntime } from "../testRuntime.js";

beforeEach(() => {
  installRuntime(testRuntime());
});

/** What cells above define, and these two take from long experiments. */
const defined = { truth: [0.7, 0.2, 0.1], bruno: [0.5, 0.2, 0.3] };
const ofExperiments = new Set(["more-freedom", "price-of-a-promise"]);

/** The exercises that a cell poses. */
function posedIn(source: string): ExerciseDefinition[] {
  const found: ExerciseDefinition[] = [];
  const known: Record<string, unknown> = {
    ...lossbook,
    ...notation,
    ...defined,
    exercise: (one: ExerciseDefinition) => found.push(one),
  };
  const { code } = transformSync(source, { loader: "ts", format: "cjs" });
  // The sources are the course's own.
  const run = new Function(...Object.keys(known), code) as (...values: unknown[]) => void;
  run(...Object.values(known));
  return found;
}

const shipped = new Map(
  course
    .flatMap(({ code }) => code.map(({ source }) => source))
    .filter((source) => /\bexercise\(\{/.test(source))
    .filter((source) => ![...ofExperiments].some((id) => source.includes(`id: "${id}"`)))
    .flatMap(posedIn)
    .map((one) => [one.id, one]),
);
const judge = (id: string, answer: unknown) => judgeAnswer(shipped.get(id)!, answer);

const right: readonly (readonly [string, unknown])[] = [
  ["try-me", "3 bits"],
  ["try-me", "3,0"],
  ["bent-coin", 0.469],
  ["bent-coin", "0,469"],
  ["bent-coin", "0.325 nats"],
  ["bruno-waste", 0.126],
  ["bruno-waste", "0.1257 nats"],
  ["two-coins", "0.184"],
  ["two-coins", 0.18378689],
  ["rare-illness", "20/29"],
  ["rare-illness", "69.0 %"],
  ["rare-illness", 0.69],
  ["three-predictions", 1.073],
  ["one-point", "2.127 nats"],
  ["one-example", "0.417"],
  ["whole-surprise", "2,112 nats"],
  ["largest-rate", "1/2"],
  ["largest-rate", "0,5"],
  ["largest-rate", ".5"],
  ["weight-nine", "1/10"],
  ["weight-nine", "10 %"],
  ["noise-factor", "5/9"],
  ["weighted-batch", "1.583"],
  ["coin-slope", "ln(1 − p) − ln p"],
  ["coin-slope", "-ln(p/(1-p))"],
  ["coin-slope", "−logit(p)"],
  ["shifted-bells", "½ m²"],
  ["shifted-bells", "m m/2"],
  ["slope-of-the-log-odds", "b/s² − a/s²"],
  ["honest-slope", "(p − q)/(q (q − 1))"],
  ["positive-slope", "1 − y/e^z"],
  ["geometric-loss", "softplus(z) + y softplus(−z)"],
  ["average-and-likelihood", "b)"],
  ["average-and-likelihood", "B"],
  ["which-direction", "(a)"],
  ["which-direction", "KL(p‖q), forward"],
  ["courier", "Pinball with τ = 0.9"],
  ["mirror", "they are equal"],
  ["mirror", "C"],
  ["write-entropy", (p: number[]) => p.reduce((s, x) => (x > 0 ? s + x * Math.log(1 / x) : s), 0)],
  [
    "write-step",
    (w: number, x: number, y: number, r: number) =>
      w - (r * x) / (1 + Math.exp(-w * x)) + r * x * y,
  ],
];

const wrong: readonly (readonly [string, unknown])[] = [
  ["try-me", 8],
  ["try-me", "3 nats"],
  ["try-me", "three"],
  ["try-me", 3.1],
  ["bent-coin", 0.47 + 0.01],
  ["bent-coin", "0.469 nats"],
  ["bent-coin", "0,325"],
  ["bent-coin", -0.469],
  ["bent-coin", "46.9 %"],
  ["bruno-waste", 0.13],
  ["bruno-waste", "0.126 bits"],
  ["bruno-waste", 0.127],
  ["bruno-waste", "0..126"],
  ["two-coins", 0.19],
  ["two-coins", "0.3 · 0.6"],
  ["two-coins", 1.84],
  ["rare-illness", "29/20"],
  ["rare-illness", 69],
  ["rare-illness", "20/9"],
  ["three-predictions", 3.219],
  ["one-point", 0.127],
  ["one-point", "2.127 bits"],
  ["one-example", NaN],
  ["one-example", [0.417]],
  ["whole-surprise", null],
  ["whole-surprise", "2.112 %"],
  ["largest-rate", "1/0"],
  ["largest-rate", 4],
  ["weight-nine", "1/9"],
  ["noise-factor", "4/9"],
  ["weighted-batch", 9.5 / 3],
  ["coin-slope", "d/dp (−p ln p − (1 − p) ln(1 − p))"],
  ["coin-slope", "0 + d/dp (−p ln p − (1 − p) ln(1 − p))"],
  ["coin-slope", "d/dp H([p, 1 − p])"],
  ["coin-slope", "ln((1 − p)/p) + 10^−7"],
  ["coin-slope", "∫[u=0..1] ln((1 − p)/p)"],
  ["shifted-bells", "E[x ~ normal(0, 1) | ln(normal(x, 0, 1)/normal(x, m, 1))]"],
  ["shifted-bells", "∫[x=−∞..∞] normal(x, 0, 1) ln(normal(x, 0, 1)/normal(x, m, 1))"],
  ["shifted-bells", "E[x ~ normal(0, 1) | (x − m)²/2 − x²/2]"],
  ["honest-slope", "(1 − p)/(1 − q) − p/q"],
  ["shifted-bells", "m^2"],
  ["slope-of-the-log-odds", "(a − b)/s²"],
  ["slope-of-the-log-odds", "d/dx ln(normal(x, b, s)/normal(x, a, s))"],
  ["honest-slope", "d/dq (−p ln q − (1 − p) ln(1 − q))"],
  ["honest-slope", "d/dq CE([p, 1 − p], [q, 1 − q])"],
  ["positive-slope", "d/dz (z + y e^(−z))"],
  ["positive-slope", "1 − y d/dz e^z"],
  ["focal-slope-one", "d/dz (−(1 − p) ln p)"],
  ["focal-slope-one", "(1 − p) (p ln p − 1)"],
  ["reverse-slope", "d/dz (−A (1 − p))"],
  ["reverse-slope", "A (1 − p)"],
  ["geometric-loss", "−ln(1/(1 + e^z)) − y ln(e^z/(1 + e^z))"],
  ["weighted-rate", "n Λ ε/w"],
  ["average-and-likelihood", "a"],
  ["average-and-likelihood", "d"],
  ["average-and-likelihood", ""],
  ["which-direction", "KL(q‖p), reverse"],
  ["courier", "Pinball"],
  ["courier", { toString: () => "b" }],
  ["write-entropy", (p: number[]) => (p.length === 2 ? 0.6931471805599453 : 0)],
  ["write-entropy", (p: number[]) => p.reduce((s, x) => s - x * Math.log(x + 1e-9), 0)],
  [
    "write-entropy",
    (p: number[]) => p.splice(0).reduce((s, x) => (x > 0 ? s - x * Math.log(x) : s), 0),
  ],
  [
    "write-cross-entropy",
    (p: number[], q: number[]) => p.reduce((s, x, k) => s - q[k]! * Math.log(x), 0),
  ],
  ["write-bce", (z: number, y: number) => Math.log(1 + Math.exp(z)) - y * z],
  [
    "write-huber",
    (a: number, b: number, d: number) =>
      Math.abs(a - b) < d ? 0.5 * (a - b) ** 2 : d * Math.abs(a - b),
  ],
  ["write-gradient", "softmax(z)"],
];

describe("the exercises of the course", () => {
  it("are all read", () => {
    const named = course.flatMap(({ code }) =>
      code.flatMap(({ source }) =>
        [...source.matchAll(/\bexercise\(\{[^]*?\bid: "([^"]+)"/g)].map(([, id]) => id!),
      ),
    );
    expect([...shipped.keys(), ...ofExperiments].sort()).toEqual(named.sort());
  });
  it.each(right)("%s takes %s", (id, answer) => {
    const { state, message } = judge(id, answer);
    expect(`${state}: ${message}`).toMatch(/^right/);
  });
  it.each(wrong)("%s refuses %s", (id, answer) => {
    const { state, points, message } = judge(id, answer);
    const isNoAnswer = answer === null || answer === "";
    expect({ state, points, message }).toMatchObject({
      state: isNoAnswer ? "unsolved" : "wrong",
      points: 0,
    });
    expect(message).not.toMatch(/(^|[^.\d])1(\.0+)? times /);
  });
  it("give nothing for the question typed back", () => {
    const asked = [...shipped.values()].flatMap((one) =>
      one.kind === "expression" && one.asked !== undefined
        ? [{ id: one.id, asked: one.asked }]
        : [],
    );
    expect(asked.length).toBeGreaterThanOrEqual(7);
    for (const { id, asked: question } of asked) {
      for (const typed of [
        question,
        `(${question})`,
        `0 + (${question})`,
        `0 + ${question}`,
        `1 · (${question})`,
      ]) {
        expect(`${id} ${typed}: ${judge(id, typed).state}`).toMatch(/wrong$/);
      }
    }
  });
});
