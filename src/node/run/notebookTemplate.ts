import { exerciseMetadata, questionMetadata } from "../../lesson/exercise/solutionRegion.js";
import { splitText } from "../../nbformat/multilineText.js";
import type { Cell, Notebook } from "../../nbformat/notebook.js";

/**
 * A notebook of the course to start from, with everything that a lesson has: question, prediction, derivations,
 * explorations, what goes wrong, exercises, what to keep, sources. Every part runs as it stands, so that the author
 * replaces something that works. Its metadata call it a draft, which may still be short and need keep no checklist.
 */
export function notebookTemplate(number: string, topic: string): Notebook {
  const title = topic.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
  return {
    cells: [
      markdown(
        "title",
        `# ${number} · ${title}

> Which question does this notebook answer, in one sentence that somebody would ask?

**You need** what a probability is · **Takes** about 30 minutes.`,
      ),
      // Copies: what is done to one notebook is not done to the next.
      ...structuredClone([...opening, ...derivations, ...explorations, ...exercises, ...closing]),
    ],
    metadata: {
      kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
      language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
      lossbook: { draft: true },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

const opening = [
  code(
    "imports",
    `import { curvesFigure, entropy, massFigure } from "lossbook";
import { derive, exercise, explore, format, interval, positive, slider } from "lossbook/notebook";`,
  ),
  markdown(
    "question",
    `## Why ask?

Say where the question comes from, and what changes for a reader who knows the answer. Then ask for a prediction, before anything is shown.`,
  ),
  code(
    "prediction",
    `const prediction = exercise({
  kind: "prediction",
  id: "loaded-coin",
  title: "A loaded coin",
  question: "A coin that shows heads nine times in ten is thrown. Does it surprise more on average than a fair one, or less?",
  options: ["more", "less", "equally"],
  outcome: "less",
  solution: "Tails surprises a lot, but it hardly ever comes.",
});`,
    { ...questionMetadata("loaded-coin") },
  ),
  answer("loaded-coin", 'prediction.check("less");', "prediction.check(undefined);"),
  code(
    "numbers",
    "console.log(format`entropy: fair ${entropy([0.5, 0.5])} nats, loaded ${entropy([0.9, 0.1])} nats`);",
  ),
];

const derivations = [
  markdown(
    "why",
    "## Why it is so\n\nSay what is shown, and why each step is allowed. Every line below is tested when the cell runs.",
  ),
  code(
    "surprise-adds",
    `derive("surprise-adds", { p: interval(0, 1), q: interval(0, 1) })\`
  The surprise of two independent events adds up
  −ln (p q)
  = −(ln p + ln q)    ; the logarithm turns a product into a sum
  = −ln p − ln q      ; one surprise each
\`;`,
    { tags: ["hide-input"] },
  ),
  markdown("why-more", "A second derivation builds on the first. Refer to it by its anchor."),
  code(
    "surprise-of-odds",
    `derive("surprise-of-odds", { w: positive, v: positive })\`
  At odds of w to v, an event surprises less than its opposite by ln w − ln v
  −ln (v/(w + v)) − (−ln (w/(w + v)))
  = −(ln v − ln (w + v)) + (ln w − ln (w + v))    ; the logarithm of a quotient
  = ln w − ln v                                   ; the whole cancels
\`;`,
    { tags: ["hide-input"] },
  ),
];

const explorations = [
  markdown(
    "look",
    "## Look at it\n\nSay what to move and what to watch, and ask for a prediction first. After the figure, say what was to be seen.",
  ),
  code(
    "one-coin",
    `explore({
  id: "one-coin",
  title: "How uncertain is a coin?",
  controls: { p: slider("probability of heads", { from: 0.05, to: 0.95, positions: 19, start: 0.9 }) },
  compute: ({ p }) => ({
    figures: massFigure({
      title: p === 0.5 ? "No coin is more uncertain than a fair one" : "A loaded coin surprises less on average",
      outcomes: ["heads", "tails"],
      masses: [{ name: "coin", probabilities: [p, 1 - p] }],
    }),
    numbers: { "entropy, nats": entropy([p, 1 - p]) },
  }),
});`,
  ),
  markdown("look-closer", "Then the same from another side, or a case where it is different."),
  code(
    "all-coins",
    `explore({
  id: "all-coins",
  title: "Every coin at once",
  controls: { p: slider("probability of heads", { from: 0.05, to: 0.95, positions: 19, start: 0.3 }) },
  compute: ({ p }) => ({
    figures: curvesFigure({
      title: "Entropy is largest in the middle, and zero where nothing is left open",
      x: "probability of heads",
      y: "entropy, nats",
      range: [0, 1],
      curves: [{ name: "entropy", f: (x) => entropy([x, 1 - x]) }],
      marks: [{ x: p, y: entropy([p, 1 - p]), label: "your coin" }],
    }),
    numbers: { "entropy, nats": entropy([p, 1 - p]) },
  }),
});`,
  ),
  markdown(
    "wrong",
    "## What goes wrong in practice\n\nShow the mistake, run it, and say how to notice it. Here: the formula as the book has it, at a probability of zero.",
  ),
  code(
    "wrong-zero",
    `const asTyped = (p: number[]) => -p.reduce((sum, x) => sum + x * Math.log(x), 0);
console.log(\`as typed: \${asTyped([1, 0])}, as meant: \${entropy([1, 0])}\`);`,
  ),
];

const exercises = [
  markdown("exercises", "## Exercises\n\nOne to compute, one to derive, one to write."),
  code(
    "die",
    `const die = exercise({
  kind: "numeric",
  id: "die",
  title: "A fair die",
  question: "How many nats is a six of a fair die worth?",
  truth: Math.log(6),
  unit: "nats",
  mistakes: [{ answer: 1 / 6, because: "That is the probability; its surprise is $-\\\\ln p$." }],
  hints: ["The surprise of $x$ is $-\\\\ln p(x)$."],
  solution: "$-\\\\ln\\\\tfrac16=\\\\ln 6\\\\approx1.792$ nats.",
});`,
    { ...questionMetadata("die") },
  ),
  answer("die", "die.check(Math.log(6));", "die.check(undefined); // your number, in nats"),
  code(
    "slope",
    `const slope = exercise({
  kind: "expression",
  id: "slope",
  title: "The slope of surprise",
  question: "Give the derivative of $-\\\\ln p$ by p, as an expression in p.",
  truth: "−1/p",
  quantities: { p: interval(0, 1) },
  mistakes: [{ answer: "1/p", because: "The sign is lost: surprise falls as p grows." }],
  hints: ["The derivative of $\\\\ln p$ is $\\\\frac1p$."],
  solution: "$-\\\\frac1p$.",
});`,
    { ...questionMetadata("slope") },
  ),
  answer(
    "slope",
    'slope.check("−1/p");',
    'slope.check(undefined); // an expression as text, such as "3 p + 1"',
  ),
  code(
    "bits",
    `const bits = exercise({
  kind: "function",
  id: "bits",
  title: "Surprise in bits",
  question: "Write the surprise of an event in bits as a function of its probability \`p\`.",
  truth: (p: number) => -Math.log2(p),
  inputs: [[0.5], [0.125], [1]],
  mistakes: [{ answer: (p: number) => -Math.log(p), because: "That is in nats: divide by ln 2." }],
  hints: ["A fair coin is worth one bit."],
  solution: "$-\\\\log_2 p$.",
});`,
    { ...questionMetadata("bits") },
  ),
  answer("bits", "bits.check((p: number) => -Math.log2(p));", "bits.check(undefined); // p => …"),
];

const closing = [
  markdown("keep", "## Three sentences to keep\n\n1. First.\n2. Second.\n3. Third."),
  markdown("sources", "## Sources\n\n- Author, *Title* (year), section."),
];

function markdown(id: string, text: string): Cell {
  return { cell_type: "markdown", id, metadata: {}, source: splitText(text) };
}

function code(id: string, text: string, metadata: Cell["metadata"] = {}): Cell {
  return {
    cell_type: "code",
    execution_count: null,
    id,
    metadata,
    outputs: [],
    source: splitText(text),
  };
}

/** The reader's cell of an exercise: the author's answer, and the stub that a reader finds in its place. */
function answer(exercise: string, solution: string, stub: string): Cell {
  return code(
    `${exercise}-answer`,
    `// BEGIN SOLUTION\n${solution}\n// END SOLUTION`,
    exerciseMetadata(exercise, 1, stub),
  );
}
