import katex from "katex";
import { escapeHtml } from "../../text/escapeHtml.js";
import { Memo } from "../../text/memo.js";
import { markup, trusted, type Html } from "../html.js";
import type { PageIds } from "../markdown/ids.js";
import { knownEnvironments, numberEquations } from "./equations.js";
import { extractFormulas, placeholders, type Formula } from "./extractFormulas.js";
import { jupyterForms } from "./jupyterCommands.js";
import { normalizeDefinitions, pageMacros } from "./macros.js";
import { plainSigns } from "./plainSigns.js";

/** The longest formula that is typeset, and the longest markup of one; beyond them its source is shown. */
const longest = 20_000;
const longestMarkup = 2_000_000;
/** A formula of chemistry takes longer than others. */
const longestChemistry = 2_000;
/** So many letters fit into a line of a narrow window; a formula in a text that needs more scrolls by itself. */
const widestPart = 60;

interface SetFormula {
  /** Markup, or why there is none. */
  readonly set: Html | string;
  /** Formulas that come after it mean what it says. */
  readonly defines: boolean;
}

/** Formulas of pages that have defined no macro so far. */
const setBefore = new Memo<SetFormula>(
  8_000_000,
  (source, { set }) => source.length + (typeof set === "string" ? set : set.text).length,
);

interface Equation {
  readonly id: string;
  readonly tag: string;
}

/**
 * The mathematics of one page: a macro holds in all formulas that follow, equations with a `\label` are numbered
 * through, and `\eqref` and `\ref` lead to them, wherever they stand. References are written as marks while the page
 * is made, and become links when all labels are known (`resolve`).
 *
 * KaTeX sets formulas, with MathML beside them. Commands that make links, pictures, classes or attributes are off
 * (`trust: false`); macros, sizes and lengths are bounded. A command that KaTeX does not know is shown in its place as
 * it was written; a formula that cannot be read is shown as its source, with the reason as its title.
 */
export class PageMathematics {
  readonly #ids: Pick<PageIds, "take">;
  readonly #macros = pageMacros(() => this.#definitions++);
  #definitions = 0;
  readonly #equations = new Map<string, Equation>();
  readonly #references: { readonly label: string; readonly bare: boolean }[] = [];
  #number = 0;

  constructor(ids: Pick<PageIds, "take">) {
    this.#ids = ids;
  }

  /** A formula as it was found in a text; a reference alone becomes a link. */
  formula({ tex, display }: Formula): Html {
    const reference = /^\s*\\(eq)?ref\s*\{([^{}]*)\}\s*$/.exec(tex);
    return reference === null
      ? this.typeset(tex, display)
      : trusted(this.#mark("L", reference[2] ?? "", reference[1] === undefined));
  }

  typeset(tex: string, display: boolean): Html {
    const source = tex.trim();
    const numbered = display
      ? numberEquations(source, () => ++this.#number)
      : { tex: source.replace(/\\label\s*\{[^{}]*\}/g, ""), labels: [] };
    const set = this.#set(knownEnvironments(numbered.tex, display), display);
    if (typeof set === "string")
      return markup`<code class="tex-error" title="${`The formula could not be set: ${set}`}"
      >${source}</code
    >`;
    if (!display)
      return longestPart(set) > widestPart
        ? markup`<span class="wide-formula" data-scroll="equation">${set}</span>`
        : set;
    const anchors = numbered.labels.map(({ name, tag }) => {
      const id = this.#ids.take(`equation-${name}`);
      if (!this.#equations.has(name)) this.#equations.set(name, { id, tag });
      return markup`<span id="${id}"></span>`;
    });
    return markup`<span class="equation" data-scroll="equation">${anchors}${set}</span>`;
  }

  /** Text with formulas in it, as in the reasons of a derivation: the text escaped, the formulas set. */
  typesetText(source: string): Html {
    const { text, formulas } = extractFormulas(source, false);
    return trusted(
      text
        .split(placeholders)
        .map((part, at) => {
          const formula = at % 2 === 1 ? formulas[Number(part)] : undefined;
          return formula === undefined ? escapeHtml(part) : this.formula(formula).text;
        })
        .join(""),
    );
  }

  /** The markup with its references as links; a label that no equation bears is shown as `(???)`. */
  resolve(html: Html): Html {
    return trusted(
      html.text.replace(/\uFDD2([LT])(\d+)\uFDD3/g, (_, kind: string, index: string) => {
        const reference = this.#references[Number(index)];
        if (reference === undefined) return "";
        const { label, bare } = reference;
        const equation = this.#equations.get(label);
        const sign = equation?.tag ?? "???";
        const said = bare ? sign : `(${sign})`;
        if (kind === "T") return escapeHtml(said);
        const { text } = this.typesetText(said);
        return equation === undefined
          ? markup`<span class="no-equation" title="${`No equation of this page has the label “${label}”`}">${trusted(text)}</span>`
              .text
          : markup`<a href="#${equation.id}">${trusted(text)}</a>`.text;
      }),
    );
  }

  /** L: a link; T: the text alone, inside of a formula. */
  #mark(kind: "L" | "T", label: string, bare: boolean): string {
    this.#references.push({ label, bare });
    return `\uFDD2${kind}${this.#references.length - 1}\uFDD3`;
  }

  /** The formula as markup, or why it cannot be set. */
  #set(tex: string, display: boolean): Html | string {
    const most = /\\(?:ce|pu)(?![a-zA-Z])/.test(tex) ? longestChemistry : longest;
    if (tex.length > most) return `longer than ${most} characters`;
    const source = plainSigns(normalizeDefinitions(jupyterForms(tex)))
      .replace(/\n[ \t]*(?=\n)/g, "")
      .replace(/\\(eq)?ref\s*\{([^{}]*)\}/g, (_, eq: string | undefined, label: string) => {
        return `\\text{${this.#mark("T", label, eq === undefined)}}`;
      });
    if (this.#definitions > 0) return this.#render(source, display);
    let isNew = false;
    const { set, defines } = setBefore.get(`${display}\n${source}`, () => {
      isNew = true;
      return { set: this.#render(source, display), defines: this.#definitions > 0 };
    });
    return defines && !isNew ? this.#render(source, display) : set;
  }

  #render(source: string, display: boolean): Html | string {
    try {
      const html = inSilence(katex.renderToString)(source, {
        displayMode: display,
        output: "htmlAndMathml",
        // Only an unknown command: what cannot be parsed throws.
        throwOnError: false,
        errorColor: "var(--danger)",
        macros: this.#macros,
        globalGroup: true,
        trust: false,
        strict: "ignore",
        maxExpand: 2000,
        maxSize: 20,
      });
      const error = /^<span class="katex-error" title="([^"]*)"/.exec(html)?.[1];
      if (error !== undefined)
        return plain(error)
          .replace(/^ParseError: KaTeX parse error: /, "")
          .slice(0, 300);
      if (html.length > longestMarkup) return "its markup is too long";
      return trusted(html);
    } catch (error) {
      return error instanceof Error ? error.message.slice(0, 300) : "unknown";
    }
  }
}

/** KaTeX tells the console of each letter whose width it does not know: Arabic, Hindi. They are set all the same. */
function inSilence<Arguments extends readonly unknown[], Result>(
  act: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  return (...given) => {
    const { warn } = console;
    console.warn = () => undefined;
    try {
      return act(...given);
    } finally {
      console.warn = warn;
    }
  };
}

/** Letters and columns of the longest part in which a formula has no place where its line may end. */
function longestPart({ text }: Html): number {
  const parts = text.split('<span class="katex-base">').slice(1);
  const lengths = parts.map(
    (part) => part.replace(/<[^>]*>/g, "").length + part.split('"arraycolsep"').length - 1,
  );
  return Math.max(0, ...lengths);
}

/** The text of an attribute as KaTeX escapes it. */
function plain(attribute: string): string {
  const characters: Readonly<Record<string, string>> = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#x27;": "'",
  };
  return attribute.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => characters[entity] ?? entity);
}
