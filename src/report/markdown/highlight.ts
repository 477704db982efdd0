import { createHighlighterCore, createCssVariablesTheme, type HighlighterCore } from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import { escapeHtml } from "../../text/escapeHtml.js";
import { Memo } from "../../text/memo.js";
import { markup, trusted, type Html } from "../html.js";

const theme = createCssVariablesTheme({ name: "lossbook", variablePrefix: "--shiki-" });

const names = {
  typescript: "typescript",
  ts: "typescript",
  tsx: "typescript",
  javascript: "typescript",
  js: "typescript",
  mjs: "typescript",
  json: "json",
  jsonc: "json",
  python: "python",
  py: "python",
  bash: "shellscript",
  sh: "shellscript",
  shell: "shellscript",
  console: "shellscript",
  shellscript: "shellscript",
  html: "html",
  css: "css",
  latex: "latex",
  tex: "latex",
  diff: "diff",
  yaml: "yaml",
  yml: "yaml",
} as const;

type Grammar = (typeof names)[keyof typeof names];

const grammars: Readonly<Record<Grammar, () => Promise<{ default: unknown }>>> = {
  typescript: () => import("@shikijs/langs/typescript"),
  json: () => import("@shikijs/langs/json"),
  python: () => import("@shikijs/langs/python"),
  shellscript: () => import("@shikijs/langs/shellscript"),
  html: () => import("@shikijs/langs/html"),
  css: () => import("@shikijs/langs/css"),
  latex: () => import("@shikijs/langs/latex"),
  diff: () => import("@shikijs/langs/diff"),
  yaml: () => import("@shikijs/langs/yaml"),
};

/** The grammar for a language's name in a notebook; the name is looked up, never used as it came. */
export function grammarOf(language: string): Grammar | undefined {
  const name = language.toLowerCase();
  return Object.hasOwn(names, name) ? names[name as keyof typeof names] : undefined;
}

/** Longer code is shown without colours: a grammar's patterns are not meant for a minified megabyte. */
const longest = 100_000;

/** What a token is, by the variable of its colour: `var(--shiki-token-keyword)` → `k`. */
const classes: readonly (readonly [string, string])[] = [
  ["token-keyword", "k"],
  ["token-string-expression", "s"],
  ["token-string", "s"],
  ["token-comment", "c"],
  ["token-constant", "n"],
  ["token-function", "f"],
  ["token-parameter", "p"],
  ["token-punctuation", "u"],
  ["token-link", "s"],
  ["token-inserted", "i"],
  ["token-deleted", "d"],
  ["token-changed", "n"],
];

export interface Highlighter {
  /** The code with its tokens in spans; plain where the language is not known. */
  code(source: string, language: string): Html;
}

let core: Promise<HighlighterCore> | undefined;
/** Code with its tokens in spans. */
const highlighted = new Memo<Html>(4_000_000, (source, { text }) => source.length + text.length);
const loaded = new Map<Grammar, Promise<void>>();

/** A highlighter that knows the given languages (names as notebooks write them); grammars are loaded once. */
export async function highlighterFor(languages: Iterable<string>): Promise<Highlighter> {
  core ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    // The engine that the grammars were written for, as WebAssembly: three times as fast as their translation to JavaScript.
    engine: createOnigurumaEngine(import("shiki/wasm")),
  });
  const shiki = await core;
  for (const language of languages) {
    const grammar = grammarOf(language);
    if (grammar === undefined) continue;
    if (!loaded.has(grammar)) loaded.set(grammar, shiki.loadLanguage(grammars[grammar]() as never));
    await loaded.get(grammar);
  }
  return {
    code(source, language) {
      const grammar = grammarOf(language);
      if (grammar === undefined || source.length > longest || !loaded.has(grammar))
        return markup`${source}`;
      return highlighted.get(`${grammar}\n${source}`, () => highlight(shiki, source, grammar));
    },
  };
}

function highlight(shiki: HighlighterCore, source: string, grammar: Grammar): Html {
  const lines = shiki.codeToTokensBase(source, {
    lang: grammar,
    theme: "lossbook",
    tokenizeMaxLineLength: 2000,
    // A grammar is compiled while its first line is read, which takes a while on a busy machine.
    tokenizeTimeLimit: 5000,
  });
  return trusted(
    lines
      .map((line) =>
        line
          .map((token) => {
            const name = classes.find(([variable]) => token.color?.includes(variable))?.[1];
            const text = escapeHtml(token.content);
            return name === undefined ? text : `<span class="${name}">${text}</span>`;
          })
          .join(""),
      )
      .join("\n"),
  );
}
