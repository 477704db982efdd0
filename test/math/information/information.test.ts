import fc from "../../fastCheck.js";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as I from "../../../src/math/information/index.js";
import { relEntr } from "../../../src/math/numeric/index.js";

const root = join(import.meta.dirname, "..", "..", "..");
const fixture = JSON.parse(
  readFileSync(join(root, "test", "fixtures", "information.json"), "utf8"),
) as {
  pairs: { f: string; p: number[]; q: number[]; v: number }[];
  samples: number[];
  others: number[];
  estimators: Record<string, number>;
  positions: number[];
  wasserstein: number[];
  wassersteinOfSamples: number;
};
const near = (a: number, b: number, tolerance = 1e-13) =>
  expect(Math.abs(a - b), `${a} and ${b}`).toBeLessThanOrEqual(
    tolerance * Math.max(1, Math.abs(b)),
  );
const simplexOf = (classes: number) =>
  fc
    .array(fc.double({ min: 1e-3, max: 1, noNaN: true }), {
      minLength: classes,
      maxLength: classes,
    })
    .map((v) => v.map((x) => x / v.reduce((a, b) => a + b)));
const pair = fc.integer({ min: 2, max: 6 }).chain((k) => fc.tuple(simplexOf(k), simplexOf(k)));
const joint = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([x, y]) =>
    simplexOf(x * y).map((v) => Array.from({ length: x }, (_, i) => v.slice(i * y, (i + 1) * y))),
  );

type TwoVectors = (p: number[], q: number[], order?: number) => number;
type OneVector = (p: number[], order?: number) => number;

describe("against mpmath and SciPy", () => {
  it("entropies and divergences", () => {
    expect(fixture.pairs.length).toBeGreaterThan(200);
    for (const { f, p, q, v } of fixture.pairs) {
      const [name, order] = f.split(" ") as [keyof typeof I, string | undefined];
      const extra = order === undefined ? [] : [Number(order)];
      const actual =
        /entropy$/i.test(name) && name !== "crossEntropy"
          ? (I[name] as OneVector)(p, ...extra)
          : (I[name] as TwoVectors)(p, q, ...extra);
      expect(Math.abs(actual - v) / Math.abs(v), `${f} ${p.join()} ${q.join()}`).toBeLessThan(
        1e-13,
      );
    }
  });
  it("differential entropy from samples, as scipy.stats.differential_entropy", () => {
    for (const [key, v] of Object.entries(fixture.estimators)) {
      const [name, window] = key.split(" ") as [
        "vasicekEntropy" | "vanEsEntropy" | "ebrahimiEntropy" | "correaEntropy",
        string | undefined,
      ];
      near(I[name](fixture.samples, window === undefined ? {} : { window: Number(window) }), v);
    }
    expect(I.vasicekEntropy([1, 1, 1, 1, 1], { window: 1 })).toBe(-Infinity);
    expect(I.correaEntropy([1, 1, 1, 1, 1], { window: 1 })).toBe(-Infinity);
    expect(() => I.vasicekEntropy([1, 2], {})).toThrow(
      /^window must be less than half the 2 samples, got 1/,
    );
    expect(() => I.vanEsEntropy([1, 2, 3, NaN])).toThrow(
      /^samples\[3\] must be a finite number, got NaN$/,
    );
    expect(() => I.ebrahimiEntropy([1, 2, 3], { windows: 1 } as object)).toThrow(
      /got "windows"; did you mean "window"\?$/,
    );
  });
  it("Wasserstein distances, as scipy.stats.wasserstein_distance", () => {
    const vectors = [...new Map(fixture.pairs.map(({ p }) => [p.join(), p])).values()];
    fixture.wasserstein.forEach((v, i) => {
      const [p, q] = [vectors[Math.floor(i / 4)]!, vectors[i % 4]!];
      near(I.wassersteinDistance(p, q, fixture.positions), v);
    });
    near(
      I.wassersteinDistanceOfSamples(fixture.samples, fixture.others),
      fixture.wassersteinOfSamples,
    );
  });
});

describe("entropy", () => {
  it("is 1.75 bits in the textbook's case, 0 for the certain, ln K at most", () => {
    expect(I.natsToBits(I.entropy([0.5, 0.25, 0.125, 0.125]))).toBe(1.75);
    expect(I.entropy([0.5, 0.25, 0.125, 0.125])).toBe(1.2130075659799042);
    expect(Object.is(I.entropy([1, 0]), 0)).toBe(true);
    expect(I.bitsToNats(I.natsToBits(3))).toBeCloseTo(3, 15);
    expect(I.surprisal(1)).toBe(0);
    expect(I.surprisal(0)).toBe(Infinity);
    near(I.natsToBits(I.surprisal(0.125)), 3);
    fc.assert(
      fc.property(pair, ([p]) => {
        expect(I.entropy(p)).toBeGreaterThanOrEqual(0);
        expect(I.entropy(p)).toBeLessThanOrEqual(Math.log(p.length) + 1e-14);
        near(I.renyiEntropy(p, 1), I.entropy(p));
        near(I.renyiEntropy(p, 1 + 1e-9), I.entropy(p), 1e-7);
        near(I.tsallisEntropy(p, 1 + 1e-9), I.entropy(p), 1e-7);
        near(I.renyiEntropy(p, 0), Math.log(p.length));
        near(I.renyiEntropy(p, Infinity), -Math.log(Math.max(...p)));
      }),
    );
  });
});

describe("relations", () => {
  it("H(p, q) = H(p) + KL(p‖q), Gibbs, Pinsker, JS ≤ ln 2 and the family's special members", () => {
    fc.assert(
      fc.property(pair, ([p, q]) => {
        const kl = I.klDivergence(p, q);
        near(I.crossEntropy(p, q), I.entropy(p) + kl, 1e-13);
        expect(kl).toBeGreaterThanOrEqual(0);
        expect(I.klDivergence(p, p)).toBe(0);
        const tv = I.totalVariation(p, q);
        expect(tv * tv).toBeLessThanOrEqual(kl / 2 + 1e-15);
        expect(I.jensenShannonDivergence(p, q)).toBeLessThanOrEqual(Math.LN2);
        near(I.jensenShannonDivergence(p, q), I.jensenShannonDivergence(q, p), 1e-14);
        near(I.jeffreysDivergence(p, q), kl + I.klDivergence(q, p));
        near(I.renyiDivergence(p, q, 1 + 1e-9), kl, 1e-7);
        near(I.renyiDivergence(p, q, 0.5), 2 * I.bhattacharyyaDistance(p, q));
        near(I.alphaDivergence(p, q, 0.5), 4 * I.hellingerDistance(p, q) ** 2);
        near(I.alphaDivergence(p, q, 2), I.pearsonChiSquared(p, q) / 2);
        near(I.alphaDivergence(p, q, 0), I.klDivergence(q, p));
        near(I.tsallisDivergence(p, q, 1), kl);
        near(I.tsallisDivergence(p, q, 2), I.pearsonChiSquared(p, q), 1e-12);
        near(
          I.fDivergence(p, q, (u) => (u === 0 ? 0 : u * Math.log(u))),
          kl,
        );
        near(
          I.fDivergence(p, q, (u) => Math.abs(u - 1) / 2, 0.5),
          tv,
        );
        near(I.neymanChiSquared(p, q), I.pearsonChiSquared(q, p));
        const scaled = p.reduce((sum, pk, k) => sum + relEntr(pk, q[k]!), 0);
        near(kl, Math.max(0, scaled));
      }),
    );
  });
  it("limits: what never happens is free, what the model excludes is infinite", () => {
    expect(I.crossEntropy([0, 1], [0, 1])).toBe(0);
    expect(I.crossEntropy([0.5, 0.5], [0, 1])).toBe(Infinity);
    expect(I.klDivergence([0.5, 0.5], [0, 1])).toBe(Infinity);
    near(I.klDivergence([0, 1], [0.5, 0.5]), Math.LN2);
    near(I.jensenShannonDivergence([1, 0], [0, 1]), Math.LN2);
    expect(I.bhattacharyyaDistance([1, 0], [0, 1])).toBe(Infinity);
    expect(I.renyiDivergence([1, 0], [0, 1], 0.5)).toBe(Infinity);
    expect(I.renyiDivergence([0.5, 0.5], [0, 1], 2)).toBe(Infinity);
    near(I.renyiDivergence([0.5, 0.5], [0, 1], 0.5), Math.log(2));
    near(I.renyiDivergence([1, 0], [0.25, 0.75], 0), Math.log(4));
    near(I.renyiDivergence([0.5, 0.5], [0.1, 0.9], Infinity), Math.log(5));
    expect(I.pearsonChiSquared([0.5, 0.5], [0, 1])).toBe(Infinity);
    near(I.klDivergence([0.3, 0.7], [0.6, 0.4]), 0.18378689738681228);
  });
  it("chain rule and symmetry of joint tables", () => {
    fc.assert(
      fc.property(joint, (table) => {
        const { rows, columns } = I.marginals(table);
        const transposed = columns.map((_, j) => table.map((row) => row[j]!));
        near(I.jointEntropy(table), I.entropy(rows) + I.conditionalEntropy(table));
        near(I.mutualInformation(table), I.entropy(columns) - I.conditionalEntropy(table));
        near(I.mutualInformation(table), I.mutualInformation(transposed));
        const independent = rows.map((px) => columns.map((py) => px * py));
        near(I.mutualInformation(independent), 0, 1e-14);
      }),
    );
  });
});

describe("codes", () => {
  it("Shannon's code is a prefix code, less than a bit above the entropy", () => {
    fc.assert(
      fc.property(pair, ([p, q]) => {
        const { lengths, words } = I.shannonCode(p);
        expect(I.kraftSum(lengths)).toBeLessThanOrEqual(1);
        words.forEach((word, i) => {
          expect(word).toHaveLength(lengths[i]!);
          words.forEach((other, j) => expect(i !== j && other.startsWith(word)).toBe(false));
        });
        const bits = I.natsToBits(I.entropy(p));
        const mean = I.expectedCodeLength(p, lengths);
        expect(mean).toBeGreaterThanOrEqual(bits - 1e-12);
        expect(mean).toBeLessThan(bits + 1);
        const ideal = q.map((qk) => I.natsToBits(I.surprisal(qk)));
        near(I.expectedCodeLength(p, ideal), I.natsToBits(I.crossEntropy(p, q)));
      }),
    );
    expect(I.shannonCode([0.5, 0.25, 0.125, 0.125]).words).toEqual(["0", "10", "110", "111"]);
    expect(I.shannonCode([1]).words).toEqual([""]);
    expect(I.kraftSum([1, 1, 1])).toBe(1.5);
    // The longest word there may be.
    expect(I.shannonCode([1, 2 ** -1000]).lengths).toEqual([0, 1000]);
    expect(() => I.shannonCode([1, 2 ** -1001])).toThrow(/^p\[1\] must be positive/);
    expect(() => I.shannonCode([1, 0])).toThrow(/^p\[1\] must be positive/);
  });
});

describe("entropy of counts", () => {
  it("Miller and Madow take the first-order bias off", () => {
    near(I.plugInEntropy([5, 5]), Math.LN2);
    near(I.millerMadowEntropy([5, 5, 0]), Math.LN2 + 1 / 20);
    near(I.empiricalCrossEntropy([Math.log(0.5), Math.log(0.25)]), 1.5 * Math.LN2);
    expect(() => I.plugInEntropy([0, 0])).toThrow(
      /^counts must have at least one observation, got 0$/,
    );
    expect(() => I.empiricalCrossEntropy([])).toThrow(/must not be empty/);
  });
});

describe("the contract of information/", () => {
  const twoVectors = fixture.pairs
    .map(({ f }) => f.split(" ")[0]!)
    .filter((f) => !/(^e|yiE|isE)ntropy$/.test(f));
  it.each(
    [...new Set([...twoVectors, "wassersteinDistance"])].filter(
      (f) => !/^(entropy|renyiEntropy|tsallisEntropy)$/.test(f),
    ),
  )("%s refuses what is no pair of probability vectors", (name) => {
    const f = I[name as keyof typeof I] as TwoVectors;
    const order = /renyi|tsallis|alpha/.test(name) ? 2 : undefined;
    expect(() => f([0.5, 0.4], [0.5, 0.5], order)).toThrow(/^p must sum to 1, got 0.9$/);
    expect(() => f([0.5, 0.5], [0.5, 0.6], order)).toThrow(/^q must sum to 1, got 1.1$/);
    expect(() => f([0.5, 0.5], [1], order)).toThrow(/^q must have the length of p, 2, got 1$/);
    expect(() => f([0.5, NaN], [0.5, 0.5], order)).toThrow(
      /^p\[1\] must be finite and not negative, got NaN$/,
    );
    expect(() => f([1.5, -0.5], [0.5, 0.5], order)).toThrow(
      /^p\[1\] must be finite and not negative, got -0.5$/,
    );
  });
  it("every file exports its name and names its source", () => {
    const folder = join(root, "src", "math", "information");
    const helpers = ["index.ts", "checkPair.ts", "spacings.ts"];
    for (const file of readdirSync(folder)) {
      if (helpers.includes(file)) continue;
      expect(I, file).toHaveProperty(file.replace(".ts", ""));
      expect(readFileSync(join(folder, file), "utf8"), file).toMatch(/^ \* Source {2}\S.{8}/m);
    }
  });
});

describe("normalise", () => {
  it("divides by the sum, at any size", () => {
    expect([...I.normalise([1, 3])]).toEqual([0.25, 0.75]);
    expect([...I.normalise([1e308, 1e308])]).toEqual([0.5, 0.5]);
    expect([...I.normalise([5e-324, 0])]).toEqual([1, 0]);
    const shares = I.normalise(Array.from({ length: 1000 }, (_, k) => k / 7));
    expect(I.entropy(shares)).toBeLessThan(Math.log(1000));
  });

  it("refuses what has no shares", () => {
    expect(() => I.normalise([0, 0])).toThrow("weights must have a positive sum, got 2 that are 0");
    expect(() => I.normalise([1, -1])).toThrow("weights[1] must");
    expect(() => I.normalise([])).toThrow("weights must not be empty");
  });
});
