const opensText = /\\(?:text(?:rm|bf|it|sf|tt|normal|up|md)?|mbox|hbox)\s*\{/g;

const escapedSigns: Readonly<Record<string, string>> = {
  "_": "\\_",
  "^": "\\textasciicircum{}",
  "&": "\\&",
  "#": "\\#",
};

/**
 * `\text{train_loss}` as MathJax reads it: between words a sign is no more than itself. In TeX, and to KaTeX, it is a
 * mistake, which would cost the whole formula. Formulas inside of the text stay as they are.
 */
export function plainSigns(tex: string): string {
  // A macro's argument is `#1`; what it will be is not known here.
  const defines = /\\(?:re|provide)?(?:newcommand|command|g?def)\b/.test(tex);
  let result = "";
  let copied = 0;
  opensText.lastIndex = 0;
  for (let found = opensText.exec(tex); found !== null; found = opensText.exec(tex)) {
    const from = found.index + found[0].length;
    const end = textEnd(tex, from);
    const inside = tex.slice(from, end);
    result += tex.slice(copied, from) + (defines ? inside : escaped(inside));
    opensText.lastIndex = copied = end;
  }
  return result + tex.slice(copied);
}

/** The brace that closes a group, or the end. */
function textEnd(tex: string, from: number): number {
  let depth = 1;
  for (let at = from; at < tex.length; at++) {
    if (tex[at] === "\\") at++;
    else if (tex[at] === "{") depth++;
    else if (tex[at] === "}" && --depth === 0) return at;
  }
  return tex.length;
}

const escaped = (text: string): string =>
  text.replace(
    /\\[^]|\$[^$]*\$|[_^&#]/g,
    (token) => (token.length === 1 ? escapedSigns[token] : undefined) ?? token,
  );
