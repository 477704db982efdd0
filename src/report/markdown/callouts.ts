import type { Element, Root } from "hast";
import { toString as textContent } from "hast-util-to-string";
import { markup } from "../html.js";
import type { MarkdownContext } from "./context.js";
import { eachElement, rawNode } from "./hast.js";

const callouts = ["note", "tip", "important", "warning", "caution"] as const;

/** `> [!NOTE]` as GitHub shows it. */
export function makeCallouts(tree: Root, context: MarkdownContext): void {
  eachElement(tree, "blockquote", (element) => {
    makeCallout(element, context);
    return undefined;
  });
}

function makeCallout(element: Element, context: MarkdownContext): void {
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
    rawNode(markup`<p class="callout-title">${context.words.callouts[name]}</p>`),
  );
}
