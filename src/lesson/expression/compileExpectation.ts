import type { Arithmetic } from "./arithmetic.js";
import { fail, type Compilation } from "./compilation.js";
import { hermiteRule } from "./hermiteRule.js";
import type { ExpressionNode } from "./node.js";
import { NoSecondOpinion } from "./noSecondOpinion.js";
import type { Compiled } from "./scope.js";

/** Two rules each, the finer one tells whether the other was fine enough; by the most dimensions they are used in. */
const rulePairs: readonly { readonly nodes: readonly [number, number]; readonly most: number }[] = [
  { nodes: [4, 6], most: 5 },
  { nodes: [8, 12], most: 3 },
  { nodes: [20, 28], most: 2 },
  { nodes: [40, 56], most: 2 },
];
/** Beside E|f|, two rules that differ by less agree. */
const agreed = 1e-11;
const agreedInManyDigits = 1e-32;
const agreedAtLast = 1e-13;

/**
 * E[x~mvnormal(μ, S) | f] by the product of Gauss and Hermite's rules along x = μ + L u with S = L Lᵀ; exact for
 * polynomials. NaN where two rules do not agree: f has a kink or a jump, or grows as fast as the density falls.
 */
export function compileExpectation<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "expectation" }>,
): Compiled {
  const { F } = c;
  const { distribution } = node;
  if (distribution.kind !== "call") return fail("this distribution was not expanded", node);
  if (F.digits > 60) throw new NoSecondOpinion("an expectation beyond 60 digits");
  const mean = c.vectorOf(distribution.args[0]!);
  const covariance = c.matrixOf(distribution.args[1]!);
  return c.bound(node.variable, "vector", (slot) => {
    const body = c.compile(node.body);
    if (body.type === "function" || body.type === "row") {
      fail(`a number was expected here, got a ${body.type}`, node.body);
    }
    return {
      type: body.type === "integer" ? "scalar" : body.type,
      run: (env) => {
        const middle = mean(env);
        const root = cholesky(F, covariance(env));
        if (root.length !== middle.length) {
          fail(
            `a mean of ${middle.length} numbers beside ${root.length} rows of a covariance`,
            node,
          );
        }
        const f = (u: readonly T[]): unknown => {
          F.spendTerms(1);
          env[slot] = middle.map((m, i) =>
            root[i]!.reduce((sum, l, j) => (j > i ? sum : F.add(sum, F.multiply(l, u[j]!))), m),
          );
          return body.run(env);
        };
        return F.withoutLosses(() => average(F, f, middle.length));
      },
    };
  });
}

/** The finer of the first two rules that agree: where the density stands, else where the integrand does. */
function average<T>(F: Arithmetic<T>, f: (u: readonly T[]) => unknown, size: number): unknown {
  const most = F.digits > 16 ? Math.max(2, size + 1) : size;
  const pairs = rulePairs.filter((pair) => most <= pair.most);
  if (pairs.length === 0) throw new NoSecondOpinion("an expectation in so many dimensions");
  const plain = agreedAverage(F, f, size, pairs);
  if (plain.isAgreed) return plain.value;
  const moved = tilted(F, f, size);
  const shifted = moved === undefined ? plain : agreedAverage(F, moved, size, pairs);
  if (shifted.isAgreed) return shifted.value;
  if (F.digits > 16) throw new NoSecondOpinion("an expectation that many digits find no value of");
  return mapped(plain.value, () => F.of(NaN));
}

function agreedAverage<T>(
  F: Arithmetic<T>,
  f: (u: readonly T[]) => unknown,
  size: number,
  pairs: typeof rulePairs,
): { readonly value: unknown; readonly isAgreed: boolean } {
  let value: unknown;
  for (const [i, { nodes }] of pairs.entries()) {
    const [coarse, fine] = nodes.map((n) => product(F, f, size, n)) as [Average<T>, Average<T>];
    ({ value } = fine);
    const gap = fine.cells
      .map((cell, j) => F.abs(F.subtract(cell, coarse.cells[j]!)))
      .reduce((a, b) => (F.compare(a, b) < 0 ? b : a));
    const isLast = i === pairs.length - 1;
    const share = F.digits > 16 ? (isLast ? agreedAtLast : agreedInManyDigits) : agreed;
    if (F.compare(gap, F.multiply(F.of(share), fine.magnitude)) <= 0) {
      const rounding = F.multiply(F.of(10 ** (3 - F.digits)), fine.magnitude);
      F.lose(F.add(F.multiply(F.of(10), gap), rounding));
      return { value, isAgreed: true };
    }
  }
  return { value, isAgreed: false };
}

/**
 * f(u + s) e^(−sᵀu − ½ sᵀs), which has the same average: with s the slope of ln f, so that e^(tᵀu) becomes a constant.
 * Undefined where f is no positive number.
 */
function tilted<T>(
  F: Arithmetic<T>,
  f: (u: readonly T[]) => unknown,
  size: number,
): ((u: readonly T[]) => unknown) | undefined {
  const h = 1e-3;
  let at = Array.from({ length: size }, () => 0);
  for (let n = 0; n < 4; n++) {
    const logAt = (i: number, by: number): number => {
      const value = f(at.map((x, j) => F.of(j === i ? x + by : x)));
      return Array.isArray(value) ? NaN : F.toNumber(F.ln(value as T));
    };
    at = at.map((_, i) => (logAt(i, h) - logAt(i, -h)) / (2 * h));
  }
  if (!at.every(Number.isFinite)) return undefined;
  const shift = at.map(F.of);
  const half = F.divide(F.of(1), F.of(2));
  return (u) => {
    const exponent = shift.reduce(
      (sum, s, i) => F.subtract(sum, F.multiply(s, F.add(u[i]!, F.multiply(half, s)))),
      F.of(0),
    );
    return F.multiply(f(u.map((x, i) => F.add(x, shift[i]!))) as T, F.exp(exponent));
  };
}

interface Average<T> {
  readonly value: unknown;
  readonly cells: readonly T[];
  /** The average of |f|. */
  readonly magnitude: T;
}

/** Σ over all lists of nodes, one for each dimension. */
function product<T>(
  F: Arithmetic<T>,
  f: (u: readonly T[]) => unknown,
  size: number,
  n: number,
): Average<T> {
  const rule = hermiteRule(F, n);
  let cells: T[] = [];
  let magnitude = F.of(0);
  let shape: unknown;
  for (let code = 0; code < n ** size; code++) {
    const chosen = Array.from({ length: size }, (_, i) => rule[Math.floor(code / n ** i) % n]!);
    const weight = chosen.reduce((w, node) => F.multiply(w, node.weight), F.of(1));
    const value = f(chosen.map((node) => node.x));
    const list = (Array.isArray(value) ? value.flat() : [value]) as T[];
    shape ??= value;
    cells =
      code === 0
        ? list.map((x) => F.multiply(weight, x))
        : cells.map((sum, i) => F.add(sum, F.multiply(weight, list[i]!)));
    magnitude = list.reduce((sum, x) => F.add(sum, F.multiply(weight, F.abs(x))), magnitude);
  }
  let next = 0;
  return { value: mapped(shape, () => cells[next++]), cells, magnitude };
}

const mapped = (value: unknown, change: () => unknown): unknown =>
  Array.isArray(value) ? value.map((part) => mapped(part, change)) : change();

/** S = L Lᵀ; NaN where S is not positive definite. */
function cholesky<T>(F: Arithmetic<T>, matrix: readonly (readonly T[])[]): T[][] {
  const root: T[][] = [];
  for (const [i, row] of matrix.entries()) {
    root.push([]);
    for (let j = 0; j <= i; j++) {
      const rest = root[j]!.slice(0, j).reduce(
        (sum, x, k) => F.subtract(sum, F.multiply(x, root[i]![k]!)),
        row[j]!,
      );
      root[i]!.push(i === j ? F.sqrt(rest) : F.divide(rest, root[j]![j]!));
    }
  }
  return root;
}
