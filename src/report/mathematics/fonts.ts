/** KaTeX's font families and the classes of its markup that call for them; the main font is always wanted. */
const fontOfClass: readonly (readonly [RegExp, string])[] = [
  [/\bmathnormal\b/, "KaTeX_Math-Italic"],
  [/\b(?:mathit|textit)\b/, "KaTeX_Main-Italic"],
  [/\b(?:mathbf|textbf)\b/, "KaTeX_Main-Bold"],
  [/\bboldsymbol\b/, "KaTeX_Math-BoldItalic"],
  [/\b(?:textboldit|mathboldit|textbf textit|textit textbf)\b/, "KaTeX_Main-BoldItalic"],
  [/\b(?:amsrm|mathbb|textbb)\b/, "KaTeX_AMS-Regular"],
  [/\bmathcal\b/, "KaTeX_Caligraphic-Regular"],
  [/\bmathcal\b[^"]*\bboldsymbol\b|\bboldsymbol\b[^"]*\bmathcal\b|\bmathboldcal\b/, "KaTeX_Caligraphic-Bold"],
  [/\b(?:mathfrak|textfrak)\b/, "KaTeX_Fraktur-Regular"],
  [/\b(?:mathboldfrak|textboldfrak)\b/, "KaTeX_Fraktur-Bold"],
  [/\b(?:mathscr|textscr)\b/, "KaTeX_Script-Regular"],
  [/\b(?:mathsf|textsf)\b/, "KaTeX_SansSerif-Regular"],
  [/\b(?:mathboldsf|textboldsf)\b/, "KaTeX_SansSerif-Bold"],
  [/\b(?:mathsfit|mathitsf|textitsf)\b/, "KaTeX_SansSerif-Italic"],
  [/\b(?:mathtt|texttt)\b/, "KaTeX_Typewriter-Regular"],
  [/\b(?:size1|small-op|delim-size1)\b/, "KaTeX_Size1-Regular"],
  [/\b(?:size2|large-op)\b/, "KaTeX_Size2-Regular"],
  [/\bsize3\b/, "KaTeX_Size3-Regular"],
  [/\b(?:size4|delim-size4)\b/, "KaTeX_Size4-Regular"],
]; // prettier-ignore

/** The font files that the formulas in `markup` use; none where there is no formula. */
export function fontsIn(markup: string): readonly string[] {
  const classes = new Set<string>();
  for (const [formula] of markup.matchAll(/class="[^"]*"/g)) classes.add(formula);
  const list = [...classes];
  if (!list.some((name) => /"katex"/.test(name))) return [];
  return [
    "KaTeX_Main-Regular",
    ...fontOfClass
      .filter(([pattern]) => list.some((name) => pattern.test(name)))
      .map(([, font]) => font),
  ];
}
