import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as losses from "../../../src/math/losses/index.js";
import { allLosses, domains, rawOutputs } from "../../../src/math/losses/index.js";
import type { Domain, Loss } from "../../../src/math/losses/index.js";
import { DomainError } from "../../../src/math/numeric/domainError.js";
import { rng } from "../../../src/math/random/rng.js";
import { bound, errors, expand, lossNamed } from "../../fixtures/evaluateLoss.mjs";
import type { LossCase } from "../../fixtures/evaluateLoss.mjs";

const root = join(import.meta.dirname, "..", "..", "..");
const folder = join(root, "src", "math", "losses");
const kinds = readdirSync(folder).filter((kind) => !kind.endsWith(".ts") && kind !== "batch");
/** Where each loss is written, by its name. */
const fileOf = new Map(
  kinds.flatMap((kind) =>
    readdirSync(join(folder, kind)).map((file) => [
      file.replace(".ts", ""),
      join(folder, kind, file),
    ]),
  ),
);
const names = [...fileOf.keys()].sort();
interface LossCases {
  readonly kind: string;
  readonly cases: LossCase[];
}
const fixtures = join(root, "test", "fixtures");
const fromMpmath = JSON.parse(readFileSync(join(fixtures, "losses.json"), "utf8")) as {
  losses: Record<string, LossCases>;
};
/** Cases written out by hand stand in a file of their own: `test/fixtures/losses/NAME.json`. */
const byHand = join(fixtures, "losses");
const writtenOut = Object.fromEntries(
  (existsSync(byHand) ? readdirSync(byHand) : []).map((file) => [
    file.replace(".json", ""),
    JSON.parse(readFileSync(join(byHand, file), "utf8")) as LossCases,
  ]),
);
const fixture = { losses: { ...fromMpmath.losses, ...writtenOut } };
const casesOf = (name: string) =>
  Object.entries(fixture.losses).filter(([key]) => key.split(" ")[0] === name);

const lossOf = new Map(allLosses.map((loss) => [loss.name, loss]));
/** Predictions that stay on the simplex: only slopes along it can be measured. */
const isOnSimplex = (name: string): boolean =>
  lossOf.get(name)?.domain.prediction === domains.probabilities;

/** The docstring above the declaration of a loss. */
function docstringOf(name: string): string {
  const source = readFileSync(fileOf.get(name)!, "utf8");
  const declared = source.search(new RegExp(`^export (const|function) ${name}\\b`, "m"));
  expect(declared, `${name} is declared in its file`).toBeGreaterThan(0);
  return source.slice(source.lastIndexOf("/**", declared), declared);
}

/** What a prediction or a target might be: some are in a domain, some are not. */
const candidates: readonly (number | readonly number[])[] = [
  ...[0, 1, -1, 0.3, 2, 2.5, -0.4, 17, Infinity, -Infinity, NaN],
  [0.2, 0.3, 0.5],
  [0, 1, 0],
  [0.2, 0.3, 0.6],
  [-0.2, 0.6, 0.6],
  [-3, 0.5, 2],
  [1, 2, 0.5],
  [0.5, 1],
  [0.25, 0.75],
  [-1, -2, -0.5],
  [-Infinity, 0, -1],
  [-Infinity, -Infinity, -Infinity],
  [Infinity, 0, 0],
  [NaN, 0.5, 0.5],
  [],
];
const isVector = (value: unknown): boolean => typeof value !== "number";
const inside = (domain: Domain, value: unknown): boolean =>
  isVector(value) === (domain.shape === "vector") && domain.contains(value as never);
const candidatesFor = (domain: Domain) =>
  candidates.filter((value) => isVector(value) === (domain.shape === "vector"));

function outcomeOf(call: () => number | readonly number[]): string {
  try {
    return [call()].flat().some(Number.isNaN) ? "NaN" : "taken";
  } catch (error) {
    return error instanceof DomainError ? "refused" : String(error);
  }
}

describe("the list of losses", () => {
  it("has every file of src/math/losses, and nothing else", () => {
    expect(allLosses.map((loss) => loss.name).sort()).toEqual(names);
  });

  it.each(names)("%s is exported under its file's name", (name) => {
    expect(losses).toHaveProperty(name);
  });

  it.each(names)("%s says its formula, shapes, errors and source", (name) => {
    const text = docstringOf(name);
    expect(text).toMatch(/^ \* {5}L.*=/m);
    expect(text).toMatch(/∂L\/∂/);
    expect(text).toMatch(/^ \* Shapes {2}\S/m);
    expect(text).toMatch(/^ \* Errors {2}DomainError/m);
    // The data and what an editor shows are one text.
    const oneLine = text.replace(/\n \* +/g, " ");
    expect(lossOf.get(name)!.source.length).toBeGreaterThan(8);
    expect(oneLine).toContain(`Source  ${lossOf.get(name)!.source}`);
  });

  it("derives what it says it derives, where the notebook exists", () => {
    for (const { name, derivation } of allLosses) {
      if (derivation === undefined) continue;
      expect(derivation, name).toMatch(/^\d\d-[a-z-]+\.ipynb#[a-z0-9-]+$/);
      const [notebook, anchor] = derivation.split("#");
      const path = join(root, "notebooks", notebook!);
      if (!existsSync(path)) continue;
      const text = readFileSync(path, "utf8");
      expect(text, `${name}: no derivation named ${anchor} in ${notebook}`).toMatch(
        new RegExp(`\\\\"${anchor}\\\\"`),
      );
    }
  });
});

describe.each(names)("%s", (name) => {
  it("has cases", () => {
    expect(casesOf(name).flatMap(([, entry]) => entry.cases).length).toBeGreaterThanOrEqual(5);
  });

  it("agrees with mpmath in value and gradient within the stated bounds", () => {
    const wrong: object[] = [];
    for (const [key, { kind, cases }] of casesOf(name)) {
      for (const case_ of cases) {
        const limit = bound(kind, key, case_);
        const error = errors(losses, key, case_);
        if (!(error.value <= limit && error.gradient <= limit))
          wrong.push({ key, case_, error, limit });
      }
    }
    expect(wrong).toEqual([]);
  });

  it("has a gradient that a central difference confirms, with its sign", () => {
    let slopes = 0;
    const wrong: object[] = [];
    for (const [key, { cases }] of casesOf(name)) {
      for (const case_ of cases) {
        const prediction = [expand(case_.p)].flat();
        // A difference of doubles sees nothing where the loss is huge or flat, at infinity, or next to 0.
        if (prediction.length > 10 || !prediction.every((x) => Math.abs(x) <= 30)) continue;
        if (isOnSimplex(name) && Math.min(...prediction) < 1e-3) continue;
        const target = expand(case_.t);
        const loss = lossNamed(losses, key, case_.o);
        const bare = prediction.length === 1;
        const at = (x: number[]): number => loss.value((bare ? x[0] : x) as never, target as never);
        const raw = loss.gradient((bare ? prediction[0] : prediction) as never, target as never);
        const gradient = typeof raw === "number" ? [raw] : Array.from(raw);
        for (let k = 0; k < prediction.length; k++) {
          const other = isOnSimplex(name) ? (k + 1) % prediction.length : -1;
          const h = 1e-6 * Math.max(1, Math.abs(prediction[k]!));
          const moved = (sign: number): number[] =>
            prediction.map((x, j) => x + (j === k ? sign * h : j === other ? -sign * h : 0));
          let slope: number;
          try {
            slope = (at(moved(1)) - at(moved(-1))) / (2 * h);
          } catch {
            continue; // a step out of the domain: a probability above 1, thresholds that cross
          }
          const expected = gradient[k]! - (other < 0 ? 0 : gradient[other]!);
          const size = Math.max(1, Math.abs(at(prediction)), Math.abs(expected));
          // Left and right slopes differ at a kink: there a subgradient between them is right.
          const kink = Math.abs(at(moved(1)) - 2 * at(prediction) + at(moved(-1))) > 1e-8 * size;
          if (kink) continue;
          if (!(Math.abs(slope - expected) / size < 1e-6))
            wrong.push({ key, case_, k, slope, expected });
          if (Math.abs(expected) > 1e-3 * size) slopes++;
        }
      }
    }
    expect(wrong).toEqual([]);
    // A flipped sign would have failed at each of these.
    expect(slopes).toBeGreaterThanOrEqual(3);
  });

  it("refuses what is no number, naming the argument", () => {
    const [, { cases }] = casesOf(name)[0]!;
    const target = expand(cases[0]!.t);
    const prediction = [expand(cases[0]!.p)].flat();
    const loss = lossNamed(losses, name, cases[0]!.o);
    const wrong = prediction.length === 1 ? NaN : prediction.map((x, k) => (k === 0 ? NaN : x));
    const pattern = /^[\w·() -]+(\[\d+\])? must .*, got NaN$/;
    for (const method of ["value", "gradient"] as const) {
      expect(() => loss[method](wrong as never, target as never)).toThrow(pattern);
      const good = (prediction.length === 1 ? prediction[0] : prediction) as never;
      const wrongTarget = Array.isArray(target) ? target.map(() => NaN) : NaN;
      expect(() => loss[method](good, wrongTarget as never)).toThrow(/must .*, got NaN$/);
      if (Array.isArray(target)) {
        expect(() => loss[method](good, [...target, 0] as never)).toThrow(/must have the length/);
      }
    }
  });

  it("takes what its domain contains, and refuses the rest by its argument's name", () => {
    const loss = lossOf.get(name) as Loss<never, never>;
    const { prediction, target } = loss.domain as { prediction: Domain; target: Domain };
    const outcome = { taken: 0, refused: 0 };
    const wrong: string[] = [];
    for (const p of candidatesFor(prediction)) {
      for (const t of candidatesFor(target)) {
        const lengths = Array.isArray(p) && Array.isArray(t) ? p.length === t.length : true;
        const classes = target !== domains.label || (t as number) < (p as number[]).length;
        for (const method of ["value", "gradient"] as const) {
          const wanted =
            inside(prediction, p) && inside(target, t) && lengths && classes ? "taken" : "refused";
          const found = outcomeOf(() => loss[method](p as never, t as never));
          if (found !== wanted) wrong.push(`${method}(${String(p)}; ${String(t)}): ${found}`);
          outcome[wanted]++;
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(outcome.taken).toBeGreaterThan(0);
    expect(outcome.refused).toBeGreaterThan(0);
  });

  it("turns raw outputs into predictions of its domain", () => {
    const loss = lossOf.get(name) as Loss<never, never>;
    const domain = loss.domain.prediction as Domain;
    const random = rng(7);
    for (let n = 0; n < 20; n++) {
      const size = domain.shape === "number" ? 1 : domain === domains.meanAndLogSpread ? 2 : 3;
      const prediction = rawOutputs[loss.raw](
        Array.from({ length: size }, () => 3 * random.normal()),
      );
      const value = domain.shape === "number" ? prediction[0]! : prediction;
      expect(domain.contains(value as never), `${domain.name}: ${String(value)}`).toBe(true);
    }
  });

  const made = (losses as Record<string, unknown>)[name];
  if (typeof made === "function")
    it("refuses an option that it does not know", () => {
      expect(() => (made as (options: object) => void)({ gama: 2 })).toThrow(/got "gama"/);
    });
});
