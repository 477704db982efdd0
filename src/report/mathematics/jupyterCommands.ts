import katex, { type KatexOptions } from "katex";
import { rewriteGroups } from "./groups.js";

// What MathJax sets in Jupyter and KaTeX does not know, written with what KaTeX knows.

const greek =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega";

const greekCapitals = "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega";

/** Names for other commands. */
const names: Readonly<Record<string, string>> = {
  mbox: "\\text",
  hbox: "\\text",
  textsc: "\\text",
  mathbbm: "\\mathbb",
  mathds: "\\mathbb",
  scr: "\\mathscr",
  mit: "\\mathnormal",
  symbf: "\\mathbf",
  symup: "\\mathrm",
  symit: "\\mathit",
  mathbfit: "\\boldsymbol",
  mathbfsf: "\\mathsf",
  mathcolor: "\\textcolor",
  oldstyle: "",
  centernot: "\\not",
  mspace: "\\mkern",
  shoveleft: "",
  shoveright: "",
  strut: "\\vphantom{(}",
  celsius: "{}^\\circ\\mathrm{C}",
  ohm: "\\Omega",
  micro: "\\text{µ}",
  iiiint: "\\iint\\!\\!\\iint",
  idotsint: "\\int\\cdots\\int",
  overparen: "\\overgroup",
  underparen: "\\undergroup",
  ...Object.fromEntries(
    greekCapitals.split(" ").map((name) => [`Up${name.toLowerCase()}`, `\\${name}`]),
  ),
  ...Object.fromEntries(greek.split(" ").map((letter) => [`up${letter}`, `\\${letter}`])),
};

const definitions = String.raw`
\gdef\class#1#2{#2}
\gdef\cssId#1#2{#2}
\gdef\style#1#2{#2}
\gdef\mmlToken#1#2{#2}
\gdef\mathtip#1#2{#1}
\gdef\texttip#1#2{#1}
\gdef\cancelto#1#2{\cancel{#2}^{#1}}
\gdef\overunderset#1#2#3{\overset{#1}{\underset{#2}{#3}}}
\gdef\prescript#1#2#3{{}^{#1}_{#2}#3}
\gdef\sideset#1#2#3{\mathop{{\vphantom{#3}}#1#3\nolimits#2}}
\gdef\Space#1#2#3{\hspace{#1}}
\gdef\Rule#1#2#3{\rule{#1}{#2}}
\gdef\root#1\of#2{\sqrt[#1]{#2}}
\gdef\buildrel#1\over#2{\overset{#1}{#2}}
`;

let commands: Readonly<Record<string, unknown>> | undefined;

/** The macros, as KaTeX keeps them. */
export function jupyterCommands(): Readonly<Record<string, unknown>> {
  if (commands !== undefined) return commands;
  const macros: NonNullable<KatexOptions["macros"]> = {};
  katex.renderToString(definitions, { macros, globalGroup: true });
  for (const [name, meaning] of Object.entries(names)) macros[`\\${name}`] = meaning;
  return (commands = macros);
}

/** Forms that no macro can write: plain TeX's matrices, columns of arrays, what takes an option or a character's number. */
export function jupyterForms(tex: string): string {
  if (!tex.includes("\\")) return tex;
  let result = tex
    .replace(/\\href\s*\{[^{}]*\}/g, "")
    .replace(
      /\\unicode\s*(?:\[[^\]]*\]\s*)*\{\s*(x[\da-f]{1,6}|\d{1,7})\s*\}/gi,
      (whole, digits: string) => character(digits, whole),
    )
    .replace(/\\enclose\s*\{([^{}]*)\}\s*(?:\[[^\]]*\])?/g, (whole, notation: string) =>
      enclosing(notation, whole),
    )
    .replace(/\\begin\s*\{(?:sub)?numcases\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g, "$1\\begin{cases}")
    .replace(/\\end\s*\{(?:sub)?numcases\}/g, "\\end{cases}");
  result = rewriteGroups(result, /\\bbox\s*(?:\[([^\]]*)\]\s*)?/g, (group, [, options = ""]) =>
    box(options, group),
  );
  result = rewriteGroups(
    result,
    /\\(raise|lower)\s*(-?)\s*([\d.]+\s*(?:em|ex|pt|mu|cm|mm|in))\s*(?:\\[hm]box\s*)?/g,
    (group, [, way, minus, length]) =>
      `\\raisebox{${(way === "lower") !== (minus === "-") ? "-" : ""}${length}}{$${group}$}`,
  );
  result = rewriteGroups(
    result,
    /\\(p?matrix|cases|eqalign|displaylines)\s*/g,
    (group, [, name = ""]) => {
      const environment = plainEnvironments[name] ?? name;
      return `\\begin{${environment}}${group}\\end{${environment}}`;
    },
  );
  result = rewriteGroups(
    result,
    /\\begin\s*\{(d?array)\}\s*(\[[^\]]*\])?\s*/g,
    (group, [, name = "array"]) => `\\begin{${name}}{${columns(group)}}`,
  );
  return rewriteGroups(
    result,
    /\\(?:under|over)(?:brace|bracket|paren|line|group)\s*/g,
    (group, [head]) => `${head}{${group}}${stacked}`,
  ).replace(new RegExp(`${stacked}(?:\\s*\\\\limits(?![a-zA-Z]))?`, "g"), "");
}

/** A mark that stands nowhere else, behind what has its indices above and below by itself. */
const stacked = "\uFDD4";

const plainEnvironments: Readonly<Record<string, string>> = {
  eqalign: "aligned",
  displaylines: "gathered",
};

function character(digits: string, otherwise: string): string {
  const code = parseInt(digits.replace(/^x/i, ""), /^x/i.test(digits) ? 16 : 10);
  const isLetter = code >= 0xa0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xf8ff);
  return isLetter && !(code >= 0xfdd0 && code <= 0xfdef)
    ? `{${String.fromCodePoint(code)}}`
    : otherwise;
}

function enclosing(notation: string, otherwise: string): string {
  if (/box|circle|actuarial|longdiv/.test(notation)) return "\\boxed";
  if (/updiagonalstrike.*downdiagonalstrike|downdiagonalstrike.*updiagonalstrike/.test(notation))
    return "\\xcancel";
  if (/updiagonal/.test(notation)) return "\\cancel";
  if (/downdiagonal/.test(notation)) return "\\bcancel";
  if (/horizontalstrike/.test(notation)) return "\\sout";
  return /top/.test(notation) ? "\\overline" : /bottom/.test(notation) ? "\\underline" : otherwise;
}

function box(options: string, group: string): string {
  if (/border/.test(options)) return `\\boxed{${group}}`;
  const colour = options
    .split(",")
    .map((option) => option.trim())
    .find((option) => /^(?:#[\da-f]{3}|#[\da-f]{6}|[a-z]+)$/i.test(option));
  return colour === undefined ? `{${group}}` : `\\colorbox{${colour}}{$${group}$}`;
}

const mostColumns = 300;

/** The columns of an array as KaTeX takes them: `*{3}{c}` written out, without what stands between columns. */
function columns(group: string): string {
  const repeated = group.replace(
    /\*\s*\{?\s*(\d{1,2})\s*\}?\s*\{([^{}]*)\}/g,
    (whole, count: string, column: string) =>
      Number(count) * column.length > mostColumns ? whole : column.repeat(Number(count)),
  );
  return rewriteGroups(repeated, /[@!<>]\s*/g, () => "").replace(/[pmb]\s*\{[^{}]*\}/g, "c");
}
