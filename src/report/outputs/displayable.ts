import { readDerivation, renderDerivation } from "./derivation.js";
import { readExercise, renderExercise } from "./exercise.js";
import { readExplore, renderExplore, type ExploreFigure } from "./explore.js";
import { alternativeOf, cleanFigure } from "./figure.js";
import type { Html } from "../html.js";
import { renderMarkdown } from "../markdown/markdown.js";
import { isRecord } from "../../nbformat/isRecord.js";
import { joinText } from "../../nbformat/multilineText.js";
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
  return renderExplore(
    explore,
    exploreFigures(data, context),
    context.figureId,
    takeId,
    context.words,
  );
}

/** The figures of an exploration: the first, and those that stand beside it under `more`. */
function exploreFigures(
  data: Readonly<Record<string, unknown>>,
  context: OutputContext,
): readonly ExploreFigure[] {
  const json = data["application/vnd.plotly.v1+json"];
  const others = isRecord(json) && Array.isArray(json["more"]) ? json["more"] : [];
  // The text alternative of the bundle: its title, a line for each figure, then the words.
  const lines = joinText(data["text/plain"]).split("\n").slice(1);
  return [json, ...others].flatMap((one, index) => {
    const figure = cleanFigure(one);
    if (figure === undefined) return [];
    figure.traces.forEach(context.usesTrace);
    // The page has controls of its own, which a keyboard can reach.
    const layout: Record<string, unknown> = { ...figure.layout };
    delete layout["sliders"];
    delete layout["updatemenus"];
    return [{ figure: { ...figure, layout }, alternative: alternativeOf(one, lines[index] ?? "") }];
  });
}
