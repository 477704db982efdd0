import katex from "katex";
import { describe, expect, it } from "vitest";
import { optionsOf, readDerivation, testDerivation } from "../../../src/lesson/derive/derive.js";
import { checkStep } from "../../../src/lesson/derive/check.js";
import { typesetReason } from "../../../src/lesson/derive/display.js";
import type { ExpressionNode } from "../../../src/lesson/expression/node.js";
import { someNode } from "../../../src/lesson/expression/walk.js";
import type { corpus } from "./corpus/index.js";

type Specs = readonly (typeof corpus)[number][];

const render = (tex: string): string =>
  katex.renderToString(tex, { throwOnError: true, strict: "error", displayMode: true });

/** Each holds, and KaTeX sets all that it shows. */
export function testThatEachHolds(specs: Specs): void {
  it.each(specs.map((spec) => [spec.anchor, spec] as const))(
    "%s holds, and KaTeX sets it",
    (_anchor, spec) => {
      const data = testDerivation(spec);
      expect(data.points).toBeGreaterThanOrEqual(20);
      render(data.tex);
      for (const { tex } of [...data.quantities, ...data.definitions]) render(tex);
      for (const step of data.steps) {
        render(`${step.relationTex} ${step.tex}`);
        render(typesetReason(step.reason));
        if (step.equalAt !== undefined) render(step.equalAt);
      }
      render(typesetReason(data.title));
    },
  );
}

const times = (line: ExpressionNode): ExpressionNode => ({
  kind: "binary",
  op: "*",
  left: { kind: "number", text: "1.00000001", at: 0 },
  right: line,
  at: 0,
});
const isZero = (tree: ExpressionNode): boolean => tree.kind === "number" && tree.text === "0";

/** The equalities of a derivation, each with a check of it whose right side is off by a relative 1e-8. */
export function equalitiesOf(spec: Specs[number]) {
  const read = readDerivation(spec);
  const lines = [read.start, ...read.lines];
  return read.source.steps.flatMap((step, i) => {
    const above = lines[i];
    const line = lines[i + 1];
    if (step.relation !== "=" || above === undefined || line === undefined) return [];
    const extremum = (node: ExpressionNode): boolean => /^arg/.test(node.kind);
    // A minimiser is found by its slope, and zero has no relative error.
    if (someNode(above.tree, extremum) || isZero(line.tree)) return [];
    const changed = read.space.line(times(line.tree));
    const check = (): unknown =>
      checkStep(read, i, above, changed, { ...optionsOf(spec), thorough: false });
    return [{ text: step.text, check }];
  });
}

/** An equality that is off by a relative 1e-8 is refused, wherever there is one. */
export function testThatRelativeErrorsAreNoticed(specs: Specs): void {
  describe("a relative error of 1e-8", () => {
    const withEqualities = specs
      .map((spec) => [spec.anchor, equalitiesOf(spec)] as const)
      .filter(([, equalities]) => equalities.length > 0);

    it.each(withEqualities)("is noticed in every equality of %s", (_anchor, equalities) => {
      for (const { text, check } of equalities) expect(check, text).toThrow(/differ/);
    });
  });
}
