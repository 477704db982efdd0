import { questionMetadata } from "../../lesson/exercise/solutionRegion.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { answer, code, markdown, notebookOf, withId } from "./cells.js";
import type { StarterWords } from "./starterWords.js";

/** The starter's notebook: its own module, its own table, a figure, and where it is a lesson an exercise. */
export function firstNotebook(
  withExercise: boolean,
  { first }: Pick<StarterWords, "first">,
): Notebook {
  const names = ["format", "readTable", "show"];
  const { figure } = first;
  const cells = [
    markdown(
      "title",
      `# 01 · ${first.title}\n\n${withExercise ? first.withExercise : first.withoutExercise}`,
    ),
    code(
      "imports",
      `import { curvesFigure } from "lossbook";
import { ${(withExercise ? ["exercise", ...names] : names).join(", ")} } from "lossbook/notebook";
import { fallTime } from "./falling";`,
    ),
    code("table", 'const falls = await readTable("falls");\nshow(falls);'),
    markdown("model", first.model),
    code(
      "figure",
      `const heights = [...falls.numbers("height")];
const times = [...falls.numbers("time")];
show(
  curvesFigure({
    title: "${figure.title}",
    x: "${figure.x}",
    y: "${figure.y}",
    range: [0, 25],
    curves: [{ name: "${first.curve}", f: (h) => fallTime(h) }],
    marks: heights.map((x, i) => ({ x, y: times[i]!, label: \`\${x} m\` })),
  }),
);`,
    ),
    code(
      "residuals",
      `const residuals = heights.map((height, i) => times[i]! - fallTime(height));\nconsole.log(format\`${first.residuals}: \${residuals}\`);`,
    ),
    ...(withExercise ? exercise(first) : []),
  ];
  return withId(notebookOf(cells), "first-steps");
}

const exercise = ({ yourTurn, tower }: StarterWords["first"]) => [
  markdown("exercises", yourTurn),
  code(
    "tower",
    `const tower = exercise({
  kind: "numeric",
  id: "tower",
  title: "${tower.title}",
  question: "${tower.question}",
  truth: fallTime(45),
  unit: "s",
  mistakes: [{ answer: 45 / 9.81, because: "${tower.mistake}" }],
  hints: ["${tower.hint}"],
  solution: "${tower.solution}",
});`,
    { ...questionMetadata("tower") },
  ),
  answer("tower", "tower.check(fallTime(45));", `tower.check(undefined); // ${tower.stub}`),
];
