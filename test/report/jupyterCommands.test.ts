import { expect, it } from "vitest";
import { PageIds } from "../../src/report/markdown/ids.js";
import { PageMathematics } from "../../src/report/mathematics/pageMathematics.js";
import { render } from "./render.js";

const typeset = (tex: string): string => new PageMathematics(new PageIds()).typeset(tex, true).text;
const letters = (html: string): string =>
  html.replace(/^[\s\S]*?<math[^>]*>|<annotation[\s\S]*$|<[^>]*>/g, "");

/** What MathJax sets as Jupyter configures it (mathjax-full 3.2.2, all packages), and KaTeX alone does not. */
it.each([
  ["\\mbox{if } x", "if x"],
  ["\\mbox{$x$ is \\hbox{b}}", "x is b"],
  ["\\href{http://x.org/a_b%20c#d}{y}", "y"],
  ["\\class{a}{x}\\cssId{b}{y}\\style{color:red}{z}", "xyz"],
  ["\\cancelto{0}{x}", "x0"],
  ["\\enclose{circle}{x} \\enclose{updiagonalstrike,downdiagonalstrike}[mathcolor='red']{y}", "xy"],
  ["\\bbox[yellow]{x} \\bbox[border:1px solid red, 5px]{y} \\bbox{z}", "xyz"],
  ["\\unicode{x2203} \\unicode[Arial]{8707}", "∃∃"],
  ["\\buildrel \\text{def} \\over =", "=def"],
  ["{\\scr L} {\\mit A}", "LA"],
  ["\\DeclarePairedDelimiter{\\av}{\\lvert}{\\rvert} \\av{x} \\av*{y} \\av[\\big]{z}", "∣x∣∣y∣∣z∣"],
  ["\\prescript{14}{2}{\\mathbf{C}}", "214C"],
  ["\\sideset{_1^2}{_3^4}\\prod", "∏12∏34"],
  ["\\begin{multline} a \\\\ \\shoveleft{b} \\\\ c \\end{multline}", "abc"],
  ["\\begin{xalignat}{2} a&=b & c&=d \\end{xalignat}", "a=bc=d"],
  ["\\begin{numcases}{f(x)=} a & b \\\\ c & d\\end{numcases}", "f(x)={abcd"],
  ["\\begin{multlined} a\\\\b\\end{multlined}", "ab"],
  ["\\overunderset{a}{b}{=}", "=ba"],
  ["a\\mspace{3mu}b \\strut", "ab("],
  ["\\raise 2pt {x} \\lower.5ex\\hbox{y}", "xy"],
  ["\\root 3 \\of x + \\root n+1 \\of {y}", "x3+yn+1"],
  ["\\centernot\\implies", "⟹"],
  ["\\celsius \\ohm \\upalpha \\Upgamma", "∘CΩαΓ"],
  ["\\iiiint \\idotsint", "∬∬∫⋯∫"],
  ["\\begin{array}{l|r@{\\,}c} a & b & c \\end{array}", "abc"],
  ["\\begin{array}{*{3}{c}} a & b & c \\end{array}", "abc"],
  ["\\begin{array}[t]{>{\\bf}c p{3cm}} a & b \\end{array}", "ab"],
  ["\\matrix{a & b \\cr c & \\pmatrix{d \\\\ e}}", "abc(de)"],
  ["|x| = \\cases{x & x \\ge 0 \\cr -x & x \\le 0}", "∣x∣={xx≥0−xx≤0"],
  ["\\eqalign{a &= b \\cr c &= d}", "a=bc=d"],
  ["\\underbrace{a+\\frac{b}{c}}\\limits_{y} + \\overbrace{x}\\limits^z", "a+bc⏟y+x⏞z"],
  ["\\mathtip{x}{tip} \\mathcolor{red}{y} \\symbf{z}", "xyz"],
  ["\\overparen{AB}", "AB⏠"],
])("%s", (tex, expected) => {
  const html = typeset(tex);
  expect(html).not.toMatch(/tex-error|var\(--danger\)/);
  expect(letters(html).replace(/[\s\u2009\u200b\u2061-\u2064]|\u0338/g, "")).toBe(
    expected.replace(/\s/g, ""),
  );
});

it("a page's own definition of such a name holds", () => {
  expect(letters(typeset("\\newcommand{\\strut}[1]{#1^2}\\strut{q}"))).toContain("q2");
});

it("chemistry is set", async () => {
  const { article } = await render({ markdown: ["$\\ce{H2O + CO2 -> H2CO3}$ and $\\pu{10 m/s}$"] });
  expect(article.text).not.toMatch(/tex-error|var\(--danger\)/);
  expect(article.text).toContain('<mi mathvariant="normal">H</mi>');
});

it.each([
  ["nests what doubles", `${"\\sideset{}{}{".repeat(40)}x${"}".repeat(40)}`],
  ["never closes", "\\bbox[red]{\\raise2pt{\\pmatrix{".repeat(600)],
  ["asks for columns without end", `\\begin{array}{*{99}{${"c".repeat(9000)}}}x\\end{array}`],
  ["is a long word of chemistry", `\\ce{${"A2-B ".repeat(400)}}`],
])("a formula that %s is set or refused at once", (_, tex) => {
  expect(typeset(tex).length).toBeLessThan(1_000_000);
});
