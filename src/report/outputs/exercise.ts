import { EXERCISE_MIME } from "../../outputs/mimeTypes.js";
import { readExercise } from "../../outputs/exercise.js";
import { markup, embeddedJson, type Html } from "../html.js";
import { isRecord } from "../../text/isRecord.js";
import { slug } from "../markdown/ids.js";
import { renderMarkdown } from "../markdown/renderMarkdown.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";

export const exerciseOutput: OutputRenderer = {
  mimeType: EXERCISE_MIME,
  kind: "lesson",
  render: renderExercise,
};

/** An exercise: its question, its options, its hints one fold each, the worked solution in the last. */
function renderExercise(value: unknown, _: OutputBundle, context: OutputContext): Html | undefined {
  const exercise = readExercise(value);
  if (exercise === undefined) return undefined;
  const { ids, words } = context;
  const markdown = (text: string): Html =>
    renderMarkdown(text, { ...context, attachments: {}, cell: ids.take("fn") }).html;
  const { title, question, hints, solution, points, feedback } = exercise;
  const options = Array.isArray(exercise.options) ? exercise.options.filter(isOption) : [];
  const feedbackText =
    isRecord(feedback) && typeof feedback.message === "string" ? feedback.message : "";
  if (exercise.part === "answer")
    return markup`<div class="exercise-answer" role="status">${markdown(feedbackText)}</div>`;
  const id = ids.take(slug(exercise.id) || "exercise");
  return markup`<div
    class="exercise"
    id="${id}"
    role="group"
    aria-labelledby="${id}-title"
    data-exercise="${exercise.id}"
  >
    <p class="exercise-title" id="${id}-title">
      ${words.exercise}:
      ${title}${typeof points === "number" && markup` <span class="exercise-points">· ${words.pointsToEarn(points)}</span>`}
    </p>
    ${markdown(question)}
    ${typeof exercise.asks === "string" && markup`<div class="exercise-asks">${markdown(exercise.asks)}</div>`}
    ${
      options.length > 0 &&
      markup`<ul class="options">
        ${options.map(
          (option) =>
            markup`<li>
              <span class="letter">${option.letter}</span>
              <div>${markdown(option.text)}</div>
            </li>`,
        )}
      </ul>`
    }
    ${hints.map(
      (hint, index) =>
        markup`<details class="hint">
          <summary>${words.hint(index + 1)}</summary>
          ${markdown(hint)}
        </details>`,
    )}
    <details class="solution">
      <summary>${words.solution}</summary>
      ${markdown(solution)}
    </details>
    <script type="application/json">
      ${embeddedJson({ id: exercise.id, points })}
    </script>
  </div>`;
}

const isOption = (option: unknown): boolean =>
  isRecord(option) && typeof option["letter"] === "string" && typeof option["text"] === "string";
