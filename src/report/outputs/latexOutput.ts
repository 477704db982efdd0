import { joinText } from "../../nbformat/multilineText.js";
import { markup, type Html } from "../html.js";
import { extractFormulas, placeholders } from "../mathematics/extractFormulas.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";

export const latexOutput: OutputRenderer = {
  mimeType: "text/latex",
  kind: "formula",
  render: renderLatexOutput,
};

/** A formula, in its delimiters or bare, is set by itself; text with formulas in it is text, as in Jupyter. */
function renderLatexOutput(value: unknown, _: OutputBundle, { mathematics }: OutputContext): Html {
  const source = joinText(value).trim();
  const { text, formulas } = extractFormulas(source, false);
  const isOneFormula = formulas.length <= 1 && text.replace(placeholders, "").trim() === "";
  if (!isOneFormula && formulas.length > 0)
    return markup`<div class="rich prose"><p>${mathematics.typesetText(source)}</p></div>`;
  return markup`<div class="rich">${mathematics.typeset(formulas[0]?.tex ?? source, true)}</div>`;
}
