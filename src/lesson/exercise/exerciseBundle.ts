import { EXERCISE_MIME } from "../../outputs/mimeTypes.js";
import type { ExerciseJson } from "../../outputs/exercise.js";
import type { MimeBundle } from "../../outputs/mimeBundle.js";

/** An exercise's question, or the feedback to an answer, as one output. */
export function exerciseBundle(json: ExerciseJson): MimeBundle {
  const markdown = json.part === "question" ? questionMarkdown(json) : answerMarkdown(json);
  const plain = json.part === "question" ? questionText(json) : answerText(json);
  return { [EXERCISE_MIME]: json, "text/markdown": markdown, "text/plain": plain };
}

const points = (count: number): string => `${count} point${count === 1 ? "" : "s"}`;

function questionMarkdown({
  title,
  question,
  asks,
  options = [],
  hints,
  ...json
}: ExerciseJson): string {
  const listed = options.map(({ letter, text }) => `- **${letter}** ${text}`).join("\n");
  // One inside the other: the second hint can only be opened after the first.
  const hinted = hints.reduceRight(
    (inner, hint, i) => fold(`Hint ${i + 1} of ${hints.length}`, `${hint}\n\n${inner}`),
    "",
  );
  return [
    `**Exercise: ${title}** (${points(json.points)})`,
    question,
    asks === undefined ? "" : `*${asks}*`,
    listed,
    hinted,
    fold("Worked solution", json.solution),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function fold(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body.trim()}\n\n</details>`;
}

const MARKS = { right: "✓", wrong: "✗", unsolved: "○" };

function answerMarkdown({ feedback, title }: ExerciseJson): string {
  return `**${MARKS[feedback.state]} ${title}.** ${feedback.message}`;
}

function questionText({
  title,
  question,
  asks,
  options = [],
  hints,
  points: count,
}: ExerciseJson): string {
  const hinted = hints.length > 0 ? ` ${hints.length} hint${hints.length === 1 ? "" : "s"}.` : "";
  return [
    `Exercise: ${title} (${points(count)}).${hinted}`,
    question,
    ...(asks === undefined ? [] : [asks]),
    ...options.map(({ letter, text }) => `  ${letter}) ${text}`),
  ].join("\n");
}

function answerText({ feedback, title }: ExerciseJson): string {
  return `${MARKS[feedback.state]} ${title}: ${feedback.message}`;
}
