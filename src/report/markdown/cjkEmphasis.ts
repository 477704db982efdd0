import type { Root } from "hast";
import { visit } from "unist-util-visit";

/** A noncharacter that Markdown takes for a letter; no text holds it once formulas are taken out. */
const letter = "\uFDD4";

const cjk = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー々]";
const closing = new RegExp(`(?<=(?![*~\\\\])[\\p{P}\\p{S}])(\\*{1,3}|~~)(?=${cjk})`, "gu");
const opening = new RegExp(`(?<=${cjk})(\\*{1,3}|~~)(?=(?![*~])[\\p{P}\\p{S}])`, "gu");

/**
 * Markdown finds the ends of emphasis by the spaces around words, which Chinese and Japanese do not write: in
 * `**テスト（）**だ` the second mark stands between a bracket and a letter, and closes nothing. A letter beside it
 * that nobody sees makes it close.
 */
export function markCjkEmphasis(text: string): string {
  return text.replace(closing, `${letter}$1`).replace(opening, `$1${letter}`);
}

export function dropCjkMarks(tree: Root): void {
  visit(tree, (node) => {
    if (node.type === "text") node.value = node.value.replaceAll(letter, "");
    if (node.type !== "element") return;
    for (const [name, value] of Object.entries(node.properties))
      if (typeof value === "string") node.properties[name] = value.replaceAll(letter, "");
  });
}
