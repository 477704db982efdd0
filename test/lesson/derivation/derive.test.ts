import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { binaryCrossEntropyWithLogits } from "../../../src/math/losses/index.js";
import { klDivergence } from "../../../src/math/information/index.js";
import { DERIVATION_MIME } from "../../../src/outputs/mimeTypes.js";
import type { DerivationData } from "../../../src/outputs/derivation.js";
import { derive, testDerivation, type DeriveOptions } from "../../../src/lesson/derive/derive.js";
import { installRuntime } from "../../../src/lesson/runtime.js";
import type { MimeBundle } from "../../../src/outputs/mimeBundle.js";
import {
  bit,
  classIndex,
  density,
  interval,
  nat,
  positive,
  real,
  samples,
  simplex,
  vector,
  type Quantity,
} from "../../../src/lesson/expression/index.js";

const K = nat(2, 5);
const p = simplex("K", { open: true });
const q = simplex("K", { open: true });

function attempt(
  quantities: Readonly<Record<string, Quantity>>,
  text: string,
  options: DeriveOptions = {},
): DerivationData {
  return testDerivation({ anchor: "test", quantities, text: `A title\n${text}`, ...options });
}

function refusal(...args: Parameters<typeof attempt>): string {
  try {
    attempt(...args);
  } catch (error) {
    return (error as Error).message;
  }
  return "(accepted)";
}

describe("what derive accepts", () => {
  it("takes ASCII spellings", () => {
    const data = attempt(
      { K, p, q },
      "-sum[k=1..K] p[k]*ln(q[k])\n>= -sum[k=1..K] p[k]*ln(p[k]) ; Gibbs {uses p, q} {equal at q = p}",
    );
    expect(data.steps[0]!.relation).toBe("≥");
    expect(data.steps[0]!.equalAt).toBe("q=p");
  });

  it("quotes what it cannot test, and says so", () => {
    const data = attempt(
      { x: real },
      "x + x\n= 2 x ; one sum\n= $\\text{twice}$ ; as the book says {untested: A Book, p. 3}",
    );
    expect(data.steps[1]).toMatchObject({
      untested: "A Book, p. 3",
      points: 0,
      tex: "\\text{twice}",
    });
    expect(data.note).toMatch(/200 points or more.*not a proof.*One is quoted and not tested/);
  });

  it("compares the grammar's KL with information/ on the simplex", () => {
    attempt({ K, p, q }, "CE(p, q) − H(p)\n= KL(p, q) {is klDivergence}", {
      links: { klDivergence: [klDivergence, "p", "q"] },
    });
    expect(
      refusal({ K, p, q }, "KL(q, p)\n= CE(q, p) − H(q) {is klDivergence}", {
        links: { klDivergence: [klDivergence, "p", "q"] },
      }),
    ).toMatch(/this line is not klDivergence of src/);
  });

  it("calls functions of src inside a line, on the declared domain", () => {
    const links = { loss: binaryCrossEntropyWithLogits };
    attempt({ z: real, y: bit }, "loss(z, y)\n= softplus(z) − y z ; the code", { links });
    expect(
      refusal({ z: real, y: bit }, "loss(z, y)\n= softplus(z) + y z ; the code", { links }),
    ).toMatch(/differ/);
  });
});

describe("what derive refuses", () => {
  it.each<[string, string, RegExp]>([
    [
      "a typo, with a caret below it",
      "σ(z)\n= sigmod(z)",
      /unknown name “sigmod” \(did you mean sigmoid\?\); known are z[\s\S]*\n3 \| = sigmod\(z\)\n {6}\^/,
    ],
    [
      "a false step, with point and values",
      "σ(z)\n= 1 − σ(z)",
      /step 1: the two lines differ[\s\S]*the line above is[\s\S]*at z = /,
    ],
    [
      "a note that is none, with the one that is meant",
      "e^z\n≥ 1 + z {use z}",
      /\{use z\} is no note \(did you mean \{uses …\}\?\)/,
    ],
    ["an entropy of two", "z\n= H(z, z)", /H takes 1 argument, got 2; the cross-entropy is CE/],
    [
      "a vector and a number",
      "z + [z, z]\n= z",
      /cannot add a number and a vector; to every component it is written \[ x\[i\] \+ 1/,
    ],
    ["a factor in an exponent", "e^(2 z)\n= e^z", /differ/],
    ["a bound without its equality", "z²\n≥ 0", /must say where it is an equality/],
    ["a bound that is an identity", "z²\n≥ z z {equal at z = 0}", /equal everywhere/],
    ["a wrong place of equality", "z²\n≥ 0 {equal at z = 1}", /not equal where/],
    ["a strict bound that is met", "z²\n> 0", /equal here|not larger|not smaller/],
    ["a bound the wrong way", "z²\n≤ 0 {equal at z = 0}", /smaller/],
    ["∞ on one side", "1/z\n= 1/z + 1/(z − z)", /differ|only/],
    ["∞ on both sides", "1/(z − z)\n= 2/(z − z)", /only 0 of/],
    ["an unknown quantity in a note", "z\n= z {uses w}", /w is no quantity/],
    ["a domain that has no wider one", "z\n= z {uses z}", /has no wider domain/],
    ["an unknown link", "z\n= z {is loss}", /no such link/],
    ["TeX that is not quoted", "z\n= $z$", /name its source/],
    ["a step without a relation", "z\nz", /begins with a relation/],
    ["no step", "z", /needs a step/],
    ["≐ that says nothing", "z\n≐[z] z", /\(accepted\)/],
    ["≐ with a slope", "2 z\n≐[z] z", /difference of the two lines changes/],
    ["∝ with an offset", "2 z + 1\n∝[z] z", /ratio of the two lines changes/],
    ["∝ with a negative factor", "z²\n∝[z] −z²", /factor between the two lines is negative/],
    ["a wrong limit", "(1 − e^(−a z²))/a\n→[a→0] 2 z²", /does not tend/],
    ["a limit that keeps its variable", "a z\n→[a→0] a", /still depends/],
    ["a wrong derivative", "d/dz (z³)\n= 2 z²", /differ/],
    [
      "a derivative of what has no value",
      "d/dz ln(−e^z)\n= 1",
      /differentiated by z has no finite/,
    ],
    [
      "a constant has no minimiser",
      "argmin[z] (z² + a)\n= argmin[z] a",
      /only one of the two functions changes with z/,
    ],
    ["an unclear fraction", "1/2z\n= z/2", /what is divided by what/],
  ])("%s", (_name, text, message) => {
    expect(refusal({ z: real, a: positive }, text)).toMatch(message);
  });

  it("asks for the domain that a step needs, and for no more", () => {
    const sum = "Σ[k=1..K] p[k] + Σ[k=1..K] q[k]\n= 1 + Σ[k=1..K] q[k]";
    expect(refusal({ K, p, q }, sum)).toMatch(/write \{uses p\}/);
    expect(refusal({ K, p, q }, `${sum} {uses p, q}`)).toMatch(/\{uses q\} is not needed/);
    expect(refusal({ K, p, q }, `${sum} {uses p}`)).toBe("(accepted)");
  });

  it("an index out of range", () => {
    expect(refusal({ K, p }, "Σ[k=1..K] p[k]\n= Σ[k=0..K] p[k]")).toMatch(
      /index 0 is out of range/,
    );
  });

  it("an average with a wrong count, order or weight", () => {
    const quantities = { K: nat(2, 3), N: nat(3, 3), p, x: samples("p", "N"), f: vector("K") };
    const start = "E[k~p | f[k]]\n≈ ";
    expect(refusal(quantities, `${start}(1/N) Σ[n=1..N] f[x[n]]`)).toBe("(accepted)");
    expect(refusal(quantities, `${start}(1/(N − 1)) Σ[n=1..N] f[x[n]]`)).toMatch(
      /is not the expectation/,
    );
    expect(refusal(quantities, `${start}f[x[1]]`)).toMatch(/order of the samples/);
    // The expectation itself is no average: it would estimate nothing.
    expect(refusal(quantities, `${start}Σ[k=1..K] p[k] f[k] + 0 Σ[n=1..N] f[x[n]]`)).toMatch(
      /the same for all samples/,
    );
    expect(refusal(quantities, `${start}(1.00000001/N) Σ[n=1..N] f[x[n]]`)).toMatch(
      /is not the expectation/,
    );
  });

  it("a term of a sum, with the caret below it", () => {
    const said = refusal(
      { x: real, y: real },
      "(x + y)² + sin x − cos y\n= sin x + (x − y)² − cos y",
    );
    expect(said).toContain("3 | = sin x + (x − y)² − cos y\n               ^");
    expect(said).toMatch(/this one is 0\.548726 where that has 13\.5868/);
    const more = refusal({ x: real, y: real }, "e^x − y\n= −y + x y + e^x");
    expect(more).toMatch(/\n {11}\^\n[^]*this one, 3\.25952, is too many/);
    const less = refusal({ x: real, y: real }, "e^x + x − y\n= −y + e^x");
    expect(less).toMatch(/a term of the line above is missing here: -2\.21339/);
  });

  it("no abbreviation called o", () => {
    const where = { "o(x)": "2 x" };
    expect(() => attempt({ x: real }, "o(x) x\n= 2 x²", { where })).not.toThrow();
  });

  it("what cannot be computed, with the caret in the line where it stands", () => {
    expect(refusal({ z: vector(3) }, "1 + z[4]\n= 1")).toContain("2 | 1 + z[4]\n        ^");
    const said = refusal({ x: real }, "x + (min[x] e^x)\n= x");
    expect(said).toContain(
      "the minimum over x is not attained: write inf[x]\n2 | x + (min[x] e^x)\n         ^",
    );
  });

  it("a wrong minimiser", () => {
    expect(refusal({ K, p, q }, "argmin[q] CE(p, q)\n= p {uses p}")).toBe("(accepted)");
    expect(refusal({ K, p, q }, "argmin[q] CE(p, q)\n= [1/K | k=1..K]")).toMatch(
      /not all equal|smaller at another/,
    );
    expect(refusal({ K, p, q }, "argmin[q] CE(p, q)\n= argmin[q] KL(q, p)")).toMatch(
      /different|order/,
    );
    expect(refusal({ K, p, q }, "argmin[q] CE(p, q)\n= argmax[q] CE(p, q)")).toMatch(/order/);
  });

  it("a derivative of an expectation whose distribution depends on the variable", () => {
    expect(refusal({ μ: real, s: positive }, "d/dμ (E[x~normal(μ, s) | x²])\n= 2 μ")).toMatch(
      /distribution of this expectation depends on μ/,
    );
  });

  it("an integral that is wrong by 1e-8", () => {
    const densities = { p: density(), q: density() };
    expect(refusal(densities, "CE(p, q)\n= H(p) + KL(p, q)")).toBe("(accepted)");
    expect(refusal(densities, "CE(p, q)\n= H(p) + 1.00000001 KL(p, q)")).toMatch(/differ/);
  });

  it("a quantity with a name of its own, or a size nobody gave", () => {
    expect(refusal({ ln: real }, "1\n= 1")).toMatch(/ln has a meaning of its own/);
    expect(refusal({ y: classIndex("M") }, "y\n= y")).toMatch(/y needs M/);
    expect(refusal({ a: interval(0, 1) }, "a\n= a", { where: { a: "1" } })).toMatch(
      /meaning already/,
    );
  });
});

describe("what a cell shows", () => {
  const shown: MimeBundle[] = [];
  beforeEach(() => {
    shown.length = 0;
    installRuntime({
      display: (bundle) => void shown.push(bundle),
      readTable: () => Promise.reject(new Error("no table")),
      call: (body) => body(),
    });
  });
  afterEach(() => shown.splice(0));

  it("is our data, aligned LaTeX and plain text, with the points", () => {
    const logit = (): void =>
      derive("logit", { z: real })`
        A title with $\sigma$
        σ(−z)
        = 1 − σ(z)    ; $\sigma(z)=\frac{1}{1+e^{-z}}$, 100 % sure
      `;
    logit();
    const [bundle] = shown;
    const data = bundle![DERIVATION_MIME] as DerivationData;
    expect(data.steps[0]).toMatchObject({ number: 1, tex: "1-\\sigma(z)", points: 200 });
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(bundle!["text/markdown"]).toContain("\\begin{aligned}");
    expect(bundle!["text/markdown"]).toContain("\\text{, 100 \\% sure}");
    expect(bundle!["text/plain"]).toMatch(/= 1 − σ\(z\) {2}; .* \(200 points\)/);
  });

  it("is nothing when a step fails", () => {
    const wrong = (): void =>
      derive("wrong", { z: real })`
        A title
        σ(−z)
        = σ(z)
      `;
    expect(wrong).toThrow(/derivation “wrong”, step 1/);
    expect(shown).toEqual([]);
  });
});
