import { visit } from "unist-util-visit";
import type { Element } from "hast";
import type { CheckedCell } from "./checkedCell.js";
import { markdownTree } from "./markdownTree.js";

export interface WrittenHeading {
  readonly cell: CheckedCell;
  readonly line: number;
  readonly level: number;
  readonly text: string;
}

/** The headings of a notebook's texts, in their order. */
export function headingsOf(cells: readonly CheckedCell[]): readonly WrittenHeading[] {
  return cells.flatMap((cell) => {
    if (cell.kind !== "markdown" || !/^\s*#|^[=-]+\s*$|<h[1-6]/im.test(cell.source)) return [];
    const lines = cell.source.split("\n");
    let from = 0;
    const headings: WrittenHeading[] = [];
    visit(markdownTree(cell.source), "element", (element) => {
      const level = /^h([1-6])$/.exec(element.tagName)?.[1];
      if (level === undefined) return;
      const text = textOf(element);
      const start = text
        .replace(/[\uFDD0`*_[$].*$/s, "")
        .trim()
        .slice(0, 40);
      const at = lines.findIndex((line, index) => index >= from && line.includes(start));
      if (at >= 0) from = at + 1;
      headings.push({ cell, line: Math.max(at, 0) + 1, level: Number(level), text });
    });
    return headings;
  });
}

function textOf(element: Element): string {
  let text = "";
  visit(element, "text", ({ value }) => void (text += value));
  return text.replace(/\s+/g, " ").trim();
}
