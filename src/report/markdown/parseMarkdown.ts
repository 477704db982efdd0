import type { Root } from "hast";
import type { Root as MarkdownRoot } from "mdast";
import rehypeRaw from "rehype-raw";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified, type Processor } from "unified";
import { Memo } from "../../text/memo.js";
import { sanitiser } from "../sanitize.js";
import { footnotePrefix } from "./ids.js";

let processor: Processor<MarkdownRoot, MarkdownRoot, Root> | undefined;

/** Trees of the last texts; a tree takes a hundred times as much as its text. */
const parsed = new Memo<Root>(300_000);

/** GitHub's Markdown as a tree of elements, sanitised. Its mathematics has been taken out. */
export function parseMarkdown(source: string): Root {
  // Whoever sets the text changes the tree.
  return structuredClone(parsed.get(source, () => parse(source)));
}

function parse(source: string): Root {
  processor ??= unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: footnotePrefix })
    .use(rehypeRaw)
    .use(sanitiser) as unknown as Processor<MarkdownRoot, MarkdownRoot, Root>;
  return processor.runSync(processor.parse(source)) as Root;
}
