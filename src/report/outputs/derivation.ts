import { DERIVATION_MIME } from "../../outputs/mimeTypes.js";
import { readDerivation } from "../../outputs/derivation.js";
import type { DerivationStep } from "../../outputs/derivation.js";
import { markup, type Html } from "../html.js";
import type { PageMathematics } from "../mathematics/pageMathematics.js";
import { isRecord } from "../../text/isRecord.js";
import { slug } from "../markdown/ids.js";
import type { Words } from "../words.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";

export const derivationOutput: OutputRenderer = {
  mimeType: DERIVATION_MIME,
  kind: "lesson",
  render: renderDerivation,
};

/** A derivation as a numbered grid: formula, reason, what was tested; every step has its own link. */
function renderDerivation(
  value: unknown,
  _: OutputBundle,
  { ids, mathematics, words }: OutputContext,
): Html | undefined {
  const data = readDerivation(value);
  if (data === undefined) return undefined;
  const id = ids.take(slug(data.anchor) || "derivation");
  const symbols = [...data.quantities, ...data.definitions].filter(
    (item) => isRecord(item) && typeof item.tex === "string",
  );
  return markup`<div class="derivation" id="${id}" role="group" aria-labelledby="${id}-title">
    <p class="derivation-title" id="${id}-title">
      ${mathematics.typesetText(data.title)}
      <a class="anchor" href="#${id}" aria-label="${words.linkTo(data.title)}">#</a>
    </p>
    ${symbols.length > 0 && markup`<p class="derivation-where">${symbols.map((item, index) => markup`${index > 0 && "; "}${mathematics.typeset(item.tex, false)}${"domain" in item && typeof item.domain === "string" && `: ${item.domain}`}`)}</p>`}
    <div class="derivation-start" data-scroll="formula">
      ${mathematics.typeset(`\\displaystyle ${data.start}`, false)}
    </div>
    <ol class="steps">
      ${data.steps.map((step) => renderStep(step, id, mathematics, words))}
    </ol>
    <p class="derivation-note">
      ${typeof data.note === "string" ? mathematics.typesetText(data.note) : words.notAProof}
    </p>
  </div>`;
}

function renderStep(
  step: DerivationStep,
  derivation: string,
  mathematics: PageMathematics,
  words: Words,
): Html {
  const id = `${derivation}-${Math.round(step.number)}`;
  const about = [
    step.untested !== undefined ? String(step.untested) : words.points(step.points),
    typeof step.tested === "string" && step.untested === undefined ? step.tested : undefined,
  ].filter((text) => text !== undefined && text !== "");
  return markup`<li class="step" id="${id}">
    <a class="step-number" href="#${id}" aria-label="${words.step(step.number)}">${step.number}</a>
    <div class="step-formula" data-scroll="formula">
      ${mathematics.typeset(`\\displaystyle {${step.relationTex}}\\;${step.tex}`, false)}
    </div>
    <div class="step-reason">
      ${mathematics.typesetText(step.reason)}${typeof step.equalAt === "string" && markup` <span class="step-equal">(${words.equalIf} ${mathematics.typeset(step.equalAt, false)})</span>`}${typeof step.except === "string" && markup` <span class="step-equal">(${words.exceptWhere} ${mathematics.typeset(step.except, false)})</span>`}${typeof step.is === "string" && markup` <code>${step.is}</code>`}
      <span class="step-points">${about.join(", ")}</span>
    </div>
  </li>`;
}
