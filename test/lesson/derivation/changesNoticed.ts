import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { permutation, rng } from "../../../src/math/random/index.js";
import { corpus } from "./corpus/index.js";
import { mutateDerivation } from "./mutation/mutate.js";

export interface Equivalent {
  readonly from: string;
  readonly derivation: string;
  readonly step: number;
  readonly kind: string;
  readonly mutant: string;
  readonly reason: string;
}
export const equivalents = JSON.parse(
  readFileSync(join(import.meta.dirname, "equivalentMutants.json"), "utf8"),
) as Equivalent[];
export const keyOf = ({
  derivation,
  step,
  kind,
  mutant,
}: Pick<Equivalent, "derivation" | "step" | "kind" | "mutant">): string =>
  `${derivation}, line ${step}: ${kind}: ${mutant}`;
const listed = new Set(
  equivalents.filter(({ from }) => from === "corpus").map((one) => keyOf(one)),
);

// All changes take minutes: npm run mutate-derivations. Here every derivation gives a few, drawn by a seed.
const perDerivation = 3;

/** A few changes to each derivation are noticed, or are listed as those that change nothing. */
export function testThatChangesAreNoticed(specs: readonly (typeof corpus)[number][]): void {
  it.each(specs.map((spec) => [spec.anchor, spec, corpus.indexOf(spec)] as const))(
    "that break %s are noticed",
    (_anchor, spec, i) => {
      const random = rng(1000 + i);
      const count = { all: 0, drawn: 0 };
      const mutants = mutateDerivation(spec, (all) => {
        count.all = all;
        const drawn = permutation(random, all).slice(0, perDerivation);
        count.drawn = drawn.length;
        return drawn;
      });
      expect(count.all).toBeGreaterThan(10);
      expect(mutants).toHaveLength(count.drawn);
      expect(mutants.filter(({ fate }) => fate === "survived")).toEqual([]);
      const same = mutants.filter(({ fate }) => fate === "equivalent").map((one) => keyOf(one));
      expect(same.filter((key) => !listed.has(key))).toEqual([]);
    },
  );
}
