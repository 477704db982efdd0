import katex from "katex";
import { escapeHtml } from "../../text/escapeHtml.js";
import { markup, trusted, type Html } from "../html.js";

/** The longest formula that is typeset; a longer one is shown as its source. */
const longest = 20_000;

/**
 * A formula as KaTeX sets it, with MathML beside it. Commands that make links, images, classes or attributes are off
 * (`trust: false`), macros cannot run for ever (`maxExpand`) and nothing grows beyond the page (`maxSize`).
 * A formula with an error is shown as its source, with the error as its title.
 */
export function typeset(tex: string, display: boolean): Html {
  const source = withoutNumbers(tex.trim());
  try {
    if (source.length > longest) throw new Error(`longer than ${longest} characters`);
    const typesetFormula = katex.renderToString(source, {
      displayMode: display,
      output: "htmlAndMathml",
      throwOnError: true,
      trust: false,
      strict: "ignore",
      maxExpand: 500,
      maxSize: 20,
    });
    return display
      ? markup`<span class="equation" data-scroll="equation">${trusted(typesetFormula)}</span>`
      : trusted(typesetFormula);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 300) : "unknown";
    return markup`<code class="tex-error" title="${`The formula could not be set: ${reason}`}"
      >${source}</code
    >`;
  }
}

/** As in a notebook, an environment is numbered only where it has a \\tag. */
function withoutNumbers(tex: string): string {
  return tex.replace(/\\(begin|end)\{(equation|align|alignat|gather)\}/g, "\\$1{$2*}");
}

/** Text with `$…$` in it, as in the reasons of a derivation: the text escaped, the formulas set. */
export function typesetText(text: string): Html {
  const parts = text.split(/(\$[^$]+\$)/);
  return trusted(
    parts
      .map((part) =>
        part.length > 2 && part.startsWith("$") && part.endsWith("$")
          ? typeset(part.slice(1, -1), false).text
          : escapeHtml(part),
      )
      .join(""),
  );
}

/** KaTeX's font families and the classes of its markup that call for them; the main font is always wanted. */
const fontOfClass: readonly (readonly [RegExp, string])[] = [
  [/\bmathnormal\b/, "KaTeX_Math-Italic"],
  [/\b(?:mathit|textit)\b/, "KaTeX_Main-Italic"],
  [/\b(?:mathbf|textbf)\b/, "KaTeX_Main-Bold"],
  [/\bboldsymbol\b/, "KaTeX_Math-BoldItalic"],
  [/\b(?:textboldit|mathboldit|textbf textit|textit textbf)\b/, "KaTeX_Main-BoldItalic"],
  [/\b(?:amsrm|mathbb|textbb)\b/, "KaTeX_AMS-Regular"],
  [/\bmathcal\b/, "KaTeX_Caligraphic-Regular"],
  [/\bmathcal\b[^"]*\bboldsymbol\b|\bboldsymbol\b[^"]*\bmathcal\b|\bmathboldcal\b/, "KaTeX_Caligraphic-Bold"],
  [/\b(?:mathfrak|textfrak)\b/, "KaTeX_Fraktur-Regular"],
  [/\b(?:mathboldfrak|textboldfrak)\b/, "KaTeX_Fraktur-Bold"],
  [/\b(?:mathscr|textscr)\b/, "KaTeX_Script-Regular"],
  [/\b(?:mathsf|textsf)\b/, "KaTeX_SansSerif-Regular"],
  [/\b(?:mathboldsf|textboldsf)\b/, "KaTeX_SansSerif-Bold"],
  [/\b(?:mathsfit|mathitsf|textitsf)\b/, "KaTeX_SansSerif-Italic"],
  [/\b(?:mathtt|texttt)\b/, "KaTeX_Typewriter-Regular"],
  [/\b(?:size1|small-op|delim-size1)\b/, "KaTeX_Size1-Regular"],
  [/\b(?:size2|large-op)\b/, "KaTeX_Size2-Regular"],
  [/\bsize3\b/, "KaTeX_Size3-Regular"],
  [/\b(?:size4|delim-size4)\b/, "KaTeX_Size4-Regular"],
]; // prettier-ignore

/** The font files that the formulas in `markup` use; none where there is no formula. */
export function fontsIn(markup: string): readonly string[] {
  const classes = new Set<string>();
  for (const [formula] of markup.matchAll(/class="[^"]*"/g)) classes.add(formula);
  const list = [...classes];
  if (!list.some((name) => /"katex"/.test(name))) return [];
  return [
    "KaTeX_Main-Regular",
    ...fontOfClass
      .filter(([pattern]) => list.some((name) => pattern.test(name)))
      .map(([, font]) => font),
  ];
}
