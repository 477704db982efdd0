import { defaultSchema, type Options as Schema } from "rehype-sanitize";
import rehypeParse from "rehype-parse";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import { unified, type Preset } from "unified";
import type { Root } from "hast";
import { visit } from "unist-util-visit";
import { keepSafeStyles } from "./inlineStyles/keepSafeStyles.js";
import { idPrefix } from "./markdown/ids.js";
import { svgToPictures } from "./svgToPictures.js";

/** Elements whose text is no text for a reader: they go with all that is in them. */
const stripped = [
  "script", "style", "template", "iframe", "frame", "frameset", "object", "embed", "applet", "noscript", "title",
  "svg", "math", "textarea", "select", "form", "button", "meta", "link", "base", "audio", "video", "portal", "dialog",
]; // prettier-ignore

const plainAttributes = [
  "align", "alt", "cellPadding", "cellSpacing", "colSpan", "dateTime", "dir", "height", "id", "lang", "open", "rowSpan",
  "scope", "start", "title", "vAlign", "width", "reversed",
]; // prettier-ignore

/**
 * What of a notebook's HTML may stay: text, lists, tables, pictures, details, bars of progress. No forms, no `data-*`
 * (front ends attach commands to them), no `name`; ids are prefixed; classes are those of Markdown and of data frames;
 * styles are those that `keepSafeStyles` has written.
 */
const schema: Schema = {
  ...defaultSchema,
  clobberPrefix: idPrefix,
  clobber: ["ariaDescribedBy", "ariaLabelledBy", "id", "name", "htmlFor", "headers"],
  strip: stripped,
  tagNames: [
    ...(defaultSchema.tagNames ?? []).filter(
      (name) => name !== "picture" && name !== "source" && name !== "section",
    ),
    "section", "progress", "meter", "figure", "figcaption", "caption", "colgroup", "col", "abbr", "mark", "small", "u", "wbr", "dfn",
  ], // prettier-ignore
  attributes: {
    "*": [...plainAttributes, "style"],
    "a": ["href", "dataFootnoteRef", "dataFootnoteBackref", "ariaDescribedBy", "ariaLabel"],
    "code": [["className", /^language-[\w+#.-]{1,40}$/, "math-inline", "math-display"]],
    "h2": [["className", "sr-only"]],
    "img": ["src"],
    "input": [
      ["disabled", true],
      ["type", "checkbox"],
      ["checked", true],
    ],
    "progress": ["value", "max"],
    "meter": ["value", "max", "min", "low", "high", "optimum"],
    "li": ["value", ["className", "task-list-item"]],
    "ol": ["type", ["className", "contains-task-list"]],
    "section": ["dataFootnotes", ["className", "footnotes"]],
    "table": [["className", "dataframe"]],
    "ul": [["className", "contains-task-list"]],
  },
  protocols: {
    href: ["http", "https", "mailto"],
    src: ["http", "https", "data", "attachment"],
  },
};

/** `<a name="intro">`, the old form of an anchor, is one by its id: the sanitiser keeps no names. */
function namesToIds() {
  return (tree: Root): void => {
    visit(tree, "element", ({ tagName, properties }) => {
      if (tagName === "a" && typeof properties["name"] === "string")
        properties["id"] ??= properties["name"];
    });
  };
}

/** All that stands between a notebook's elements and the page, in its order: styles are made ours just before the end. */
export const sanitiser: Preset = {
  plugins: [namesToIds, svgToPictures, keepSafeStyles, [rehypeSanitize, schema]],
};

/** Reads an HTML output and keeps only what the schema allows. */
export function sanitizedTree(markup: string): Root {
  const tree = unified().use(rehypeParse, { fragment: true }).parse(markup);
  return unified().use(sanitiser).runSync(tree) as Root;
}

/** A tree as markup; raw nodes in it are ours (KaTeX, the highlighter), since the sanitiser drops all others. */
export function markupOf(tree: Root): string {
  return unified().use(rehypeStringify, { allowDangerousHtml: true }).stringify(tree);
}
