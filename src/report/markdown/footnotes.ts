import type { Root } from "hast";
import { SKIP, visit } from "unist-util-visit";
import type { MarkdownContext } from "./context.js";
import { footnotePrefix, idPrefix } from "./ids.js";
import { placeOf } from "./links.js";

/** Two cells may both have a footnote 1: each cell's footnotes get ids of their own. */
export function separateFootnotes(tree: Root, { cell }: MarkdownContext): void {
  visit(tree, "element", (element) => {
    const properties: Record<string, unknown> = element.properties;
    for (const name of ["id", "ariaDescribedBy"]) {
      const first = String([properties[name]].flat()[0] ?? "");
      if (first.startsWith(`${idPrefix}${footnotePrefix}`))
        properties[name] =
          `${idPrefix}${cell}-${first.slice(idPrefix.length + footnotePrefix.length)}`;
      if (first === `${idPrefix}footnote-label`) properties[name] = `${idPrefix}${cell}-footnotes`;
    }
  });
}

/** Tells of the footnotes that no cell defines: they stand in the text as they were written. */
export function reportMissingFootnotes(tree: Root, context: MarkdownContext): void {
  visit(tree, (node) => {
    if (node.type === "element" && /^(?:code|pre)$/.test(node.tagName)) return SKIP;
    if (node.type !== "text" || !node.value.includes("[^")) return;
    for (const [mark] of node.value.matchAll(/\[\^[^\]\s]{1,100}\]/g))
      context.links.dead.push({ ...placeOf(mark, context), href: mark, what: "footnote" });
    return;
  });
}

const definition = /^ {0,3}\[\^([^\]\s]{1,100})\]:/;

/** Where a text defines footnotes (`[^1]: …`), outside of blocks of code: their labels, and lines from 1. */
export function definedFootnotes(
  source: string,
): readonly { readonly label: string; readonly line: number }[] {
  let fence: string | undefined;
  return source.split("\n").flatMap((text, index) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence)))
      fence = fence === undefined ? mark : undefined;
    const label = fence === undefined ? definition.exec(text)?.[1] : undefined;
    return label === undefined ? [] : [{ label: label.toLowerCase(), line: index + 1 }];
  });
}

/** The longest definition that is carried to another cell. */
const longest = 5000;

/** The definitions of footnotes (`[^1]: …`) in these texts, by their labels; the first of a label holds. */
export function footnotesIn(sources: Iterable<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const source of sources) {
    if (!source.includes("]:")) continue;
    let label: string | undefined;
    let lines: string[] = [];
    const close = (): void => {
      const text = lines.join("\n").trimEnd();
      if (label !== undefined && !found.has(label) && text.length <= longest)
        found.set(label, text);
      label = undefined;
      lines = [];
    };
    for (const line of source.split("\n")) {
      const opened = definition.exec(line)?.[1];
      if (opened !== undefined) {
        close();
        label = opened.toLowerCase();
      } else if (label !== undefined && /^\S/.test(line) && lines.at(-1)?.trim() === "") close();
      if (label !== undefined) lines.push(line);
    }
    close();
  }
  return found;
}

/** The text with the definitions of the footnotes that it names and another cell defines. */
export function withFootnotes(source: string, definitions: ReadonlyMap<string, string>): string {
  if (definitions.size === 0 || !source.includes("[^")) return source;
  const definedHere = footnotesIn([source]);
  const added = new Map<string, string>();
  for (const [, name = ""] of source.matchAll(/\[\^([^\]\s]{1,100})\](?!:)/g)) {
    const label = name.toLowerCase();
    const definition = definedHere.has(label) ? undefined : definitions.get(label);
    if (definition !== undefined) added.set(label, definition);
  }
  return [source, ...added.values()].join("\n\n");
}
