import { existsSync } from "node:fs";
import { join } from "node:path";
import { questionMetadata } from "../../lesson/exercise/solutionRegion.js";
import { joinText, splitText } from "../../nbformat/multilineText.js";
import type { Notebook } from "../../nbformat/notebook.js";
import type { Course } from "../course/course.js";
import { readNotebook } from "../course/readNotebook.js";
import { answer, code, markdown, notebookOf } from "./cells.js";

/**
 * The notebook that `lossbook new` writes: the course's own `templates/notebook.ipynb`, in which `{{number}}` and
 * `{{title}}` are filled in, or else a plain one whose every part runs as it stands.
 *
 * Errors  NotebookError where the course's template is no notebook.
 */
export function newNotebook(course: Course, number: string, title: string): Notebook {
  const templatePath = join(course.folder, "templates", "notebook.ipynb");
  const notebook = existsSync(templatePath) ? readNotebook(templatePath).notebook : plainNotebook();
  for (const cell of notebook.cells)
    cell.source = splitText(
      joinText(cell.source)
        .replaceAll("{{number}} · ", number === "" ? "" : `${number} · `)
        .replaceAll("{{number}}", number)
        .replaceAll("{{title}}", title),
    );
  return notebook;
}

const plainNotebook = (): Notebook =>
  notebookOf([
    markdown(
      "title",
      "# {{number}} · {{title}}\n\nWhich question does this notebook answer, in one sentence that somebody would ask?",
    ),
    code(
      "imports",
      `import { curvesFigure } from "lossbook";
import { exercise, format, show } from "lossbook/notebook";`,
    ),
    markdown("numbers-text", "## A first look\n\nSay what is computed, and what to watch for."),
    code(
      "numbers",
      "const squares = [1, 2, 3, 4].map((x) => x ** 2);\nconsole.log(format`the first squares: ${squares}`);",
    ),
    code(
      "figure",
      `show(
  curvesFigure({
    title: "Say the point of the figure here",
    x: "x, in its unit",
    y: "y, in its unit",
    range: [0, 4],
    curves: [{ name: "x²", f: (x) => x ** 2 }],
  }),
);`,
    ),
    markdown("exercises", "## Exercises"),
    code(
      "fifth",
      `const fifth = exercise({
  kind: "numeric",
  id: "fifth",
  title: "The next one",
  question: "Which number follows 1, 4, 9 and 16?",
  truth: 25,
  mistakes: [{ answer: 23, because: "That adds 7 once more: the steps themselves grow by 2." }],
  hints: ["Look at the differences."],
  solution: "The squares go on with $5^2 = 25$.",
});`,
      { ...questionMetadata("fifth") },
    ),
    answer("fifth", "fifth.check(25);", "fifth.check(undefined); // your number"),
    markdown("sources", "## Sources\n\n- Author, *Title* (year), section."),
  ]);
