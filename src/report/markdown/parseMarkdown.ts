import type { Root } from "hast";
import type { Root as MarkdownRoot } from "mdast";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified, type Processor } from "unified";
import { schema } from "../sanitize.js";
import { displayMathematics } from "./displayMathematics.js";

let processor: Processor<MarkdownRoot, MarkdownRoot, Root> | undefined;

/** GitHub's Markdown with mathematics as a tree of elements, sanitised. */
export function parseMarkdown(source: string): Root {
  processor ??= unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(displayMathematics)
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: "" })
    .use(rehypeRaw)
    .use(rehypeSanitize, schema) as unknown as Processor<MarkdownRoot, MarkdownRoot, Root>;
  return processor.runSync(processor.parse(source), { value: source } as never) as Root;
}
