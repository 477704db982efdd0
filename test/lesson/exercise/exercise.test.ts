import { beforeEach, describe, expect, it } from "vitest";
import type { ExerciseJson, Feedback } from "../../../src/outputs/exercise.js";
import { auditExercises } from "../../../src/lesson/exercise/auditExercises.js";
import { exercise, judgeAnswer } from "../../../src/lesson/exercise/exercise.js";
import type { ExerciseDefinition } from "../../../src/lesson/exercise/definition.js";
import { bit, real } from "../../../src/lesson/expression/index.js";
import { isGradientOf } from "../../../src/lesson/exercise/isGradientOf.js";
import { installRuntime } from "../../../src/lesson/runtime.js";
import type { MimeBundle } from "../../../src/outputs/mimeBundle.js";
import { testRuntime } from "../testRuntime.js";

let runtime = testRuntime();
beforeEach(() => {
  runtime = testRuntime();
  installRuntime(runtime);
});

const common = { title: "T", question: "Q?", solution: "S.", points: 2 };
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const lossAt = (z: number, y: number) => Math.log1p(Math.exp(z)) - y * z;

const numeric: ExerciseDefinition = {
  ...common,
  kind: "numeric",
  id: "die",
  truth: Math.log(6),
  unit: "nats",
  hints: ["first hint", "second hint"],
  afterwards: "So a six is worth 1.79 nats.",
  mistakes: [
    { times: 1 / 6, because: "did you divide by N?" },
    { answer: 1 / 6, because: "That is the probability, not its surprise." },
  ],
};

const gradient: ExerciseDefinition = {
  ...common,
  kind: "function",
  id: "gradient",
  truth: (z: number, y: number) => sigmoid(z) - y,
  inputs: [
    [0, 1],
    [2, 0],
    [-3, 1],
  ],
  limit: 10_000,
  properties: [
    isGradientOf(lossAt, [
      [0.3, 1],
      [-2, 0],
    ]),
  ],
  mistakes: [
    {
      answer: (z: number, y: number) => y - sigmoid(z),
      because: "That is the direction of descent: the gradient has the other sign.",
    },
  ],
};

const vector: ExerciseDefinition = {
  ...common,
  kind: "function",
  id: "softmax",
  truth: (z: number[]) => {
    const e = z.map(Math.exp);
    const total = e.reduce((a, b) => a + b, 0);
    return e.map((x) => x / total);
  },
  inputs: [[[0, 1, 2]], [[3, 3]]],
  limit: 10_000,
};

const choice: ExerciseDefinition = {
  ...common,
  kind: "choice",
  id: "which",
  options: [
    { text: "KL(p‖q)", right: true, because: "The mean is over the data." },
    { text: "KL(q‖p)", because: "That is KL(q‖p): it takes the mean over the model." },
  ],
};

const predictWords: ExerciseDefinition = {
  ...common,
  kind: "prediction",
  id: "foresee",
  options: ["rises", "falls"],
  outcome: "falls",
  mistakes: [{ answer: "rises", because: "More mass on the truth lowers the loss." }],
};

const predictNumber: ExerciseDefinition = {
  ...common,
  kind: "prediction",
  id: "how-much",
  outcome: () => 0.25,
};

const expression: ExerciseDefinition = {
  ...common,
  kind: "expression",
  id: "slope",
  truth: "σ(z) − y",
  quantities: { z: real, y: bit },
  where: { p: "σ(z)" },
  mistakes: [
    { answer: "p(1 − p)(p − y)", because: "That is the slope of the squared error ½(p − y)²." },
  ],
};

const all = [numeric, expression, gradient, vector, choice, predictWords, predictNumber];
const judge = (definition: ExerciseDefinition, answer: unknown): Feedback =>
  judgeAnswer(definition, answer);

describe("numeric", () => {
  it("accepts the truth within its tolerance, with points and what it means", () => {
    expect(judge(numeric, 1.792)).toEqual({
      state: "right",
      message: "Right: 1.792. So a six is worth 1.79 nats.",
      points: 2,
    });
    expect(judge(numeric, "1.792").state).toBe("right");
    expect(judge(numeric, 1.788).state).toBe("wrong");
  });
  it.each([
    [Math.log(6) / 6, "6 times too small: did you divide by N?"],
    [1 / 6, "That is the probability, not its surprise."],
    [-Math.log(6), "the sign is turned round"],
    [Math.log2(6), "That is the right amount in bits; nats are asked for."],
    [2 * Math.log(6), "2 times too large."],
    [Math.log(6) / 10, "10 times too small."],
    [1.8, "1.8 is right to 2 digits, and 3 are asked for."],
    [1.81, "1.81 is close, but not within the tolerance."],
    [7, "7 is not right: it is too large."],
    [NaN, "The answer is NaN."],
    [Infinity, "the true value is finite"],
    ["1e999", "the true value is finite"],
    [10n ** 100_000n, "a BigInt of more than 18 digits came"],
    ["9".repeat(1_000_000), "a text of 1000000 characters came"],
    [[1, 2], "a list of 2 came"],
    [{}, "an object came"],
    [() => 1, "a function came"],
    [Promise.resolve(1), "write `await` before it"],
    [Symbol("s"), "a symbol came"],
    [true, "true came"],
  ])("%s gets its own sentence", (answer, sentence) => {
    const { state, message, points } = judge(numeric, answer);
    expect(state).toBe("wrong");
    expect(message).toContain(sentence);
    expect(points).toBe(0);
  });
  it("judges an infinite truth and a zero truth", () => {
    const infinite: ExerciseDefinition = { ...common, kind: "numeric", id: "a", truth: Infinity };
    expect(judge(infinite, Infinity).state).toBe("right");
    expect(judge(infinite, 1e308).message).toContain("the true value is not finite");
    const zero: ExerciseDefinition = {
      ...common,
      kind: "numeric",
      id: "b",
      truth: 0,
      tolerance: { absolute: 1e-6 },
    };
    expect(judge(zero, 1e-7).state).toBe("right");
    expect(judge(zero, 1e-5).message).toContain("too large");
  });
});

describe("expression", () => {
  it.each(["σ(z) − y", "p - y", "1/(1 + exp(-z)) - y", "1 − y − σ(−z)"])(
    "%s is the same function",
    (answer) => {
      expect(judge(expression, answer)).toMatchObject({ state: "right", points: 2 });
    },
  );
  it("need only hold on the declared domain", () => {
    expect(judge(expression, "σ(z) − y^2").state).toBe("right");
  });
  it.each<[unknown, string]>([
    ["p (1 − p) (p − y)", "That is the slope of the squared error"],
    ["y − p", "The sign is wrong."],
    ["2(p − y)", "This is 2 times too large: is a factor left out?"],
    ["p − y + 1", "it is 1 too large everywhere"],
    ["p", "It does not depend on y at all."],
    ["p − y + 1e-6 z", "is right."],
    ["0", "This is zero everywhere."],
    ["ln(−1 − z^2)", "This has no finite value at z ="],
    ["[ p − y | k=1..3 ]", "This is a vector; a number is asked for."],
    ["σ", "This cannot be read"],
    ["q − y", "This cannot be read"],
    ["p − − (", "This cannot be read"],
    ["9".repeat(1_000_000), "at most 2000 characters was expected, got 1000000"],
    [NaN, 'as a text such as `"z + y"`; NaN came'],
    [() => 1, "a function came"],
    [10n ** 100_000n, "a BigInt of more than 18 digits came"],
  ])("%s gets its own sentence", (answer, sentence) => {
    const { state, message } = judge(expression, answer);
    expect(state).toBe("wrong");
    expect(message).toContain(sentence);
  });
  // Each would take minutes, years, or all the memory there is.
  it.each<[string, string]>([
    ["Σ[k=1..1000000000] k z", "more than 1,000,000 terms"],
    ["Σ[a=1..9999] Σ[b=1..9999] Σ[c=1..9999] z", "more than 1,000,000 terms"],
    ["Π[k=1..10^9] σ(z)", "more than 1,000,000 terms"],
    ["Σ[k=1..10^300] z", "more than 1,000,000 terms"],
    // It does not converge, which its innermost sum says.
    ["Σ[a=0..∞] Σ[b=0..∞] Σ[c=0..∞] z", "no finite value"],
    ["Σ[a=0..∞] Σ[b=0..∞] Σ[c=0..∞] z/2^(a + b + c)", "more than 1,000,000 terms"],
    ["LSE([ z | k=1..10^9 ])", "more than 1,000,000 terms"],
    ["∫[a=0..1] ∫[b=0..1] ∫[c=0..1] ∫[d=0..1] a b c d z", "more than 1,000,000 terms"],
    [`${"d/dz (".repeat(40)}exp(exp(z) z)${")".repeat(40)}`, "more than 100,000 parts"],
    [`${"KL([".repeat(40)}z${" + k | k=1..2 ], [ z | k=1..2 ])".repeat(40)}`, "100,000 parts"],
    [`${"(".repeat(900)}z${")".repeat(900)}`, "is right"],
    [`${"exp(".repeat(300)}z${")".repeat(300)}`, "no finite value"],
    [`${"−".repeat(1900)}z`, "is right"],
    ["9^9^9^9^9 z", "no finite value"],
    ["sin(10^300 z)", "is right"],
    ["(10^15)! z", "no finite value"],
    ["lnΓ(10^300) z", "is right"],
  ])("%s is stopped or judged at once", (answer, sentence) => {
    // Without a time limit: the count alone must stop it, on a slow machine too.
    installRuntime(testRuntime({ call: (body) => body() }));
    const { state, message } = judge(expression, answer);
    expect(state).toBe("wrong");
    expect(message).toContain(sentence);
  });
  it("is stopped by the Runtime where no count foresaw it", () => {
    const limits: number[] = [];
    installRuntime(
      testRuntime({
        call: (_body, limit) => {
          limits.push(limit);
          throw Object.assign(new Error("late"), { name: "TimeLimitError" });
        },
      }),
    );
    const { state, message } = judge(expression, "p − y");
    expect(limits).toEqual([5000]);
    expect(state).toBe("wrong");
    expect(message).toContain("no value after 5 s and was stopped");
  });
});

describe("function to implement", () => {
  it("accepts another form of the same function", () => {
    const { state, message } = judge(gradient, (z: number, y: number) =>
      y === 1 ? -sigmoid(-z) : sigmoid(z),
    );
    expect(state).toBe("right");
    expect(message).toBe(
      "Right on all 3 inputs and its values match a central difference of the loss.",
    );
  });
  it.each<[string, unknown, string]>([
    ["a listed mistake", (z: number, y: number) => y - sigmoid(z), "the direction of descent"],
    ["a wrong value", (z: number) => z, "For the input (0, 1) the function gives 0"],
    ["NaN", () => NaN, "the function gives NaN"],
    ["a text", () => "x", "a number is expected, and the text `x` came"],
    [
      "a throw",
      () => {
        throw new Error("boom");
      },
      "For the input (0, 1) the function throws: boom",
    ],
    [
      "a throw of nothing useful",
      () => {
        throw Object.create(null);
      },
      "the function throws: something that cannot be printed",
    ],
    ["a promise", async () => 1, "It needs no `async`"],
    [
      "an async throw",
      async () => {
        throw new Error("late");
      },
      "gives a promise",
    ],
    ["a number", 3, "A function is asked for, and 3 came"],
    ["a million digits", () => 10n ** 100_000n, "a BigInt of more than 18 digits came"],
    [
      "endless recursion",
      function deep(): number {
        return deep() + 1;
      },
      "the function throws",
    ],
  ])("%s gets its own sentence", (_, answer, sentence) => {
    const { state, message } = judge(gradient, answer);
    expect(state).toBe("wrong");
    expect(message).toContain(sentence);
  });
  it("stops a loop at its limit and says so", () => {
    const { state, message } = judge({ ...gradient, limit: 200 }, () => {
      for (;;);
    });
    expect(state).toBe("wrong");
    expect(message).toContain("had not ended after 0.2 s and was stopped. Does its loop end?");
  });
  it("notices right values at the inputs whose gradient is wrong elsewhere", () => {
    const table = new Map([
      [0, sigmoid(0) - 1],
      [2, sigmoid(2)],
      [-3, sigmoid(-3) - 1],
    ]);
    const { state, message } = judge(gradient, (z: number) => table.get(z) ?? 0);
    expect(state).toBe("wrong");
    expect(message).toContain("At (0.3, 1) the difference gives");
  });
  it("compares lists by shape and value, and notices a changed argument", () => {
    expect(judge(vector, (z: number[]) => Float64Array.from(z, () => 1 / z.length)).state).toBe(
      "wrong",
    );
    expect(judge(vector, () => [1]).message).toContain(
      "a list of 3 is expected, and a list of 1 came",
    );
    expect(judge(vector, () => 1).message).toContain("a list is expected, and 1 came");
    const spoils = (z: number[]) => {
      const e = z.map(Math.exp);
      const total = e.reduce((a, b) => a + b, 0);
      z[0] = 9;
      return e.map((x) => x / total);
    };
    expect(judge(vector, spoils).message).toContain("changes its argument");
  });
  it("is unsolved while the stub returns nothing", () => {
    expect(judge(gradient, () => undefined).state).toBe("unsolved");
  });
});

describe("earned", () => {
  it("is what the last answer was worth", () => {
    const posed = exercise(numeric);
    expect(posed.earned).toBe(0);
    posed.check(7);
    expect(posed.earned).toBe(0);
    posed.check(Math.log(6));
    expect(posed.earned).toBe(2);
  });
});

describe("choice", () => {
  it("takes a letter or the text, and gives the reason", () => {
    expect(judge(choice, "A")).toEqual({
      state: "right",
      message: "Right. The mean is over the data.",
      points: 2,
    });
    expect(judge(choice, "KL(q‖p)").message).toBe(
      "That is KL(q‖p): it takes the mean over the model.",
    );
  });
  it.each([NaN, 7, "z", () => "a", "x".repeat(1_000_000), {}])("%s is not an option", (answer) => {
    expect(judge(choice, answer).message).toMatch(/^Choose "a" or "b"; .* came\.$/);
  });
});

describe("prediction", () => {
  it("earns its points once it is made, right or wrong", () => {
    expect(judge(predictWords, "b")).toMatchObject({ state: "right", points: 2 });
    expect(judge(predictWords, "a")).toEqual({
      state: "wrong",
      message: "You predicted a; it is b: falls. More mass on the truth lowers the loss.",
      points: 2,
    });
    expect(judge(predictNumber, 0.26)).toMatchObject({ state: "right", points: 2 });
    expect(judge(predictNumber, 4).message).toContain("You predicted 4; it is 0.25.");
  });
  it("computes the outcome only after the answer", () => {
    let asked = 0;
    const posed = exercise({
      ...common,
      kind: "prediction",
      id: "later",
      outcome: () => {
        asked++;
        return 1;
      },
    });
    posed.check(undefined);
    expect(asked).toBe(0);
    posed.check(1);
    expect(asked).toBe(1);
  });
  it.each([NaN, "much", () => 1, 10n ** 100_000n])("%s is not a number to predict", (answer) => {
    expect(judge(predictNumber, answer)).toMatchObject({ state: "wrong", points: 0 });
  });
});

describe("every kind", () => {
  it.each(all)("$kind: no answer is unsolved, never an error", (definition) => {
    for (const nothing of [undefined, null, ""]) {
      expect(judge(definition, nothing).state).toBe("unsolved");
    }
  });
  it.each(all)("$kind: a hostile object is a sentence, never a crash", (definition) => {
    const hostile = new Proxy(
      {},
      {
        get() {
          throw new Error("no");
        },
        getPrototypeOf() {
          throw new Error("no");
        },
      },
    );
    expect(judge(definition, hostile).state).toBe("wrong");
  });
  it("shows the question with nested hints, then the feedback", () => {
    const posed = exercise(numeric);
    posed.check(1.792);
    const [question, answer] = runtime.shown as [MimeBundle, MimeBundle];
    expect(question["text/plain"]).toBe(
      "Exercise: T (2 points). 2 hints.\nQ?\nIn nats. Three significant digits are enough.",
    );
    expect(question["text/markdown"]).toMatch(
      /<summary>Hint 1 of 2<\/summary>\n\nfirst hint\n\n<details><summary>Hint 2 of 2/,
    );
    const json = answer["application/vnd.lossbook.exercise+json"] as ExerciseJson;
    expect(json).toMatchObject({ id: "die", part: "answer", feedback: { state: "right" } });
    expect(answer["text/plain"]).toContain("✓ T: Right: 1.792.");
  });
  it("lets a live page judge an answer of its own", () => {
    const checks = new Map<string, (answer: unknown) => Feedback>();
    installRuntime(testRuntime({ registerExercise: (id, check) => void checks.set(id, check) }));
    exercise(choice);
    expect(checks.get("which")!("b").state).toBe("wrong");
  });
});

describe("an exercise that contradicts itself is refused", () => {
  const refused = (change: object, base: ExerciseDefinition = numeric) =>
    expect(() => exercise({ ...base, ...change } as ExerciseDefinition));
  it("when a listed mistake passes", () => {
    refused({ mistakes: [{ answer: 1.7918, because: "x" }] }).toThrow(
      'exercise die: mistake 1 is judged "right"',
    );
  });
  it("when two mistakes are the same answer", () => {
    refused({
      mistakes: [
        { answer: 1, because: "one" },
        { answer: 1.0001, because: "two" },
      ],
    }).toThrow("mistake 2 is diagnosed as another one (one)");
  });
  it("when the truth does not pass its own property", () => {
    refused({ truth: (z: number, y: number) => 2 * (sigmoid(z) - y) }, gradient).toThrow(
      "its own truth does not pass",
    );
  });
  it("when no option, or more than one, is right, or a reason is missing", () => {
    refused({ options: [{ text: "a", because: "b" }] }, choice).toThrow("2 to 26 options");
    refused(
      {
        options: [
          { text: "a", right: true, because: "" },
          { text: "b", because: "x" },
        ],
      },
      choice,
    ).toThrow('the option "a" has no reason');
  });
  it("when the id, the points or a text are missing", () => {
    refused({ id: "A die" }).toThrow("id must be small letters");
    refused({ points: 0.5 }).toThrow("points must be a whole number, got 0.5");
    refused({ solution: " " }).toThrow("solution must not be empty");
  });
});

describe("auditExercises", () => {
  const run = (answer: unknown, definition: ExerciseDefinition = numeric): MimeBundle[] => {
    runtime = testRuntime();
    installRuntime(runtime);
    exercise(definition).check(answer);
    return runtime.shown;
  };
  it("passes when the solution is right and the stub is unsolved", () => {
    expect(auditExercises(run(Math.log(6)), run(undefined))).toEqual([]);
  });
  it("names a solution that fails, a stub that passes and an exercise that nobody checks", () => {
    expect(auditExercises(run(1), run(Math.log(6)))).toHaveLength(2);
    expect(auditExercises(run(Math.log(6)).slice(0, 1), run(undefined))).toEqual([
      "die: never checked in the author's version",
    ]);
  });
});
