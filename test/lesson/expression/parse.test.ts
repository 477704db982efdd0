import { describe, expect, it } from "vitest";
import { ExpressionError } from "../../../src/lesson/expression/expressionError.js";
import type { ExpressionNode } from "../../../src/lesson/expression/node.js";
import { children } from "../../../src/lesson/expression/walk.js";
import { parseExpression } from "../../../src/lesson/expression/parse.js";

const vocabulary = {
  values: new Set(["x", "y", "z", "p", "q", "K", "a"]),
  callables: new Set(["f"]),
};

/** A tree with every bracket written. */
function shape(node: ExpressionNode): string {
  const inner = children(node).map(shape);
  switch (node.kind) {
    case "number":
      return node.text;
    case "name":
      return node.name;
    case "negate":
      return `(-${inner[0]})`;
    case "binary":
    case "compare":
      return `(${inner[0]} ${node.op} ${inner[1]})`;
    case "call":
      return `${node.name}(${inner.join(", ")})`;
    case "index":
      return `${inner[0]}[${inner.slice(1).join(", ")}]`;
    default:
      return `${node.kind}{${inner.join("; ")}}`;
  }
}
const read = (text: string): string => shape(parseExpression(text, vocabulary));

function refused(text: string): string {
  try {
    return read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ExpressionError);
    return (error as Error).message;
  }
}

describe("precedence", () => {
  it.each([
    ["x + y z", "(x + (y * z))"],
    ["x − y − z", "((x - y) - z)"],
    ["x / y / z", "((x / y) / z)"],
    ["x y / z", "((x * y) / z)"],
    ["−x²", "(-(x ^ 2))"],
    ["−x y", "(-(x * y))"],
    ["x^y^z", "(x ^ (y ^ z))"],
    ["x^−y", "(x ^ (-y))"],
    ["2 x^2 y", "((2 * (x ^ 2)) * y)"],
    ["p[1]²", "(p[1] ^ 2)"],
    ["x⁻¹", "(x ^ (-1))"],
    ["x⁻²", "(x ^ (-2))"],
    ["x⁴ y¹⁰", "((x ^ 4) * (y ^ 10))"],
    ["x²³", "(x ^ 23)"],
    ["½ x", "((1 / 2) * x)"],
    ["x · −y", "(x * (-y))"],
    ["(x = y) z", "((x = y) * z)"],
    ["K!", "factorial(K)"],
  ])("%s is %s", (text, tree) => {
    expect(read(text)).toBe(tree);
  });
});

describe("products without a sign", () => {
  it.each([
    ["y(1−p)", "(y * (1 - p))"],
    ["y (1 − p)", "(y * (1 - p))"],
    ["2x", "(2 * x)"],
    ["x y z", "((x * y) * z)"],
    ["f(x) y", "(f(x) * y)"],
    ["ln x y", "(ln(x) * y)"],
    ["ln (x y)", "ln((x * y))"],
    ["ln p[1] + x", "(ln(p[1]) + x)"],
    ["y ln σ(z)", "(y * ln(σ(z)))"],
    ["√x y", "(sqrt(x) * y)"],
    ["|x| y", "(abs(x) * y)"],
  ])("%s is %s", (text, tree) => {
    expect(read(text)).toBe(tree);
  });
});

describe("ASCII and symbols", () => {
  it.each([
    ["Σ[k=1..K] p[k] q[k]", "sum[k=1..K] p[k] q[k]"],
    ["Π[k=1..K] p[k]", "prod[k=1..K] p[k]"],
    ["x − y", "x - y"],
    ["x · y", "x * y"],
    ["(x ≤ y)", "(x <= y)"],
    ["π x", "pi x"],
  ])("%s is %s", (symbols, ascii) => {
    expect(read(symbols)).toBe(read(ascii));
  });
});

describe("a caret below the place", () => {
  it.each([
    ["x + ", "x + \n      ^"],
    ["x + w", "x + w\n      ^"],
    ["(x + y", "(x + y\n        ^"],
    ["x ) y", "x ) y\n    ^"],
    ["1/2z", "1/2z\n     ^"],
    ["p[1", "p[1\n     ^"],
    ["", "\n  ^"],
  ])("%s", (text, end) => {
    expect(refused(text)).toContain(end);
  });

  it("names what was meant", () => {
    expect(refused("sofplus(z)")).toMatch(/did you mean softplus/);
    expect(refused("yz")).toMatch(/y z/);
    expect(refused("w")).toMatch(/known are/);
    expect(refused("p_k")).toMatch(/did you mean p\[k\]\?/);
    expect(refused("σ'(z)")).toMatch(/did you mean d\/dz σ\(z\)\?/);
    expect(refused("x**2")).toMatch(/a power is written x² or x\^2/);
    expect(refused("\\frac{x}{2}")).toMatch(/TeX is not read/);
    expect(refused("x — 1")).toMatch(/a minus is written − or -/);
  });

  it("other signs of a product are one", () => {
    for (const sign of ["×", "⋅", "∗"]) expect(read(`x ${sign} y`)).toBe(read("x · y"));
  });
});
