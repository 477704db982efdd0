import type { Element, Root } from "hast";
import { toString as textContent } from "hast-util-to-string";
import { markup } from "../html.js";
import type { MarkdownContext } from "./context.js";
import { eachElement, rawNode } from "./hast.js";

/** Blocks of code in their own scrolling box, coloured where their language is known. */
export function highlightCode(tree: Root, { highlighter }: MarkdownContext): void {
  eachElement(tree, "pre", (element) => {
    const code = element.children.find(
      (child): child is Element => child.type === "element" && child.tagName === "code",
    );
    const language = code === undefined ? undefined : languageOf(code);
    const text = textContent(element).replace(/\n$/, "");
    return rawNode(
      markup`<div class="block">
              <pre
                class="code"
                data-scroll="code"
              ><code>${highlighter.code(text, language ?? "")}</code></pre>
            </div>`,
    );
  });
  eachElement(tree, "code", (element) => {
    delete element.properties["className"];
    return undefined;
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
