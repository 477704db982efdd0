import { DERIVATION_MIME } from "../../outputs/mimeTypes.js";
import type {
  DerivationData,
  DerivationRelation,
  DerivationStep,
} from "../../outputs/derivation.js";
import { escapeHtml } from "../../text/escapeHtml.js";
import type { MimeBundle } from "../../outputs/mimeBundle.js";

const relationTex: Readonly<Record<DerivationRelation, string>> = {
  "=": "=",
  "≤": "\\le",
  "<": "<",
  "≥": "\\ge",
  ">": ">",
  "→": "\\to",
  "∝": "\\propto",
  "≐": "\\doteq",
  "≈": "\\approx",
};

/** The relation with its variable: `\xrightarrow{T\to0}`, `\underset{x\to0}{=}`, `\underset{p}{\doteq}`. */
export function typesetRelation(
  relation: DerivationRelation,
  variables: readonly string[],
  limit: string | undefined,
): string {
  const plain = relationTex[relation];
  if (variables.length === 0) return plain;
  if (relation === "=") return `\\underset{${variables[0]!}\\to ${limit!}}{=}`;
  if (relation === "→") return `\\xrightarrow{${variables[0]!}\\to ${limit!}}`;
  return `\\underset{${variables.join(",\\,")}}{${plain}}`;
}

/** Text with `$…$`: outside the dollars everything is text. */
export function typesetReason(reason: string): string {
  return reason
    .split(/(\$[^$]*\$)/)
    .filter((part) => part !== "")
    .map((part) =>
      part.startsWith("$") && part.endsWith("$") && part.length > 1
        ? part.slice(1, -1)
        : `\\text{${escapeText(part)}}`,
    )
    .join("");
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash ",
  "{": "\\{",
  "}": "\\}",
  "%": "\\%",
  "#": "\\#",
  "&": "\\&",
  "_": "\\_",
  "^": "\\textasciicircum ",
  "~": "\\textasciitilde ",
  "$": "\\$",
  "’": "'",
  "‘": "`",
  "“": "``",
  "”": "''",
  "–": "--",
  "—": "---",
  "…": "\\ldots ",
};

function escapeText(text: string): string {
  return text.replace(/[\\{}%#&_^~$’‘“”–—…]/gu, (mark) => escapes[mark]!);
}

/** One `aligned` block: every step a row, its reason in grey type beside it. */
export function alignedTex(start: string, steps: readonly DerivationStep[]): string {
  const rows = steps.map((step) => {
    const reason = step.reason === "" ? "" : ` && ${typesetReason(step.reason)}`;
    const mark = step.untested === undefined ? "" : " && \\text{(quoted, not tested)}";
    return `&${step.relationTex} ${step.tex}${reason === "" && mark !== "" ? mark : reason}`;
  });
  return `\\begin{aligned}\n&${start}\\\\\n${rows.join("\\\\\n")}\n\\end{aligned}`;
}

/** What the reader must know, in one sentence. */
export function noteOf(points: number, steps: readonly DerivationStep[]): string {
  const tested = steps.filter((step) => step.untested === undefined).length;
  const quoted = steps.length - tested;
  const each =
    tested === 0
      ? "No step was tested"
      : `${tested === 1 ? "The step was" : `Each of the ${tested} steps was`} tested at ${points} points or more`;
  const rest =
    quoted === 0 ? "" : ` ${quoted === 1 ? "One is" : `${quoted} are`} quoted and not tested.`;
  return `${each}: a test, not a proof; the reasons in words are not checked.${rest}`;
}

/** What a cell shows: our data, HTML-free Markdown with LaTeX for Jupyter, and plain text. */
export function derivationBundle(data: DerivationData): MimeBundle {
  return {
    [DERIVATION_MIME]: data,
    "text/markdown": markdownOf(data),
    "text/plain": plainOf(data),
  };
}

function markdownOf(data: DerivationData): string {
  const where =
    data.definitions.length === 0
      ? ""
      : ` with ${data.definitions.map(({ tex }) => `$${tex}$`).join(", ")}`;
  const quantities = data.quantities
    .map(({ tex, domain }) => `$${tex}$: ${escapeHtml(domain)}`)
    .join("; ");
  return [
    `<a id="${escapeHtml(data.anchor)}"></a>**${data.title}**`,
    `$$${data.tex}$$`,
    `<small>${quantities}${where}. ${data.note}</small>`,
  ].join("\n\n");
}

function plainOf(data: DerivationData): string {
  const width = Math.max(...data.steps.map((step) => step.source.length));
  const rows = data.steps.map((step) => {
    const tested = step.untested === undefined ? `${step.points} points` : "not tested";
    return `  ${step.relation} ${step.source.padEnd(width)}  ; ${step.reason} (${tested})`;
  });
  return [data.title, `  ${data.startSource}`, ...rows, data.note].join("\n");
}
