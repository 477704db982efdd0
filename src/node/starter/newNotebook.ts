import { existsSync } from "node:fs";
import { join } from "node:path";
import { questionMetadata } from "../../lesson/exercise/solutionRegion.js";
import { joinText, splitText } from "../../nbformat/multilineText.js";
import type { Notebook } from "../../nbformat/notebook.js";
import type { Course } from "../course/course.js";
import { readNotebook } from "../course/readNotebook.js";
import { readSiteConfig } from "../course/siteConfig.js";
import { answer, code, markdown, notebookOf } from "./cells.js";
import { starterWords, type StarterWords } from "./starterWords.js";

/**
 * The notebook that `lossbook new` writes: the course's own `templates/notebook.ipynb`, in which `{{number}}` and
 * `{{title}}` are filled in, or else a plain one in the course's language whose every part runs as it stands.
 *
 * Errors  NotebookError where the course's template is no notebook.
 */
export function newNotebook(course: Course, number: string, title: string): Notebook {
  const templatePath = join(course.folder, "templates", "notebook.ipynb");
  const notebook = existsSync(templatePath)
    ? readNotebook(templatePath).notebook
    : plainNotebook(starterWords(readSiteConfig(course.folder).language));
  for (const cell of notebook.cells)
    cell.source = splitText(
      joinText(cell.source)
        .replaceAll("{{number}} · ", number === "" ? "" : `${number} · `)
        .replaceAll("{{number}}", number)
        .replaceAll("{{title}}", title),
    );
  return notebook;
}

const plainNotebook = ({ plain }: StarterWords): Notebook =>
  notebookOf([
    markdown("title", `# {{number}} · {{title}}\n\n${plain.question}`),
    code(
      "imports",
      `import { curvesFigure } from "lossbook";
import { exercise, format, show } from "lossbook/notebook";`,
    ),
    markdown("numbers-text", plain.look),
    code(
      "numbers",
      `const squares = [1, 2, 3, 4].map((x) => x ** 2);\nconsole.log(format\`${plain.numbers}: \${squares}\`);`,
    ),
    code(
      "figure",
      `show(
  curvesFigure({
    title: "${plain.figure.title}",
    x: "${plain.figure.x}",
    y: "${plain.figure.y}",
    range: [0, 4],
    curves: [{ name: "x²", f: (x) => x ** 2 }],
  }),
);`,
    ),
    markdown("exercises", plain.exercises),
    code(
      "fifth",
      `const fifth = exercise({
  kind: "numeric",
  id: "fifth",
  title: "${plain.fifth.title}",
  question: "${plain.fifth.question}",
  truth: 25,
  mistakes: [{ answer: 23, because: "${plain.fifth.mistake}" }],
  hints: ["${plain.fifth.hint}"],
  solution: "${plain.fifth.solution}",
});`,
      { ...questionMetadata("fifth") },
    ),
    answer("fifth", "fifth.check(25);", `fifth.check(undefined); // ${plain.fifth.stub}`),
    markdown("sources", plain.sources),
  ]);
