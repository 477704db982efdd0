import type { Element, ElementContent, Parents, Root, Text } from "hast";
import { toString as textContent } from "hast-util-to-string";
import type { Paragraph, Root as MarkdownRoot } from "mdast";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified, type Processor } from "unified";
import { SKIP, visit } from "unist-util-visit";
import type { Highlighter } from "./highlight.js";
import { markup, trusted, type Html } from "../html.js";
import { pictureUrl } from "../outputs/picture.js";
import { typeset } from "./mathematics.js";
import { markupOf, sanitizedTree, schema } from "../sanitize.js";
import { idPrefix, slug, type Slugs } from "./slug.js";
import type { Words } from "../words.js";

export interface Heading {
  readonly level: number;
  readonly id: string;
  /** The heading as markup, formulas typeset; without links. */
  readonly title: Html;
  readonly text: string;
}

export interface MarkdownContext {
  readonly highlighter: Highlighter;
  readonly slugs: Slugs;
  readonly words: Words;
  /** Makes the ids of one cell's footnotes differ from another's. */
  readonly cell: string;
  readonly attachments: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** A picture's file as a data URL, or undefined where it may not or cannot be read. */
  readonly picture?: ((path: string) => string | undefined) | undefined;
  /** The address of another notebook's page, or undefined where it has none. */
  readonly link?: ((path: string) => string | undefined) | undefined;
}

/** A cell longer than this, or nested too deeply for the parser, is shown as it was written. */
const longest = 300_000;

/** A Markdown cell: GFM, mathematics, callouts, footnotes, attachments. Sanitised first, then typeset. */
export function renderMarkdown(
  source: string,
  context: MarkdownContext,
): { readonly html: Html; readonly headings: readonly Heading[] } {
  try {
    if (source.length > longest) throw new RangeError("too long");
    // Thousands of marks of emphasis in a row take the parser minutes.
    if (deepestQuote(source) > 100 || /([*_~])\1{500}/.test(source))
      throw new RangeError("nested too deeply");
    const headings: Heading[] = [];
    const tree = parse(source, context.cell);
    finish(tree, context, headings);
    return { html: trusted(markupOf(tree)), headings };
  } catch (error) {
    // The parsers are recursive; a stack that overflows says nothing about the rest of the notebook.
    if (!(error instanceof RangeError)) throw error;
    return {
      html: markup`<p class="notice">${context.words.notTypeset}</p>
        <pre data-scroll="text">${source.slice(0, longest)}</pre>`,
      headings: [],
    };
  }
}

/** An HTML output: sanitised, tables in their own scrolling box. */
export function renderHtml(source: string, context: MarkdownContext): Html {
  try {
    if (source.length > 5_000_000) throw new RangeError("too long");
    const tree = sanitizedTree(source);
    finish(tree, context, []);
    return trusted(markupOf(tree));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return markup`<p class="notice">${context.words.notTypeset}</p>`;
  }
}

/** The number of `>` and list marks that the deepest line opens with. */
function deepestQuote(source: string): number {
  let deepest = 0;
  for (const [marks] of source.matchAll(/^(?:[ \t]*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))+/gm))
    deepest = Math.max(deepest, marks.replace(/[^>\-*+.)]/g, "").length);
  return deepest;
}

let processor: Processor<MarkdownRoot, MarkdownRoot, Root> | undefined;

function parse(source: string, cell: string): Root {
  processor ??= unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(displayMathematics)
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: "" })
    .use(rehypeRaw)
    .use(rehypeSanitize, schema) as unknown as Processor<MarkdownRoot, MarkdownRoot, Root>;
  const tree = processor.runSync(processor.parse(source), { value: source } as never) as Root;
  // Two cells may both have a footnote 1.
  visit(tree, "element", (element) => {
    const properties: Record<string, unknown> = element.properties;
    for (const name of ["id", "ariaDescribedBy"]) {
      const first = String([properties[name]].flat()[0] ?? "");
      if (first.startsWith(`${idPrefix}fn`))
        properties[name] = `${idPrefix}${cell}-${first.slice(idPrefix.length)}`;
      if (first === `${idPrefix}footnote-label`) properties[name] = `${idPrefix}${cell}-footnotes`;
    }
  });
  return tree;
}

const environments =
  /^\\begin\{((?:equation|align|alignat|gather|multline|eqnarray)\*?)\}[\s\S]*\\end\{\1\}$/;

/** Jupyter sets `$$…$$` inside a paragraph, and a bare `\begin{align}…`, on lines of their own. */
function displayMathematics() {
  return (tree: MarkdownRoot, file: { value: unknown }) => {
    const source = String(file.value);
    visit(tree, (node, index, parent) => {
      const [from, to] = [node.position?.start.offset, node.position?.end.offset];
      if (from === undefined || to === undefined) return;
      if (node.type === "inlineMath" && source.startsWith("$$", from)) {
        node.data = {
          ...node.data,
          hProperties: { className: ["language-math", "math-display"] },
        };
      } else if (node.type === "paragraph" && parent !== undefined && index !== undefined) {
        const text = source.slice(from, to).trim();
        if (!environments.test(text)) return;
        const formula: Paragraph = {
          type: "paragraph",
          children: [
            {
              type: "inlineMath",
              value: text,
              data: {
                hName: "code",
                hProperties: { className: ["language-math", "math-display"] },
                hChildren: [{ type: "text", value: text }],
              },
            },
          ],
        };
        parent.children[index] = formula;
        return SKIP;
      }
    });
  };
}

const hasClass = (element: Element, name: string): boolean =>
  Array.isArray(element.properties["className"]) && element.properties["className"].includes(name);

const raw = (markup: Html): ElementContent =>
  ({ type: "raw", value: markup.text }) as unknown as ElementContent;

/** Everything that happens after the sanitiser: formulas, code, pictures, links, headings, callouts, tables. */
function finish(tree: Root, context: MarkdownContext, headings: Heading[]): void {
  visit(tree, "element", (element, index, parent) => {
    if (parent === undefined || index === undefined) return;
    const replace = (node: ElementContent) => {
      parent.children[index] = node;
      return [SKIP, index + 1] as [typeof SKIP, number];
    };
    switch (element.tagName) {
      case "pre": {
        const code = element.children.find(
          (child): child is Element => child.type === "element" && child.tagName === "code",
        );
        if (code !== undefined && hasClass(code, "math-display"))
          return replace(raw(typeset(textContent(code), true)));
        const language = code === undefined ? undefined : languageOf(code);
        const text = textContent(element).replace(/\n$/, "");
        return replace(
          raw(
            markup`<div class="block">
              <pre
                class="code"
                data-scroll="code"
              ><code>${context.highlighter.code(text, language ?? "")}</code></pre>
            </div>`,
          ),
        );
      }
      case "code":
        if (hasClass(element, "math-inline"))
          return replace(raw(typeset(textContent(element), false)));
        if (hasClass(element, "math-display"))
          return replace(raw(typeset(textContent(element), true)));
        delete element.properties["className"];
        return;
      case "img": {
        const source = String(element.properties["src"] ?? "");
        const alt = String(element.properties["alt"] ?? "");
        const url = pictureUrl(source, context);
        if (url !== undefined) {
          element.properties["src"] = url;
          element.properties["alt"] = alt;
          return;
        }
        return replace(
          raw(
            markup`<span class="no-picture">${context.words.noPicture}${alt && `: ${alt}`}</span>`,
          ),
        );
      }
      case "a":
        return void link(element, context);
      case "input":
        element.properties["ariaLabel"] = context.words.task;
        return;
      case "table":
        parent.children[index] = {
          type: "element",
          tagName: "div",
          properties: { className: ["table"], dataScroll: "table" },
          children: [element],
        };
        visit(element, "text", breakLongNames);
        return;
      case "th":
        // The corner of a data frame: a header of nothing.
        if (textContent(element).trim() === "" && element.children.length === 0)
          element.tagName = "td";
        return;
      case "blockquote":
        return void callout(element, context);
      default:
        return;
    }
  });
  // Headings last: their titles hold typeset formulas by now.
  visit(tree, "element", (element) => {
    const level = /^h([1-6])$/.exec(element.tagName)?.[1];
    if (level === undefined || hasClass(element, "sr-only")) return;
    const text = headingText(element);
    const id = context.slugs.take(text);
    element.properties["id"] = id;
    headings.push({
      level: Number(level),
      id,
      text,
      title: trusted(markupOf({ type: "root", children: withoutLinks(element.children) })),
    });
    element.children.push(
      raw(
        markup` <a class="anchor" href="#${id}" aria-label="${context.words.linkTo(text)}">#</a>`,
      ),
    );
    return SKIP;
  });
}

function languageOf(code: Element): string | undefined {
  const names = code.properties["className"];
  if (!Array.isArray(names)) return undefined;
  return names
    .map(String)
    .find((name) => name.startsWith("language-"))
    ?.slice("language-".length);
}

/** A heading's words, formulas by their TeX; raw nodes hold markup of KaTeX with its source inside. */
function headingText(element: Element): string {
  let text = "";
  visit(element, (node) => {
    if (node.type === "text") text += node.value;
    else if ((node.type as string) === "raw") {
      const value = String((node as unknown as { value: string }).value);
      text += /<annotation[^>]*>([\s\S]*?)<\/annotation>/.exec(value)?.[1] ?? "";
    }
  });
  return text.replace(/\s+/g, " ").trim();
}

function withoutLinks(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child) =>
    child.type === "element" && (child.tagName === "a" || child.tagName === "img")
      ? withoutLinks(child.children)
      : child.type === "element"
        ? [{ ...child, properties: {}, children: withoutLinks(child.children) }]
        : [child],
  );
}

/** A long name in a table may break where a word of it begins: a column as wide as the name leaves no room for others. */
function breakLongNames(text: Text, index: number | undefined, parent: Parents | undefined): void {
  if (parent === undefined || index === undefined) return;
  const parts = text.value.split(/(?<=\p{Ll})(?=\p{Lu})/u);
  if (parts.length === 1 || !/\S{20}/.test(text.value)) return;
  parent.children.splice(
    index,
    1,
    ...parts.flatMap((value, i): (Text | Element)[] => [
      ...(i === 0 ? [] : [wordBreak()]),
      { type: "text", value },
    ]),
  );
}

const wordBreak = (): Element => ({
  type: "element",
  tagName: "wbr",
  properties: {},
  children: [],
});

/** Links inside the page get the prefix of its ids, links to notebooks lead to their pages, others say where to. */
function link(element: Element, context: MarkdownContext): void {
  const href = element.properties["href"];
  if (typeof href !== "string") return;
  if (href.startsWith("#")) {
    const fragment = decoded(href.slice(1));
    element.properties["href"] = /^fn(?:ref)?-/.test(fragment)
      ? `#${idPrefix}${context.cell}-${fragment}`
      : `#${idPrefix}${slug(fragment)}`;
    return;
  }
  if (/^(?:https?:|mailto:)/i.test(href)) {
    element.properties["rel"] = ["noopener", "noreferrer"];
    return;
  }
  const [path, fragment] = href.split("#", 2);
  const target = path === undefined ? undefined : context.link?.(decoded(path));
  if (target === undefined) {
    // A path that leads nowhere from the report: its words stay, the link goes.
    element.tagName = "span";
    element.properties = {};
    return;
  }
  element.properties["href"] = fragment
    ? `${target}#${idPrefix}${slug(decoded(fragment))}`
    : target;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const callouts = ["note", "tip", "important", "warning", "caution"] as const;

/** `> [!NOTE]` as GitHub shows it. */
function callout(element: Element, context: MarkdownContext): void {
  const first = element.children.find(
    (child): child is Element => child.type === "element" && child.tagName === "p",
  );
  const lead = first?.children[0];
  if (first === undefined || lead?.type !== "text") return;
  const found = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*\n?/i.exec(lead.value);
  const name = callouts.find((one) => one === found?.[1]?.toLowerCase());
  if (found === null || name === undefined) return;
  lead.value = lead.value.slice(found[0].length);
  if (
    lead.value === "" &&
    first.children[1]?.type === "element" &&
    first.children[1].tagName === "br"
  )
    first.children.splice(1, 1);
  if (textContent(first).trim() === "" && first.children.length <= 1)
    element.children.splice(element.children.indexOf(first), 1);
  element.tagName = "div";
  element.properties = { className: ["callout", `callout-${name}`], role: "note" };
  element.children.unshift(
    raw(markup`<p class="callout-title">${context.words.callouts[name]}</p>`),
  );
}
