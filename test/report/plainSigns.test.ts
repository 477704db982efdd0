import { expect, it } from "vitest";
import { plainSigns } from "../../src/report/mathematics/plainSigns.js";

it.each([
  ["\\text{a_b} + x_1", "\\text{a\\_b} + x_1"],
  ["\\text{a {b_c} d_e}_2", "\\text{a {b\\_c} d\\_e}_2"],
  ["\\mbox{a \\} b_c}^2", "\\mbox{a \\} b\\_c}^2"],
  ["\\text{a $x_1$ b}", "\\text{a $x_1$ b}"],
  ["\\text{x^2 & #}", "\\text{x\\textasciicircum{}2 \\& \\#}"],
  ["\\newcommand{\\n}[1]{\\text{#1}}", "\\newcommand{\\n}[1]{\\text{#1}}"],
  ["\\text{never closed_", "\\text{never closed\\_"],
])("%s is read as %s", (tex, expected) => {
  expect(plainSigns(tex)).toBe(expected);
});
