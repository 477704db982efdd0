import type { Root } from "hast";
import type { Root as MarkdownRoot } from "mdast";
import rehypeRaw from "rehype-raw";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified, type Processor } from "unified";
import { sanitiser } from "../sanitize.js";

let processor: Processor<MarkdownRoot, MarkdownRoot, Root> | undefined;

/** GitHub's Markdown as a tree of elements, sanitised. Its mathematics has been taken out. */
export function parseMarkdown(source: string): Root {
  processor ??= unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: "" })
    .use(rehypeRaw)
    .use(sanitiser) as unknown as Processor<MarkdownRoot, MarkdownRoot, Root>;
  return processor.runSync(processor.parse(source)) as Root;
}
