import { questionMetadata } from "../../lesson/exercise/solutionRegion.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { answer, code, markdown, notebookOf } from "./cells.js";

/** The starter's notebook: its own module, its own table, a figure, and where it is a lesson an exercise. */
export function firstNotebook(withExercise: boolean): Notebook {
  const names = ["format", "readTable", "show"];
  return notebookOf([
    markdown(
      "title",
      `# 01 · First steps

How long does a stone fall? This notebook reads a table of \`data/\`, uses a function of \`falling.ts\`, draws a figure${
        withExercise ? " and asks a question" : ""
      }. Replace one after the other by what is yours.`,
    ),
    code(
      "imports",
      `import { curvesFigure } from "lossbook";
import { ${(withExercise ? ["exercise", ...names] : names).join(", ")} } from "lossbook/notebook";
import { fallTime } from "./falling";`,
    ),
    code("table", 'const falls = await readTable("falls");\nshow(falls);'),
    markdown(
      "model",
      "## What the model says\n\nA body that falls from the height $h$ takes $t = \\sqrt{2h/g}$.",
    ),
    code(
      "figure",
      `const heights = [...falls.numbers("height")];
const times = [...falls.numbers("time")];
show(
  curvesFigure({
    title: "Four times the height takes twice the time",
    x: "height, m",
    y: "time, s",
    range: [0, 25],
    curves: [{ name: "model", f: (h) => fallTime(h) }],
    marks: heights.map((x, i) => ({ x, y: times[i]!, label: \`\${x} m\` })),
  }),
);`,
    ),
    code(
      "residuals",
      "const residuals = heights.map((height, i) => times[i]! - fallTime(height));\nconsole.log(format`measured − model, in seconds: ${residuals}`);",
    ),
    ...(withExercise ? exercise() : []),
  ]);
}

const exercise = () => [
  markdown("exercises", "## Your turn"),
  code(
    "tower",
    `const tower = exercise({
  kind: "numeric",
  id: "tower",
  title: "From a tower",
  question: "How many seconds does a stone fall from 45 m? Take g = 9.81 m/s², and give two decimals.",
  truth: fallTime(45),
  unit: "s",
  mistakes: [{ answer: 45 / 9.81, because: "That is h/g: the height grows with the square of the time." }],
  hints: ["Solve $h = \\\\tfrac12 g t^2$ for $t$."],
  solution: "$t = \\\\sqrt{2h/g} = \\\\sqrt{90/9.81} \\\\approx 3.03$ s.",
});`,
    { ...questionMetadata("tower") },
  ),
  answer(
    "tower",
    "tower.check(fallTime(45));",
    "tower.check(undefined); // your number, in seconds",
  ),
];
