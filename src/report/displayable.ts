import { readDerivation, renderDerivation } from "./derivation.js";
import { readExercise, renderExercise } from "./exercise.js";
import { readExplore, renderExplore } from "./explore.js";
import { alternativeOf, cleanFigure } from "./figure.js";
import type { Html } from "./html.js";
import { renderMarkdown } from "./markdown.js";
import { textOf } from "./notebook.js";
import type { OutputContext } from "./output.js";

/**
 * Our own kinds of output, each by its JSON: a derivation, an exercise, an exploration.
 * Undefined where the bundle has none, or one that is not what it says; the next richest type is shown then.
 */
export function renderDisplayable(
  data: Readonly<Record<string, unknown>>,
  context: OutputContext,
): Html | undefined {
  const takeId = (name: string) => context.slugs.take(name);
  const markdown = (text: string) =>
    renderMarkdown(text, { ...context, attachments: {}, cell: takeId("fn") }).html;
  const derivation = readDerivation(data["application/vnd.lossbook.derivation+json"]);
  if (derivation !== undefined) return renderDerivation(derivation, takeId, context.words);
  const exercise = readExercise(data["application/vnd.lossbook.exercise+json"]);
  if (exercise !== undefined) return renderExercise(exercise, takeId, markdown, context.words);
  const explore = readExplore(data["application/vnd.lossbook.explore+json"]);
  if (explore === undefined) return undefined;
  const json = data["application/vnd.plotly.v1+json"];
  const figure = cleanFigure(json);
  figure?.traces.forEach(context.usesTrace);
  const alternative = alternativeOf(json, textOf(data["text/plain"]));
  return renderExplore(explore, figure, alternative, context.figureId, takeId, context.words);
}
