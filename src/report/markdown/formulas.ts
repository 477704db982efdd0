import type { Element, ElementContent, Root, RootContent, Text } from "hast";
import {
  extractFormulas,
  placeholders,
  type Extracted,
  type Formula,
} from "../mathematics/extractFormulas.js";
import type { MarkdownContext } from "./context.js";
import { rawNode } from "./hast.js";

/** Sets the formulas that were taken out of a Markdown text, where their placeholders stand by now. */
export function typesetFormulas(
  tree: Root,
  { formulas }: Extracted,
  { mathematics }: MarkdownContext,
): void {
  if (formulas.length === 0) return;
  eachText(tree, formulas, (text) =>
    pieces(text, formulas, (formula) => rawNode(mathematics.formula(formula))),
  );
}

/** Sets the formulas in the texts of an HTML output. */
export function typesetTexts(tree: Root, { mathematics }: MarkdownContext): void {
  eachText(tree, [], (source) => {
    if (!/[$\\]/.test(source)) return undefined;
    const { text, formulas } = extractFormulas(source, false);
    return pieces(text, formulas, (formula) => rawNode(mathematics.formula(formula)));
  });
}

/** Replaces texts by nodes; in code, and in attributes, formulas stay as they were written. */
function eachText(
  root: Root,
  formulas: readonly Formula[],
  replacement: (text: string) => ElementContent[] | undefined,
): void {
  const asWritten = (text: string): string =>
    text.replace(placeholders, (_, index: string) => formulas[Number(index)]?.source ?? "");
  const visit = (parent: Root | Element, inCode: boolean): void => {
    const children: (ElementContent | RootContent)[] = [];
    for (const child of parent.children) {
      if (child.type === "text") {
        if (inCode) children.push({ ...child, value: asWritten(child.value) });
        else children.push(...(replacement(child.value) ?? [child]));
        continue;
      }
      children.push(child);
      if (child.type !== "element") continue;
      for (const [name, value] of Object.entries(child.properties))
        if (typeof value === "string" && value.includes("\uFDD0"))
          child.properties[name] = asWritten(value);
      visit(child, inCode || child.tagName === "pre" || child.tagName === "code");
    }
    parent.children = children.flatMap((child) => withoutBlocks(child)) as typeof parent.children;
  };
  visit(root, false);
}

interface SetFormula {
  readonly block?: boolean;
}

/** Text and formulas in their order; undefined where there are no formulas. */
function pieces(
  text: string,
  formulas: readonly Formula[],
  set: (formula: Formula) => ElementContent,
): ElementContent[] | undefined {
  const parts = text.split(placeholders);
  if (parts.length === 1) return undefined;
  return parts.flatMap((part, at): ElementContent[] => {
    const formula = at % 2 === 1 ? formulas[Number(part)] : undefined;
    if (formula !== undefined)
      return [Object.assign(set(formula), { block: formula.block } satisfies SetFormula)];
    return at % 2 === 1 || part === "" ? [] : [{ type: "text", value: part }];
  });
}

const isBlock = (node: ElementContent): boolean => (node as SetFormula).block === true;

/** A formula on lines of its own ends the paragraph before it. */
function withoutBlocks<Node extends ElementContent | RootContent>(
  node: Node,
): (Node | ElementContent)[] {
  if (node.type !== "element" || node.tagName !== "p" || !node.children.some(isBlock))
    return [node];
  const parts: ElementContent[] = [];
  let open: ElementContent[] = [];
  const close = (): void => {
    if (open.some((child) => child.type !== "text" || child.value.trim() !== "")) {
      if (parts.length > 0) parts.push(lineEnd());
      parts.push({ ...(node as Element), children: trimmed(open) });
    }
    open = [];
  };
  for (const child of node.children) {
    if (!isBlock(child)) {
      open.push(child);
      continue;
    }
    close();
    if (parts.length > 0) parts.push(lineEnd());
    parts.push(child);
  }
  close();
  return parts;
}

const lineEnd = (): Text => ({ type: "text", value: "\n" });

/** The line ends around a formula are none of the paragraph's. */
function trimmed(children: readonly ElementContent[]): ElementContent[] {
  return children.map((child, at): ElementContent => {
    if (child.type !== "text") return child;
    let { value } = child;
    if (at === 0) value = value.replace(/^\s+/, "");
    if (at === children.length - 1) value = value.replace(/\s+$/, "");
    return { ...child, value };
  });
}
