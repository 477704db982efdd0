// What readers type, and what they try: right answers in another dress are right, wrong ones are told what is wrong.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exercise, judgeAnswer } from "../../../src/lesson/exercise/exercise.js";
import type { ExerciseDefinition } from "../../../src/lesson/exercise/definition.js";
import type {
  ChoiceExercise,
  ExpressionExercise,
  FunctionExercise,
  NumericExercise,
} from "../../../src/lesson/exercise/definition.js";
import type { ExerciseJson } from "../../../src/outputs/exercise.js";
import { EXERCISE_MIME } from "../../../src/outputs/mimeTypes.js";
import { bit, interval, nat, simplex, real } from "../../../src/lesson/expression/index.js";
import { installRuntime } from "../../../src/lesson/runtime.js";
import { testRuntime } from "../testRuntime.js";

let runtime = testRuntime();
beforeEach(() => {
  runtime = testRuntime();
  installRuntime(runtime);
});

const common = { id: "it", title: "T", question: "Q?", solution: "S.", points: 2 };
const judge = (definition: ExerciseDefinition, answer: unknown) => judgeAnswer(definition, answer);
const number = (truth: number, more: Partial<NumericExercise> = {}): NumericExercise => ({
  ...common,
  kind: "numeric",
  truth,
  ...more,
});

describe("a number in another dress", () => {
  it.each<[number, unknown, Partial<NumericExercise>]>([
    [0.12647, 0.126, {}],
    [0.12647, "0.126", {}],
    [0.12647, 0.1265, {}],
    [0.18385, 0.184, {}],
    [2.1346, 2.13, {}],
    [1 / 3, "1/3", {}],
    [1 / 3, " 1 / 3 ", {}],
    [-1 / 3, "−1/3", {}],
    [0.5, "0,5", {}],
    [0.5, ".5", {}],
    [1096.6, "1,097", {}],
    [1096.6, "1.096,6", {}],
    [1234567.8, "1,234,567.8", {}],
    [1097, 1097n, {}],
    [0.126, "12.6 %", {}],
    [0.126, "12,6 per cent", {}],
    [12.6, "12.6%", { unit: "%" }],
    [0.469, "0.469 bits", { unit: "bits" }],
    [Math.log(6), "2.585 bits", { unit: "nats" }],
    [2.585, "1.792 nats", { unit: "bits" }],
    [1.792, "1.792 nat", { unit: "nats" }],
    [0.002, "2e-3", {}],
    [1000, "1 000", {}],
    [Infinity, "∞", {}],
    [0.1, "0.1000", {}],
  ])("of %s: %s is right", (truth, answer, more) => {
    const { state, message } = judge(number(truth, more), answer);
    expect(`${state}: ${message}`).toMatch(/^right/);
  });
  it.each<[number, unknown, string, Partial<NumericExercise>]>([
    [0.12647, 0.13, "right to 2 digits, and 3 are asked for", {}],
    [0.12647, 0.1262, "Three significant digits are enough.", {}],
    [0.12647, 0.127, "not within the tolerance", {}],
    [0.126, 12.6, "right in per cent; a share between 0 and 1 is asked for", {}],
    [12.6, 0.126, "the right share; per cent are asked for: 12.6", { unit: "%" }],
    [0.126, "0.126 nats", "came with the unit `nats`; this answer has none", {}],
    [1.79, "1.79 %", "came in `%`, and it is asked for in nats", { unit: "nats" }],
    [5, "five", "A single number is asked for", {}],
    [5, "5..", "A single number is asked for", {}],
    [5, "1/2/3", "A single number is asked for", {}],
    [5, "1,2,3", "A single number is asked for", {}],
    [5, "2+3", "A single number", {}],
    [1, "1/0", "the true value is finite", {}],
  ])("of %s: %s is told: %s", (truth, answer, sentence, more) => {
    const { state, message } = judge(number(truth, more), answer);
    expect(state).toBe("wrong");
    expect(message).toContain(sentence);
  });
  it("never says that something is one time too large", () => {
    for (let factor = 0.5; factor < 2; factor += 0.01) {
      const off: NumericExercise = number(100, {
        mistakes: [{ times: factor, because: "x" }],
      });
      if (Math.abs(factor - 1) < 2e-3) continue;
      expect(judge(off, 100 * factor).message).not.toMatch(/(^|[^.\d])1(\.0+)? times /);
    }
  });
  it("says its precision with the question", () => {
    const says = (more: Partial<NumericExercise>): string | undefined => {
      runtime.shown.length = 0;
      exercise(number(2.5, more));
      return (runtime.shown[0]![EXERCISE_MIME] as ExerciseJson).asks;
    };
    expect(says({})).toBe("Three significant digits are enough.");
    expect(says({ unit: "nats", tolerance: { relative: 0.01 } })).toBe(
      "In nats. Two significant digits are enough.",
    );
    expect(says({ tolerance: { relative: 0.05 } })).toBe(
      "An answer within 5 % of the truth is right.",
    );
    expect(says({ tolerance: { absolute: 0.01 } })).toBe(
      "An answer within 0.01 of the truth is right.",
    );
  });
});

describe("options that look like labels", () => {
  const options = (...texts: string[]): ChoiceExercise => ({
    ...common,
    kind: "choice",
    options: texts.map((text, i) => ({
      text,
      because: `reason ${i}`,
      ...(i === 0 && { right: true }),
    })),
  });
  it.each(["b)", "(b)", "B", "b.", " b ", '"b"', "b:"])("%s is the second", (answer) => {
    expect(judge(options("one thing", "another"), answer).message).toBe("reason 1");
  });
  it("are called by numbers, so that B is the text and never the second", () => {
    const confusing = options("B", "A");
    expect(judge(confusing, "B").state).toBe("right");
    expect(judge(confusing, "b").state).toBe("right");
    expect(judge(confusing, "A").state).toBe("wrong");
    expect(judge(confusing, "1").state).toBe("right");
    expect(judge(confusing, 2).state).toBe("wrong");
    expect(judge(confusing, "c").message).toContain('Choose "1" or "2"');
  });
  it("are called i, ii where both letters and numbers are taken", () => {
    expect(judge(options("b", "1"), "ii").message).toBe("reason 1");
  });
  it("cannot say the same twice", () => {
    expect(() => exercise(options("same", "Same "))).toThrow('two options say "Same "');
  });
  it("do not say in their data which is right", () => {
    exercise(options("one thing", "another"));
    const { options: told } = runtime.shown[0]![EXERCISE_MIME] as ExerciseJson;
    expect(told).toEqual([
      { letter: "a", text: "one thing" },
      { letter: "b", text: "another" },
    ]);
  });
});

describe("the question is no answer", () => {
  const slope: ExpressionExercise = {
    ...common,
    kind: "expression",
    truth: "ln((1 − p)/p)",
    quantities: { p: interval(0, 1) },
  };
  it.each([
    "d/dp (−p ln p − (1 − p) ln(1 − p))",
    "0 + d/dp (−p ln p − (1 − p) ln(1 − p))",
    "−ln p − 1 + d/dp (−(1 − p) ln(1 − p))",
    "∫[u=0..1] ln((1 − p)/p)",
    "E[u ~ uniform(0, 1) | u − 1/2 + ln((1 − p)/p)]",
  ])("%s is not worked out", (answer) => {
    const { state, message } = judge(slope, answer);
    expect(state).toBe("wrong");
    expect(message).toContain("The value is right, but the answer may not contain");
  });
  it.each([
    [
      { ...common, kind: "expression", truth: "m^2/2", quantities: { m: real } },
      "E[x ~ normal(0, 1) | (x − m)^2/2 − x^2/2]",
    ],
    [
      {
        ...common,
        kind: "expression",
        truth: "Σ[k=1..K] p[k] ln(p[k]/q[k])",
        quantities: { p: simplex("K"), q: simplex("K"), K: nat(2, 5) },
      },
      "KL(p, q)",
    ],
  ] as [ExpressionExercise, string][])("nor is a named divergence or an average", (one, answer) => {
    expect(judge(one, answer).message).toContain("may not contain");
  });
  it("unless the truth contains it, or nothing is forbidden", () => {
    expect(judge({ ...slope, forbid: [] }, "d/dp (−p ln p − (1 − p) ln(1 − p))").state).toBe(
      "right",
    );
    const named: ExpressionExercise = {
      ...common,
      kind: "expression",
      truth: "KL(p, q)",
      quantities: { p: simplex("K"), q: simplex("K"), K: nat(2, 5) },
    };
    expect(judge(named, "KL(p, q)").state).toBe("right");
    expect(judge(named, "CE(p, q) − H(p)").message).toContain("may not contain `CE`");
  });
  it("is recognised in what was asked, also inside a larger answer and in another order", () => {
    const square: ExpressionExercise = {
      ...common,
      kind: "expression",
      truth: "4 a b",
      asked: "(a + b)^2 − (a − b)^2",
      quantities: { a: real, b: real },
    };
    expect(judge(square, "(a+b)^2 - (a-b)^2").message).toContain("the question itself");
    expect(judge(square, "0 + ((a+b)^2 - (a-b)^2)").message).toContain("the question itself");
    for (const repeated of [
      "−(a−b)^2 + (b+a)^2",
      "2 + (a+b)^2 − (a−b)^2 − 2",
      "−((a−b)^2 − (a+b)^2)",
    ])
      expect(judge(square, repeated).message, repeated).toContain("the question itself");
    const product = { ...square, asked: "(2 a) · (2 b)^1" };
    for (const repeated of ["(2 b)^1 · 2 a", "3 a (2 b)^1 · 2/3"])
      expect(judge(product, repeated).message, repeated).toContain("the question itself");
    expect(judge(product, "a b · 4").state).toBe("right");
    expect(judge(square, "2 (2 a b)").state).toBe("right");
    expect(judge(square, "(a+b)^2 − a² − b² + 2 a b").state).toBe("right");
    expect(() => exercise(square)).not.toThrow();
    expect(() => exercise({ ...square, asked: "4 a b" })).toThrow("its own truth does not pass");
    expect(() => exercise({ ...square, asked: "a +" })).toThrow(/what is asked|cannot be judged/);
  });
  it("forbids and requires what the author names", () => {
    const odds: ExpressionExercise = {
      ...common,
      kind: "expression",
      truth: "(p + q)/(p q)",
      quantities: { p: interval(0.1, 1), q: interval(0.1, 1) },
      require: ["one fraction"],
    };
    expect(judge(odds, "(q + p)/(q p)").state).toBe("right");
    expect(judge(odds, "1/p + 1/q").message).toContain("one fraction is asked for");
    expect(judge(odds, "(1 + p/q)/p").message).toContain("one fraction is asked for");
    const closed: ExpressionExercise = {
      ...common,
      kind: "expression",
      truth: "n (n + 1)/2",
      quantities: { n: nat(1, 20) },
      require: ["no sum"],
      forbid: ["choose"],
    };
    expect(judge(closed, "Σ[k=1..n] k").message).toContain("no sum Σ is wanted");
    expect(judge(closed, "choose(n + 1, 2)").message).toContain("may not contain `choose`");
    expect(judge(closed, "n^2/2 + n/2").state).toBe("right");
    expect(() => exercise({ ...closed, forbid: ["sqroot"] })).toThrow(
      'forbid: "sqroot" is no function',
    );
  });
  it("a wrong value stays wrong, whatever its form", () => {
    expect(judge(slope, "d/dp (p ln p)").message).not.toContain("The value is right");
  });
  it("a factor next to one is said in per cent", () => {
    const one: ExpressionExercise = {
      ...common,
      kind: "expression",
      truth: "z − y",
      quantities: { z: real, y: bit },
    };
    expect(judge(one, "1.001 (z − y)").message).toContain("0.1 % too large");
  });
});

describe("a function is judged where its author did not look", () => {
  const entropy: FunctionExercise = {
    ...common,
    kind: "function",
    truth: (p: number[]) => p.reduce((sum, x) => (x === 0 ? sum : sum - x * Math.log(x)), 0),
    inputs: [[[0.5, 0.5]], [[0.7, 0.2, 0.1]], [[0.5, 0, 0.5]]],
  };
  const truth = entropy.truth as (p: number[]) => number;
  it("a table of the listed inputs is no function", () => {
    const table = new Map(entropy.inputs.map(([p]) => [String(p), truth(p as number[])]));
    const { state, message } = judge(entropy, (p: number[]) => table.get(String(p)) ?? 0);
    expect(state).toBe("wrong");
    expect(message).toMatch(/For the input \(\[0\.\d+, /);
  });
  it("the right one in another form passes, and is told how often it was tried", () => {
    const { state, message } = judge(entropy, (p: number[]) =>
      p.filter((x) => x > 0).reduce((sum, x) => sum + x * Math.log(1 / x), 0),
    );
    expect(state).toBe("right");
    expect(message).toBe("Right on all 3 inputs and on 100 random ones.");
  });
  it("1e-7 added inside the logarithm is seen; so is what is right only when it is large", () => {
    expect(
      judge(entropy, (p: number[]) => p.reduce((s, x) => s - x * Math.log(x + 1e-7), 0)).state,
    ).toBe("wrong");
    const tiny: FunctionExercise = {
      ...common,
      kind: "function",
      truth: (x: number) => Math.expm1(x),
      inputs: [[1]],
      draw: (random) => [random.uniform() * 1e-9],
      tolerance: { relative: 1e-9 },
    };
    expect(judge(tiny, (x: number) => Math.exp(x) - 1).state).toBe("wrong");
    expect(judge(tiny, Math.expm1).state).toBe("right");
  });
  it("the author's draws are used", () => {
    const gradient: FunctionExercise = {
      ...common,
      kind: "function",
      truth: (z: number, y: number) => 1 / (1 + Math.exp(-z)) - y,
      inputs: [
        [0, 1],
        [2, 0],
      ],
      draw: (random) => [4 * random.normal(), random.integer(2)],
    };
    const listed = new Map([
      ["0,1", -0.5],
      ["2,0", 1 / (1 + Math.exp(-2))],
    ]);
    expect(judge(gradient, (z: number, y: number) => listed.get(`${z},${y}`)).state).toBe("wrong");
    expect(
      judge(gradient, (z: number, y: number) =>
        y ? -1 / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z)),
      ).state,
    ).toBe("right");
  });
  it("a truth that throws names the input", () => {
    const broken: FunctionExercise = {
      ...common,
      kind: "function",
      truth: () => {
        throw new Error("no such thing");
      },
      inputs: [[1]],
    };
    expect(() => exercise(broken)).toThrow(
      "exercise it: the truth has no value for the input (1): no such thing",
    );
  });
});

describe("cheats change nothing", () => {
  const square: FunctionExercise = {
    ...common,
    kind: "function",
    truth: (x: number) => x * x,
    inputs: [[1], [2.5], [-3.25]],
    properties: [{ says: "it is even", holds: (f) => f(2) === f(-2) || "It is not." }],
  };
  const kept: (() => void)[] = [];
  // By hand: `for (… of …)` and `forEach` may be what is replaced.
  function restoreAll(): void {
    for (let i = kept.length - 1; i >= 0; i--) kept[i]!();
    kept.length = 0;
  }
  afterEach(restoreAll);
  function replace<Owner extends object>(owner: Owner, key: keyof Owner, value: unknown): void {
    const before = Object.getOwnPropertyDescriptor(owner, key)!;
    kept.push(() => Object.defineProperty(owner, key, before));
    Object.defineProperty(owner, key, { ...before, value });
  }
  // Restored before anything is expected: vitest needs them too.
  const judgedUnder = (cheat: () => void, answer: unknown) => {
    const posed = exercise(square);
    cheat();
    const feedback = posed.judge(answer);
    restoreAll();
    return { state: feedback.state, points: feedback.points, earned: posed.earned };
  };
  const nothing = { state: "wrong", points: 0, earned: 0 };
  it.each<[string, () => void]>([
    ["Math.abs", () => replace(Math, "abs", () => 0)],
    ["Math.max", () => replace(Math, "max", () => Infinity)],
    ["Number.isFinite", () => replace(Number, "isFinite", () => false)],
    ["Array.isArray", () => replace(Array, "isArray", () => true)],
    ["every", () => replace(Array.prototype, "every", () => true)],
    ["some", () => replace(Array.prototype, "some", () => false)],
    ["findIndex", () => replace(Array.prototype, "findIndex", () => -1)],
    ["map", () => replace(Array.prototype, "map", () => [])],
    ["Object.is", () => replace(Object, "is", () => true)],
    ["iteration", () => replace(Array.prototype, Symbol.iterator, function* () {})],
  ])("%s replaced", (_, cheat) => {
    expect(judgedUnder(cheat, () => 7)).toEqual(nothing);
  });
  it("from within the answer", () => {
    const posed = exercise(square);
    const { state } = posed.judge(() => {
      replace(Math, "abs", () => 0);
      return 7;
    });
    restoreAll();
    expect(state).toBe("wrong");
  });
  it("a number judged under another Math.abs", () => {
    const posed = exercise(number(2.5));
    replace(Math, "abs", () => 0);
    const { state } = posed.judge(7);
    restoreAll();
    expect(state).toBe("wrong");
  });
  it("points set, judge replaced", () => {
    const posed = exercise(square);
    expect(() => Object.assign(posed, { earned: 2 })).toThrow();
    expect(() => Object.assign(posed, { judge: () => ({ points: 2 }) })).toThrow();
    expect(posed.earned).toBe(0);
  });
  it("inputs that are changed by one call are whole at the next", () => {
    const lists: FunctionExercise = {
      ...common,
      kind: "function",
      truth: (p: { x: number[] }) => p.x[0]! + 1,
      inputs: [[{ x: [1.5] }], [{ x: [2.5] }]],
    };
    const posed = exercise(lists);
    expect(
      posed.judge((p: { x: number[] }) => {
        p.x[0] = 0;
        return 1;
      }).message,
    ).toContain("changes its argument");
    expect(posed.judge((p: { x: number[] }) => p.x[0]! + 1).state).toBe("right");
  });
  it("the truth is what it was when the exercise was posed", () => {
    let level = 1;
    const posed = exercise({ ...square, truth: (x: number) => x * x * level });
    level = 0;
    expect(posed.judge(() => 0).state).toBe("wrong");
    expect(posed.judge((x: number) => x * x).state).toBe("right");
  });
});
