import katex, { type KatexOptions } from "katex";
import { groupEnd } from "./groups.js";
import { jupyterCommands } from "./jupyterCommands.js";

type Macros = NonNullable<KatexOptions["macros"]>;

/** What a KaTeX macro that is a function is given: the part of it that is used here. */
interface Expander {
  consumeArgs(count: number): unknown;
  popToken(): unknown;
  pushTokens(tokens: readonly unknown[]): void;
}

/** The tokens that one formula may grow to by its macros. KaTeX bounds the number of expansions, not their size. */
const mostTokens = 50_000;

/** KaTeX prints these to the terminal of whoever publishes; their arguments are read and dropped. */
const silentMacros = {
  "\\message": (expander: Expander) => void expander.consumeArgs(1),
  "\\errmessage": (expander: Expander) => void expander.consumeArgs(1),
  "\\show": (expander: Expander) => void expander.popToken(),
};

/**
 * The macros of one page, as an object that KaTeX reads and writes: what a formula defines holds in all that follow.
 * A definition that a formula makes watches how much it grows; `onDefined` is told of it.
 */
export function pageMacros(onDefined: () => void): Macros {
  const macros: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, drop] of Object.entries(silentMacros))
    macros[name] = (expander: Expander) => {
      drop(expander);
      return "";
    };
  const watched = new WeakSet<Expander>();
  const watchedDefinition = (definition: unknown): unknown => {
    if (typeof definition !== "object" || definition === null) return definition;
    // A name for another one (`\let`) does not grow.
    if ("unexpandable" in definition && definition.unexpandable === true) return definition;
    return (expander: Expander) => {
      if (!watched.has(expander)) {
        watched.add(expander);
        watchGrowth(expander);
      }
      return definition;
    };
  };
  for (const [name, definition] of Object.entries(jupyterCommands()))
    macros[name] = watchedDefinition(definition);
  return new Proxy(macros, {
    set(target, name, value) {
      onDefined();
      target[String(name)] = watchedDefinition(value);
      return true;
    },
  }) as Macros;
}

function watchGrowth(expander: Expander): void {
  const push = expander.pushTokens.bind(expander);
  let pushed = 0;
  expander.pushTokens = (tokens) => {
    pushed += tokens.length;
    if (pushed > mostTokens)
      throw new katex.ParseError(`its macros make more than ${mostTokens} tokens of it`);
    push(tokens);
  };
}

/**
 * Definitions as KaTeX takes them: MathJax lets `\newcommand` define a name again, does not mind whether
 * `\renewcommand` has something to renew, and knows `\DeclareMathOperator` and `\DeclarePairedDelimiter`.
 */
export function normalizeDefinitions(tex: string): string {
  if (!/\\(?:re)?newcommand|\\Declare|\\require/.test(tex)) return tex;
  return withOperators(withDelimiters(tex.replace(/\\require\s*\{[^{}]*\}/g, "")))
    .replace(
      /\\(?:re)?newcommand\*?\s*(?:\{\s*(\\[a-zA-Z]+)\s*\}|(\\[a-zA-Z]+))\s*\[([1-9])\]\s*\[([^[\]]*)\]/g,
      (_, braced: string | undefined, bare: string | undefined, count: string, preset: string) =>
        withPreset(braced ?? bare ?? "", Number(count), preset),
    )
    .replace(
      /\\(?:re)?newcommand\*?\s*(?:\{\s*(\\(?:[a-zA-Z]+|[^a-zA-Z]))\s*\}|(\\(?:[a-zA-Z]+|[^a-zA-Z])))/g,
      (_, braced?: string, bare?: string) =>
        `\\providecommand{${braced ?? bare}}{}\\renewcommand{${braced ?? bare}}`,
    );
}

/** A macro whose first argument may be left out: a second macro takes it in brackets, given or preset. */
function withPreset(name: string, count: number, preset: string): string {
  const others = Array.from({ length: count - 1 }, (_, at) => `#${at + 2}`).join("");
  return `\\def${name}{\\@ifnextchar[{${name}@given}{${name}@given[${preset}]}}\\def${name}@given[#1]${others}`;
}

/** `\DeclarePairedDelimiter{\abs}{|}{|}`: `\abs{x}`, `\abs*{x}`, which grows with it, and `\abs[\big]{x}`. */
const withDelimiters = (tex: string): string =>
  tex.replace(
    /\\DeclarePairedDelimiter\s*(?:\{\s*(\\[a-zA-Z]+)\s*\}|(\\[a-zA-Z]+))\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g,
    (_, braced: string | undefined, bare: string | undefined, left: string, right: string) => {
      const name = braced ?? bare ?? "";
      return [
        `\\def${name}{\\@ifnextchar*{${name}@grown}{\\@ifnextchar[{${name}@sized}{${name}@plain}}}`,
        `\\def${name}@plain#1{${left}#1${right}}`,
        `\\def${name}@grown*#1{\\left${left}#1\\right${right}}`,
        `\\def${name}@sized[#1]#2{#1${left}#2#1${right}}`,
      ].join("");
    },
  );

/** `\DeclareMathOperator{\name}{words}` as a `\newcommand`; the words may hold braces. */
function withOperators(tex: string): string {
  const declaration =
    /\\DeclareMathOperator(\*?)\s*(?:\{\s*(\\[a-zA-Z]+)\s*\}|(\\[a-zA-Z]+))\s*(?=\{)/g;
  let result = "";
  let copied = 0;
  for (let found = declaration.exec(tex); found !== null; found = declaration.exec(tex)) {
    const [whole, star = "", braced, bare] = found;
    const end = groupEnd(tex, found.index + whole.length);
    if (end === undefined) break;
    const words = tex.slice(found.index + whole.length, end);
    result += `${tex.slice(copied, found.index)}\\newcommand{${braced ?? bare}}{\\operatorname${star}${words}}`;
    declaration.lastIndex = copied = end;
  }
  return result + tex.slice(copied);
}
