import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { permutation, rng } from "../../../src/math/random/index.js";
import { nat, positive, real, simplex } from "../../../src/lesson/expression/index.js";
import { corpus } from "./corpus/index.js";
import { changesOf, mutateDerivation } from "./mutation/mutate.js";

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

const script = join(import.meta.dirname, "..", "..", "..", "scripts", "mutateDerivations.mjs");

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
      // Why, in words, and not only that it is so.
      expect(equivalent.reason, keyOf(equivalent)).toMatch(/^[a-z][^:]{10,}: equal to /);
      expect(Number(points), keyOf(equivalent)).toBeGreaterThanOrEqual(exact ? 1000 : 100);
    }
  });

  it("are listed only while they are made: the list has no stale entry, and one would be noticed", () => {
    const stale = (list: string) =>
      spawnSync(process.execPath, [script, "--stale", `--list=${list}`], { encoding: "utf8" });
    const own = stale(join(import.meta.dirname, "equivalentMutants.json"));
    expect(own.stderr).toBe("");
    expect(own.status).toBe(0);
    expect(own.stdout).toContain(`${equivalents.length} of ${equivalents.length} listed changes`);

    const folder = mkdtempSync(join(tmpdir(), "lossbook-stale-"));
    try {
      const [first] = equivalents;
      const gone = [
        { ...first!, mutant: "a change that nobody makes" },
        { ...first!, derivation: "a-derivation-that-is-gone" },
      ];
      writeFileSync(join(folder, "list.json"), JSON.stringify([first, ...gone]));
      const { status, stderr } = stale(join(folder, "list.json"));
      expect(status).toBe(1);
      expect(stderr.match(/made no more/g)).toHaveLength(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("are not made where they leave a true claim of the step's own kind", () => {
    const made = (text: string) =>
      changesOf({
        anchor: "own-kind",
        quantities: {
          x: positive,
          y: real,
          m: real,
          c: positive,
          K: nat(2, 4),
          p: simplex("K", { open: true }),
        },
        text,
      }).map(({ step, mutant }) => `${step}: ${mutant}`);
    const bound = made("A bound\nln x\n< 2 x; looser, but true");
    expect(bound).not.toContain("1: 3 x");
    expect(bound).toContain("1: x");
    expect(bound).toContain("0: \\log_2 x");
    const constant = made("A constant\n(y − m)^2 + c\n≐[m] (y − m)^2 + 3; no m in it");
    expect(constant).not.toContain("1: (y-m)^{2}+4");
    expect(constant).toContain("1: (y-m)^{3}+3");
    const factor = made("A factor\nc exp(−m)\n∝[m] 2 exp(−m); no m in it");
    expect(factor).not.toContain("1: 3\\,e^{-m}");
    expect(factor).toContain("1: 2\\,e^{m}");
    const minimiser = made("A minimiser\nargmin[m] (y − m)^2 c\n= argmin[m] c (y − m)^2; the same");
    expect(minimiser).not.toContain("1: \\operatorname*{arg\\,min}_{m}\\;(y-m)^{2}");
    expect(minimiser.some((change) => change.includes("(y+m)^{2}"))).toBe(true);
    const equality = made("An equality\n2 x\n= x + x; no room");
    expect(equality).toContain("0: 3 x");
    const weaker = made("Weaker\n(y − m)^2 + c\n≐[m] (y − m)^2; always smaller");
    expect(weaker).not.toContain("1: ≐ → >");
    expect(weaker).toContain("1: ≐ → <");
  });
});
