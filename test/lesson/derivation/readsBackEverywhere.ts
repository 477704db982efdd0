import katex from "katex";
import { expect, it } from "vitest";
import { readDerivation, type DerivationSpec } from "../../../src/lesson/derive/derive.js";
import { typeset } from "../../../src/lesson/expression/typeset.js";
import { namesFor, readsBack } from "./readsBack.js";

/** Every line of each derivation is set by KaTeX, and means in print what was tested. */
export function testThatPrintMeansWhatWasTested(specs: readonly DerivationSpec[]): void {
  it.each(specs.map((spec) => [spec.anchor, spec] as const))("%s", (_, spec) => {
    const { space, start, lines } = readDerivation(spec);
    const names = namesFor(space);
    const trees = [start, ...lines]
      .filter((line) => line !== undefined && line.type !== "function")
      .map((line) => line!.tree)
      .map((tree) => (tree.kind === "argmin" || tree.kind === "argmax" ? tree.body : tree));
    expect(trees.length).toBeGreaterThan(0);
    const wrong = trees
      .map((tree) => {
        const tex = typeset(tree);
        katex.renderToString(tex, { throwOnError: true, strict: "error", displayMode: true });
        return readsBack(space, tree, tex, names);
      })
      .filter((outcome) => outcome !== "the same");
    expect(wrong).toEqual([]);
  });
}
