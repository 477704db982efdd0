import { functions } from "./functions.js";
import type { ExpressionNode } from "./node.js";

/** Printed text and how tightly it holds together: 1 sum, 2 signed, 3 product, 4 power, 5 atom. */
interface Printed {
  readonly tex: string;
  readonly level: number;
  /** A function without brackets or a big operator: what follows would be read as its argument. */
  readonly open?: boolean;
}

const greek: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu " +
    "ν nu ξ xi π pi ρ rho σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega Γ Gamma Δ Delta " +
    "Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Φ Phi Ψ Psi Ω Omega ℓ ell"
  )
    .split(" ")
    .reduce<[string, string][]>((pairs, word, i, all) => {
      if (i % 2 === 0) pairs.push([word, `\\${all[i + 1]!}`]);
      return pairs;
    }, []),
);
const accents: Readonly<Record<string, string>> = {
  "\u0302": "hat",
  "\u0304": "bar",
  "\u0303": "tilde",
  "\u0307": "dot",
};
const subscriptDigits = "₀₁₂₃₄₅₆₇₈₉";

/** TeX of a name: `μ_0` → `\mu_{0}`, `ŷ` → `\hat{y}`, `margin` → `\mathrm{margin}`. */
export function typesetName(name: string): string {
  const { base, subscript } = splitName(name);
  return subscript === "" ? base : `${base}_{${subscript}}`;
}

function splitName(name: string): { readonly base: string; readonly subscript: string } {
  const match = /^(.*?)(?:_([\p{L}\p{Nd}]+)|([₀-₉]+))?(['′]*)$/u.exec(name.normalize("NFD"))!;
  const [, body = "", worded, digits, primes = ""] = match;
  const letters = /^(\p{L})(\p{M}?)(\d*)$/u.exec(body);
  let base: string;
  let trailing = "";
  if (letters === null) base = `\\mathrm{${body}}`;
  else {
    const [, letter = "", mark = "", number = ""] = letters;
    base = greek[letter] ?? letter;
    if (accents[mark] !== undefined) base = `\\${accents[mark]}{${base}}`;
    trailing = number;
  }
  const subscript =
    worded !== undefined
      ? [...worded].length > 1 && !/^\d+$/.test(worded)
        ? `\\mathrm{${worded}}`
        : (greek[worded] ?? worded)
      : [...(digits ?? "")].map((digit) => subscriptDigits.indexOf(digit)).join("") || trailing;
  return { base: base + "'".repeat([...primes].length), subscript };
}

/** TeX of an expression, without delimiters. */
export function typeset(node: ExpressionNode): string {
  return print(node, false).tex;
}

const tall = /\\(?:frac|sum|prod|int|binom|substack)/;

function brackets(tex: string, open = "(", close = ")"): string {
  return tall.test(tex) ? `\\left${open}${tex}\\right${close}` : `${open}${tex}${close}`;
}

/** The text, in brackets where it holds together less tightly than its place needs. */
function at(level: number, printed: Printed): string {
  return printed.level >= level ? printed.tex : brackets(printed.tex);
}

/** `small` says that the text stands in an exponent or an index, where a fraction is a slash. */
function print(node: ExpressionNode, small: boolean): Printed {
  switch (node.kind) {
    case "number": {
      const [mantissa = "", exponent] = node.text.split("e");
      return exponent === undefined
        ? { tex: mantissa, level: 5 }
        : { tex: `${mantissa}\\cdot10^{${exponent}}`, level: 3 };
    }
    case "name":
      return {
        tex: node.name === "∞" ? "\\infty" : node.name === "e" ? "e" : typesetName(node.name),
        level: 5,
      };
    case "index":
      return printIndex(node);
    case "call":
      return printCall(node, small);
    case "negate": {
      const body = print(node.body, small);
      return { tex: `-${at(3, body)}`, level: 2, ...(body.open === true ? { open: true } : {}) };
    }
    case "binary":
      return printBinary(node, small);
    case "compare": {
      const signs = { "=": "=", "≠": "\\ne ", "<": "<", "≤": "\\le ", ">": ">", "≥": "\\ge " };
      const inside = `${print(node.left, true).tex}${signs[node.op]}${print(node.right, true).tex}`;
      return { tex: `\\mathbb 1[${inside}]`, level: 5 };
    }
    case "sum":
    case "product": {
      const start = `${typesetName(node.range.index)}=${print(node.range.from, true).tex}`;
      const below =
        node.condition === undefined
          ? start
          : `\\substack{${start}\\\\${plainCondition(node.condition)}}`;
      const sign = node.kind === "sum" ? "\\sum" : "\\prod";
      const body = print(node.body, small);
      return {
        tex: `${sign}_{${below}}^{${print(node.range.to, true).tex}}${at(3, body)}`,
        level: 3,
        open: true,
      };
    }
    case "vector": {
      const { index, from, to } = node.range;
      const body = print(node.body, small).tex;
      return {
        tex: `${brackets(body, "[", "]")}_{${typesetName(index)}=${print(from, true).tex}}^{${print(to, true).tex}}`,
        level: 5,
      };
    }
    case "expectation": {
      const distribution = printDistribution(node.distribution);
      const body = print(node.body, false).tex;
      return {
        tex: `\\mathbb E_{${typesetName(node.variable)}\\sim ${distribution}}${brackets(body, "[", "]")}`,
        level: 5,
      };
    }
    case "integral": {
      const from = print(node.from, true).tex;
      const to = print(node.to, true).tex;
      const body = at(3, print(node.body, small));
      return {
        tex: `\\int_{${from}}^{${to}}${body}\\,\\mathrm d${typesetName(node.variable)}`,
        level: 3,
        open: true,
      };
    }
    case "derivative": {
      const target =
        node.indices.length === 0
          ? typesetName(node.name)
          : print({ ...node, kind: "index", base: { kind: "name", name: node.name, at: 0 } }, false)
              .tex;
      const d = node.indices.length === 0 ? "\\mathrm d" : "\\partial ";
      return {
        tex: `\\frac{${d.trim()}}{${d}${target}}${at(4, print(node.body, small))}`,
        level: 3,
        open: true,
      };
    }
    case "argmin":
    case "argmax":
      return {
        tex: `\\operatorname*{arg\\,${node.kind.slice(3)}}_{${typesetName(node.variable)}}\\;${print(node.body, false).tex}`,
        level: 1,
        open: true,
      };
  }
}

function plainCondition(node: ExpressionNode): string {
  return print(node, true).tex.replace(/^\\mathbb 1\[(.*)\]$/, "$1");
}

function printIndex(node: Extract<ExpressionNode, { kind: "index" }>): Printed {
  const inside = node.indices.map((i) => print(i, true).tex).join(",");
  if (node.base.kind === "name") {
    const { base, subscript } = splitName(node.base.name);
    return { tex: `${base}_{${subscript === "" ? "" : `${subscript},`}${inside}}`, level: 5 };
  }
  const base = print(node.base, false);
  return { tex: `${at(5, base)}_{${inside}}`, level: 5 };
}

function printDistribution(node: ExpressionNode): string {
  if (node.kind !== "call") return print(node, true).tex;
  if (node.name === "normal") {
    const [mean, scale] = node.args;
    return `\\mathcal N(${print(mean!, true).tex},\\,${print(squared(scale!), true).tex})`;
  }
  const name = functions[node.name]?.tex ?? typesetName(node.name);
  return `${name}(${node.args.map((arg) => print(arg, true).tex).join(",\\,")})`;
}

const squared = (node: ExpressionNode): ExpressionNode =>
  node.kind === "number" && node.text === "1"
    ? node
    : {
        kind: "binary",
        op: "^",
        left: node,
        right: { kind: "number", text: "2", at: node.at },
        at: node.at,
      };

/** Functions whose argument stands without brackets where it is short. */
const bare = new Set("ln log2 log10 sin cos tanh sinh cosh sign max min lnΓ det".split(" "));

function printCall(node: Extract<ExpressionNode, { kind: "call" }>, small: boolean): Printed {
  const [a, b] = node.args;
  switch (node.name) {
    case "abs":
      return { tex: brackets(print(a!, small).tex, "|", "|"), level: 5 };
    case "norm":
      return {
        tex: `\\left\\lVert ${print(a!, small).tex}\\right\\rVert`,
        level: 5,
      };
    case "sqrt":
      return { tex: `\\sqrt{${print(a!, small).tex}}`, level: 5 };
    case "exp":
      return printExponential(a!, small);
    case "factorial":
      return { tex: `${at(5, print(a!, small))}!`, level: 4 };
    case "choose":
      return { tex: `\\binom{${print(a!, small).tex}}{${print(b!, small).tex}}`, level: 5 };
    case "dot":
      return { tex: `${at(4, print(a!, small))}^{\\top}${at(4, print(b!, small))}`, level: 3 };
    case "inv":
      return { tex: `${at(5, print(a!, small))}^{-1}`, level: 4 };
    case "transpose":
      return { tex: `${at(5, print(a!, small))}^{\\top}`, level: 4 };
    case "KL":
      return {
        tex: `\\operatorname{KL}(${print(a!, small).tex}\\,\\|\\,${print(b!, small).tex})`,
        level: 5,
      };
    case "normal": {
      const [x, mean, scale] = node.args;
      const inside = `${print(x!, true).tex};\\,${print(mean!, true).tex},\\,${print(squared(scale!), true).tex}`;
      return { tex: `\\mathcal N(${inside})`, level: 5 };
    }
    case "laplace":
    case "exponential":
    case "bernoulli":
    case "poisson": {
      const [x, ...rest] = node.args.map((arg) => print(arg, true).tex);
      return {
        tex: `${functions[node.name]!.tex}(${x!};\\,${rest.join(",\\,")})`,
        level: 5,
      };
    }
  }
  const entry = functions[node.name];
  const name = entry?.tex ?? typesetName(node.name);
  if (node.args.length === 1 && bare.has(node.name)) {
    const argument = print(a!, small);
    const short =
      a!.kind === "name" ||
      a!.kind === "number" ||
      a!.kind === "index" ||
      (a!.kind === "binary" && a!.op === "/" && !small) ||
      (a!.kind === "call" && argument.level === 5 && argument.open !== true);
    return short
      ? { tex: `${name} ${argument.tex}`, level: 3, open: true }
      : { tex: `${name}${brackets(argument.tex)}`, level: 5 };
  }
  const inside = node.args.map((arg) => print(arg, small).tex).join(",\\,");
  return { tex: `${name}${brackets(inside)}`, level: 5 };
}

function printExponential(argument: ExpressionNode, small: boolean): Printed {
  const inside = print(argument, true).tex;
  if (!tall.test(inside) && inside.length <= 48 && !small) {
    return { tex: `e^{${inside}}`, level: 4 };
  }
  return { tex: `\\exp${brackets(print(argument, small).tex)}`, level: 5 };
}

function printBinary(node: Extract<ExpressionNode, { kind: "binary" }>, small: boolean): Printed {
  switch (node.op) {
    case "+":
    case "-": {
      const left = print(node.left, small);
      const right = print(node.right, small);
      const text = `${at(1, left)}${node.op}${at(3, right)}`;
      return { tex: text, level: 1, ...(right.open === true ? { open: true } : {}) };
    }
    case "/": {
      const { left, right } = node;
      if (small) {
        const top = print(left, true);
        return { tex: `${at(3, top)}/${at(4, print(right, true))}`, level: 3 };
      }
      const both = left.kind === "number" && right.kind === "number";
      // The sign of a numerator stands before the fraction.
      if (left.kind === "negate") {
        const body = print({ ...node, left: left.body }, small);
        return { tex: `-${body.tex}`, level: 2 };
      }
      const frac = both ? "\\tfrac" : "\\frac";
      return {
        tex: `${frac}{${print(left, false).tex}}{${print(right, false).tex}}`,
        level: 4,
      };
    }
    case "^": {
      if (node.left.kind === "name" && node.left.name === "e") {
        return printExponential(node.right, small);
      }
      return {
        tex: `${at(5, print(node.left, small))}^{${print(node.right, true).tex}}`,
        level: 4,
      };
    }
    case "*":
      return printProduct(node, small);
  }
}

function printProduct(node: ExpressionNode, small: boolean): Printed {
  const factors: ExpressionNode[] = [];
  let negative = false;
  const collect = (part: ExpressionNode): void => {
    if (part.kind === "binary" && part.op === "*") {
      collect(part.left);
      collect(part.right);
    } else if (part.kind === "negate") {
      negative = !negative;
      collect(part.body);
    } else factors.push(part);
  };
  collect(node);
  const printed = factors.map((factor) => ({ factor, printed: print(factor, small) }));
  // What takes everything to its right as its argument goes last; a second such factor gets brackets.
  const order = [
    ...printed.filter((part) => part.printed.open !== true),
    ...printed.filter((part) => part.printed.open === true),
  ];
  let tex = "";
  order.forEach(({ factor, printed: part }, i) => {
    const last = i === order.length - 1;
    const text = part.open === true && !last ? brackets(part.tex) : at(3, part);
    tex += separator(tex, text, factor) + text;
  });
  const open = order.at(-1)?.printed.open === true;
  return { tex: negative ? `-${tex}` : tex, level: negative ? 2 : 3, ...(open ? { open } : {}) };
}

function separator(before: string, text: string, factor: ExpressionNode): string {
  if (before === "") return "";
  if (/^\d/.test(text)) return "\\cdot ";
  if (/^\\(?:frac|tfrac)/.test(text) && /\\t?frac\{.*\}$/.test(before)) return "\\cdot ";
  if (/^\\(?:ln|log|sin|cos|sum|prod|int|operatorname)/.test(text)) return "\\,";
  if (factor.kind === "call" && !text.startsWith("(")) return "\\,";
  // A multi-letter name beside another would run into it.
  return /\\mathrm\{[^}]*\}$/.test(before) || text.startsWith("\\mathrm") ? "\\," : " ";
}
