// When two dollars are money, names of variables or a slip, and no formula. MathJax has no such rules: where they
// speak, prices stay prices.

const signs = /[\\^_={}]/;
const word = /(?<![\p{L}\p{N}])(?:\p{L}{3,}|or|to|vs|of|in|is|at|by|an|on)(?![\p{L}\p{N}])/u;

/** `$61 per MWh and $`, and the second of `5$ and 6$`: a number, then words, and nothing that only TeX writes. */
export function looksLikePrice(content: string, before: string): boolean {
  if (!/^\s*\d/.test(content) && !/\d/.test(before)) return false;
  // A$4; 5$
  if (/[A-Z]/.test(before) && /^\d[\d.]*[;,]\s/.test(content)) return true;
  return !signs.test(content) && word.test(content);
}

/** `$HOME and $`, `$ and so on $`: words with a space on the wrong side of a dollar. */
export function looksLikeProse(content: string): boolean {
  if (signs.test(content)) return false;
  const [opens, closes] = [/^\s/.test(content), /\s$/.test(content)];
  const text = content.trim();
  if (closes && !opens) return /\s/.test(text) && !/[+*/<>()|-]/.test(text);
  return opens && /\s/.test(text) && word.test(text);
}

/** `$PATH:$HOME`, `${HOME}/bin:${PATH}`: names in capitals, a separator, and another name behind the dollar. */
export const looksLikePath = (content: string, after: string): boolean =>
  /^\{?[A-Z][A-Z0-9_]+\}?(?:[\w./-]*)[:/]$/.test(content) && /[A-Z{]/.test(after);
