import {
  DERIVATION_MIME,
  EXERCISE_MIME,
  EXPLORE_MIME,
  FIGURE_MIME,
} from "../../outputs/mimeTypes.js";
import { renderDerivation } from "./derivation.js";
import { renderExercise } from "./exercise.js";
import { renderExplore } from "./explore.js";
import { renderFigureOutput } from "./figure.js";
import { renderHtmlOutput } from "./htmlOutput.js";
import { renderJsonOutput } from "./jsonOutput.js";
import { renderLatexOutput } from "./latexOutput.js";
import { renderMarkdownOutput } from "./markdownOutput.js";
import { pictureRenderer } from "./pictureOutput.js";
import type { OutputRenderer } from "./renderer.js";
import { renderPlainText } from "./text.js";

/** Every form of an output that a report can show, the richest first. */
export const renderers: readonly OutputRenderer[] = [
  { mimeType: DERIVATION_MIME, render: renderDerivation },
  { mimeType: EXERCISE_MIME, render: renderExercise },
  { mimeType: EXPLORE_MIME, render: renderExplore },
  { mimeType: FIGURE_MIME, render: renderFigureOutput },
  { mimeType: "text/html", render: renderHtmlOutput },
  { mimeType: "text/markdown", render: renderMarkdownOutput },
  pictureRenderer("image/svg+xml"),
  pictureRenderer("image/png"),
  pictureRenderer("image/jpeg"),
  pictureRenderer("image/gif"),
  pictureRenderer("image/webp"),
  pictureRenderer("image/avif"),
  { mimeType: "text/latex", render: renderLatexOutput },
  { mimeType: "application/json", render: renderJsonOutput },
  { mimeType: "text/plain", render: renderPlainText },
];
