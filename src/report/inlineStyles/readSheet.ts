import { readSelector, type Selector } from "./selector.js";

export interface Declaration {
  readonly name: string;
  readonly value: string;
  readonly important: boolean;
}

export interface Rule {
  readonly selector: Selector;
  readonly declarations: readonly Declaration[];
}

/** A sheet longer than this says nothing. */
const longest = 5_000_000;
const mostRules = 50_000;

/**
 * The rules of a `<style>`: a rule for each selector that depends on nothing but the elements. At-rules, nested rules
 * and selectors for what a reader does (`:hover`) are left out.
 */
export function readSheet(text: string): Rule[] {
  const rules: Rule[] = [];
  if (text.length > longest) return rules;
  const sheet = text.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, " ").replace(/<!--|-->/g, " ");
  let at = 0;
  while (at < sheet.length && rules.length < mostRules) {
    const open = nextOf(sheet, at, "{;");
    const head = sheet.slice(at, open).trim();
    if (sheet[open] !== "{") {
      at = open + 1;
      continue;
    }
    const close = blockEnd(sheet, open);
    const body = sheet.slice(open + 1, close);
    at = close + 1;
    if (head.startsWith("@")) continue;
    const declarations = readDeclarations(body.replace(/[^;{}]*\{[^{}]*\}/g, ""));
    if (declarations.length === 0) continue;
    for (const part of head.split(",")) {
      const selector = readSelector(part.trim());
      if (selector !== undefined) rules.push({ selector, declarations });
    }
  }
  return rules;
}

/** The next of these characters outside quotes; the end of the text where there is none. */
function nextOf(text: string, from: number, wanted: string): number {
  let quote = "";
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== "") {
      if (character === "\\") at++;
      else if (character === quote || character === "\n") quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (wanted.includes(character)) return at;
  }
  return text.length;
}

function blockEnd(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at = nextOf(text, at + 1, "{}")) {
    depth += text[at] === "{" ? 1 : -1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** The declarations of a `style` attribute or of a rule's block. */
export function readDeclarations(text: string): Declaration[] {
  return (text.match(/(?:[^;"'()]|"[^"]*"|'[^']*'|\((?:[^()]|\([^()]*\))*\))+/g) ?? []).flatMap(
    (part) => {
      const [, name, value] = /^\s*(-{0,2}[a-z][\w-]*)\s*:\s*([\s\S]+)$/i.exec(part) ?? [];
      if (name === undefined || value === undefined) return [];
      const important = /!\s*important\s*$/i.test(value);
      return [
        {
          name: name.startsWith("--") ? name : name.toLowerCase(),
          value: value.replace(/!\s*important\s*$/i, "").trim(),
          important,
        },
      ];
    },
  );
}
