import { defaultSchema, type Options as Schema } from "rehype-sanitize";
import rehypeParse from "rehype-parse";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import { unified } from "unified";
import type { Root } from "hast";
import { visit } from "unist-util-visit";
import { idPrefix } from "./markdown/ids.js";

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
 * What of a notebook's HTML may stay: text, lists, tables, pictures, details. No styles, no forms, no `data-*`
 * (front ends attach commands to them), no `name`; ids are prefixed; classes are those of Markdown and of data frames.
 */
export const schema: Schema = {
  ...defaultSchema,
  clobberPrefix: idPrefix,
  clobber: ["ariaDescribedBy", "ariaLabelledBy", "id", "name", "htmlFor", "headers"],
  strip: stripped,
  tagNames: [
    ...(defaultSchema.tagNames ?? []).filter(
      (name) => name !== "picture" && name !== "source" && name !== "section",
    ),
    "section", "figure", "figcaption", "caption", "colgroup", "col", "abbr", "mark", "small", "u", "wbr", "dfn",
  ], // prettier-ignore
  attributes: {
    "*": plainAttributes,
    "a": ["href", "dataFootnoteRef", "dataFootnoteBackref", "ariaDescribedBy", "ariaLabel"],
    "code": [["className", /^language-[\w+#.-]{1,40}$/, "math-inline", "math-display"]],
    "h2": [["className", "sr-only"]],
    "img": ["src"],
    "input": [
      ["disabled", true],
      ["type", "checkbox"],
      ["checked", true],
    ],
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
export function namesToIds() {
  return (tree: Root): void => {
    visit(tree, "element", ({ tagName, properties }) => {
      if (tagName === "a" && typeof properties["name"] === "string")
        properties["id"] ??= properties["name"];
    });
  };
}

/** Reads an HTML output and keeps only what the schema allows. */
export function sanitizedTree(markup: string): Root {
  const tree = unified().use(rehypeParse, { fragment: true }).parse(markup);
  return unified().use(namesToIds).use(rehypeSanitize, schema).runSync(tree) as Root;
}

/** A tree as markup; raw nodes in it are ours (KaTeX, the highlighter), since the sanitiser drops all others. */
export function markupOf(tree: Root): string {
  return unified().use(rehypeStringify, { allowDangerousHtml: true }).stringify(tree);
}
