import type { Root } from "hast";
import { markup, trusted, type Html } from "../html.js";
import { markupOf, sanitizedTree } from "../sanitize.js";
import { extractFormulas } from "../mathematics/extractFormulas.js";
import { encodeAttachments } from "../outputs/picture.js";
import { longestText, whyTooCostly } from "./bounds.js";
import { makeCallouts } from "./callouts.js";
import { keepOwnIds } from "./anchors.js";
import { dropCjkMarks, markCjkEmphasis } from "./cjkEmphasis.js";
import { highlightCode } from "./code.js";
import type { Heading, MarkdownContext } from "./context.js";
import { reportMissingFootnotes, separateFootnotes, withFootnotes } from "./footnotes.js";
import { typesetFormulas, typesetTexts } from "./formulas.js";
import { anchorHeadings } from "./headings.js";
import { resolveLinks } from "./links.js";
import { parseMarkdown } from "./parseMarkdown.js";
import { embedPictures } from "./pictures.js";
import { showsSomething } from "./showsSomething.js";
import { frameTables } from "./tables.js";
import { nameTasks } from "./tasks.js";

/** A Markdown cell: GFM, mathematics, callouts, footnotes, attachments. Sanitised first, then typeset. */
export function renderMarkdown(
  source: string,
  context: MarkdownContext,
): { readonly html: Html; readonly headings: readonly Heading[] } {
  try {
    const tooCostly = whyTooCostly(source);
    if (tooCostly !== undefined) {
      context.notSet?.({ cell: context.cellNumber, ...tooCostly });
      return asSource(source, context);
    }
    const extracted = extractFormulas(
      encodeAttachments(withFootnotes(source, context.footnotes), context.attachments),
      true,
    );
    const text = markCjkEmphasis(extracted.text);
    const tree = parseMarkdown(text);
    if (text !== extracted.text) dropCjkMarks(tree);
    separateFootnotes(tree, context);
    reportMissingFootnotes(tree, context);
    keepOwnIds(tree, context);
    typesetFormulas(tree, extracted, context);
    const headings = finish(tree, context);
    return { html: trusted(markupOf(tree)), headings };
  } catch (error) {
    // The parsers are recursive; a stack that overflows says nothing about the rest of the notebook.
    if (!(error instanceof RangeError)) throw error;
    context.notSet?.({ cell: context.cellNumber, line: 1, what: "is nested too deeply" });
    return asSource(source, context);
  }
}

const asSource = (source: string, { words }: MarkdownContext) => ({
  html: markup`<p class="notice">${words.notTypeset}</p>
    <pre data-scroll="text">${source.slice(0, longestText)}</pre>`,
  headings: [],
});

const longestHtml = 5_000_000;

/** An HTML output: sanitised, tables in their own scrolling box; undefined where the sanitiser left nothing to see. */
export function renderHtml(source: string, context: MarkdownContext): Html | undefined {
  try {
    if (source.length > longestHtml)
      throw new RangeError(`has more than ${longestHtml / 1e6} MB of HTML`);
    const tree = sanitizedTree(source);
    if (!showsSomething(tree)) return undefined;
    keepOwnIds(tree, context);
    typesetTexts(tree, context);
    finish(tree, context);
    return trusted(markupOf(tree));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const what = source.length > longestHtml ? error.message : "is nested too deeply";
    context.notSet?.({ cell: context.cellNumber, line: undefined, what });
    return markup`<p class="notice">${context.words.notTypeset}</p>`;
  }
}

/** Everything that happens after the sanitiser, in this order: what is set is not cleaned again. */
function finish(tree: Root, context: MarkdownContext): readonly Heading[] {
  highlightCode(tree, context);
  embedPictures(tree, context);
  resolveLinks(tree, context);
  nameTasks(tree, context);
  frameTables(tree);
  makeCallouts(tree, context);
  return anchorHeadings(tree, context);
}
