// A second opinion on derivatives: mathjs differentiates the sums written out term by term.
import { createRequire } from "node:module";
import type * as MathJs from "mathjs";
import { describe, expect, it } from "vitest";
import { Space } from "../../../src/lesson/derive/space.js";
import { nat, positive, real, simplex, vector } from "../../../src/lesson/expression/index.js";

// Its one file for browsers: the module's thousand files take seconds to read.
const { derivative, parse } = createRequire(import.meta.url)(
  "mathjs/lib/browser/math.js",
) as typeof MathJs;

const size = 3;
const space = new Space({
  K: nat(size, size),
  p: simplex("K", { open: true }),
  q: simplex("K", { open: true }),
  z: vector("K"),
  x: real,
  s: positive,
});
const sum = (term: (k: number) => string): string =>
  [1, 2, 3].map((k) => `(${term(k)})`).join(" + ");

describe("derivatives agree with mathjs on sums written out", () => {
  it.each<[string, string, string, string]>([
    ["Σ[k=1..K] p[k] ln q[k]", "q[2]", sum((k) => `p${k} * log(q${k})`), "q2"],
    ["Σ[k=1..K] p[k] ln (p[k]/q[k])", "p[1]", sum((k) => `p${k} * log(p${k} / q${k})`), "p1"],
    ["CE(p, q)", "q[3]", `-(${sum((k) => `p${k} * log(q${k})`)})`, "q3"],
    ["H(p)", "p[2]", `-(${sum((k) => `p${k} * log(p${k})`)})`, "p2"],
    ["LSE(z)", "z[2]", `log(${sum((k) => `exp(z${k})`)})`, "z2"],
    ["ln softmax(z)[1]", "z[3]", `z1 - log(${sum((k) => `exp(z${k})`)})`, "z3"],
    ["(Σ[k=1..K] q[k] z[k])²", "z[1]", `(${sum((k) => `q${k} * z${k}`)})^2`, "z1"],
    ["Π[k=1..K] q[k]^p[k]", "q[1]", "q1^p1 * q2^p2 * q3^p3", "q1"],
    [
      "Σ[i=1..K] Σ[j=1..K] z[i] z[j] q[i]",
      "z[2]",
      `(${sum((k) => `z${k} * q${k}`)}) * (z1 + z2 + z3)`,
      "z2",
    ],
    ["softplus(x) − s x", "x", "log(1 + exp(x)) - s * x", "x"],
    ["ln s + (x − z[1])²/(2 s²)", "s", "log(s) + (x - z1)^2 / (2 * s^2)", "s"],
    ["σ(x)^2 tanh(s x)", "x", "(1 / (1 + exp(-x)))^2 * tanh(s * x)", "x"],
    ["√(1 + x²) − s", "x", "sqrt(1 + x^2) - s", "x"],
    ["s^x e^(−s x)", "s", "s^x * exp(-s * x)", "s"],
    ["sin(x s) cos(x)", "x", "sin(x * s) * cos(x)", "x"],
  ])("d/d of %s by %s", (own, by, unrolled, name) => {
    const line = space.line(space.parse(`d/d${by} (${own})`));
    const theirs = derivative(parse(unrolled), name).compile();
    const rng = space.rng(7);
    for (let i = 0; i < 20; i++) {
      const point = space.draw(rng, new Set(), 0);
      const scope: Record<string, number> = {};
      for (const [quantity, value] of point.values) {
        if (typeof value === "number") scope[quantity] = value;
        else (value as readonly number[]).forEach((one, k) => (scope[`${quantity}${k + 1}`] = one));
      }
      const mine = line.float(space.environment(space.arithmetics.float, point)) as number;
      const expected = theirs.evaluate(scope) as number;
      expect(Math.abs(mine - expected)).toBeLessThanOrEqual(1e-11 * (1 + Math.abs(expected)));
    }
  });

  it.each([
    ["Σ[j=1..K] d/dz[j] (Σ[j=1..K] z[j]²)", "Σ[j=1..K] 2 z[j]"],
    ["Σ[i=1..K] i d/dz[i] LSE(z)", "Σ[k=1..K] k softmax(z)[k]"],
    ["Σ[i=1..K] i d/dq[i] KL(p, q)", "Σ[k=1..K] −k p[k]/q[k]"],
    ["[ d/dz[j] (Σ[k=1..K] d/dz[k] (Σ[k=1..K] z[k]³)) | j=1..K ][2]", "6 z[2]"],
  ])("keeps the index of the derivative apart from those inside: %s", (text, expected) => {
    const line = space.line(space.parse(text));
    const wanted = space.line(space.parse(expected));
    const rng = space.rng(7);
    for (let i = 0; i < 20; i++) {
      const environment = space.environment(space.arithmetics.float, space.draw(rng, new Set(), 0));
      expect(line.float(environment)).toBeCloseTo(wanted.float(environment) as number, 9);
    }
  });
});
