/** A formula with its labels taken out and its numbers written as `\tag`s. */
export interface Numbered {
  readonly tex: string;
  /** Its labels with the number or sign of the equation that each names. */
  readonly labels: readonly { readonly name: string; readonly tag: string }[];
}

/** Environments of rows that each may have a number. */
const ofRows = /^\\begin\{((?:align|alignat|flalign|gather|eqnarray|multline)\*?)\}/;

/**
 * Brings a display formula to what KaTeX knows, and numbers it: an equation (or a row of `align`, `gather`, …) with a
 * `\label` and without a `\tag` gets the next number. Without a label it has none, as in a notebook.
 */
export function numberEquations(tex: string, nextNumber: () => number): Numbered {
  const labels: { name: string; tag: string }[] = [];
  const number = (row: string): string => {
    const names = [...row.matchAll(/\\label\s*\{([^{}]{1,200})\}/g)].map(([, name]) => name ?? "");
    if (names.length === 0) return row;
    const withoutLabels = row.replace(/\\label\s*\{[^{}]{1,200}\}/g, "").trimEnd();
    const authorsTag = /\\tag\*?\s*\{((?:[^{}]|\{[^{}]*\})*)\}/.exec(withoutLabels)?.[1];
    const tag = authorsTag ?? String(nextNumber());
    for (const name of names) labels.push({ name, tag });
    return authorsTag === undefined ? withTag(withoutLabels, tag) : withoutLabels;
  };
  const environment = ofRows.exec(tex.trim())?.[1];
  if (environment === undefined) return { tex: number(tex), labels };
  const begin = `\\begin{${environment}}`;
  const end = `\\end{${environment}}`;
  const whole = tex.trim();
  const to = whole.lastIndexOf(end);
  const rows = splitRows(whole.slice(begin.length, to)).map((row) =>
    number(environment.startsWith("eqnarray") ? inTwoColumns(row) : row),
  );
  return { tex: begin + rows.join("\\\\") + whole.slice(to), labels };
}

/** The tag inside of an environment that is the whole formula, else behind it. */
function withTag(tex: string, tag: string): string {
  const whole = /^(\s*\\begin\{equation\*?\}[\s\S]*?)(\\end\{equation\*?\}\s*)$/.exec(tex);
  return whole === null ? `${tex}\\tag{${tag}}` : `${whole[1]}\\tag{${tag}}${whole[2]}`;
}

/** The names of environments as KaTeX knows them; none is numbered by itself. */
export function knownEnvironments(tex: string, display: boolean): string {
  if (!tex.includes("\\begin")) return tex;
  return tex.replace(/\\(begin|end)\{([a-zA-Z]+)(\*?)\}/g, (whole, edge: string, name: string) => {
    const known = display ? inDisplay[name] : inLine[name];
    if (known === undefined) return whole;
    return known === "" ? "" : `\\${edge}{${known}}`;
  });
}

const inDisplay: Readonly<Record<string, string>> = {
  equation: "equation*",
  align: "align*",
  flalign: "align*",
  alignat: "alignat*",
  gather: "gather*",
  multline: "gather*",
  eqnarray: "align*",
  displaymath: "",
  math: "",
  subequations: "",
  xalignat: "alignat*",
  xxalignat: "alignat*",
  multlined: "gathered",
};

/** Inside a line an environment of rows is one of its inner forms. */
const inLine: Readonly<Record<string, string>> = {
  equation: "",
  align: "aligned",
  flalign: "aligned",
  gather: "gathered",
  multline: "gathered",
  eqnarray: "aligned",
  displaymath: "",
  math: "",
  subequations: "",
  alignat: "alignedat",
  xalignat: "alignedat",
  xxalignat: "alignedat",
  multlined: "gathered",
};

/** The rows between `\\` that stand in no braces and no inner environment. */
export function splitRows(body: string): string[] {
  const rows: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: token, index } of body.matchAll(/\\\\|\\begin\b|\\end\b|\\[^]|[{}]/g)) {
    if (token === "{" || token === "\\begin") depth++;
    else if (token === "}" || token === "\\end") depth--;
    else if (token === "\\\\" && depth === 0) {
      rows.push(body.slice(from, index));
      from = index + 2;
    }
  }
  rows.push(body.slice(from));
  return rows;
}

/** `a &=& b` of an `eqnarray` as `a &={} b`: the sign between two columns belongs to the second. */
function inTwoColumns(row: string): string {
  let depth = 0;
  let seen = 0;
  return row.replace(/\\begin\b|\\end\b|\\[^]|[{}&]/g, (token) => {
    if (token === "{" || token === "\\begin") depth++;
    else if (token === "}" || token === "\\end") depth--;
    else if (token === "&" && depth === 0 && ++seen === 2) return "{}";
    return token;
  });
}
