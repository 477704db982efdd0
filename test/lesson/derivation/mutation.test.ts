import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { permutation, rng } from "../../../src/random/index.js";
import { corpus } from "./corpus/index.js";
import { mutateDerivation } from "./mutation/mutate.js";

interface Equivalent {
  readonly from: string;
  readonly derivation: string;
  readonly step: number;
  readonly kind: string;
  readonly mutant: string;
  readonly reason: string;
}
const equivalents = JSON.parse(
  readFileSync(join(import.meta.dirname, "equivalentMutants.json"), "utf8"),
) as Equivalent[];
const keyOf = ({
  derivation,
  step,
  kind,
  mutant,
}: Pick<Equivalent, "derivation" | "step" | "kind" | "mutant">): string =>
  `${derivation}, line ${step}: ${kind}: ${mutant}`;
const listed = new Set(
  equivalents.filter(({ from }) => from === "corpus").map((one) => keyOf(one)),
);

// All of them take minutes: npm run mutate-derivations. Here every derivation gives a few, drawn by a seed.
const perDerivation = 3;

describe("changes to a derivation", () => {
  it.each(corpus.map((spec, i) => [spec.anchor, spec, i] as const))(
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

  it("that change nothing are listed, each with its reason", () => {
    const anchors = new Set(corpus.map((spec) => spec.anchor));
    expect(equivalents.length).toBeGreaterThan(0);
    expect(new Set(equivalents.map((one) => `${one.from} ${keyOf(one)}`)).size).toBe(
      equivalents.length,
    );
    for (const equivalent of equivalents) {
      if (equivalent.from === "corpus") expect(anchors).toContain(equivalent.derivation);
      const points = /equal to .* at (\d+) fresh points/.exec(equivalent.reason)?.[1];
      const exact = equivalent.reason.includes("30 digits");
      expect(Number(points), keyOf(equivalent)).toBeGreaterThanOrEqual(exact ? 1000 : 100);
    }
  });
});
