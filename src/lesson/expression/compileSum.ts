import { fail, isNumeric, type Compilation } from "./compilation.js";
import { compileTest } from "./compileTest.js";
import { hasRangeIn } from "./hasRangeIn.js";
import { zip } from "./lists.js";
import { slowSum } from "./slowSum.js";
import type { ExpressionNode, RangeKind } from "./node.js";
import type { Compiled, Environment, Evaluate } from "./scope.js";

/** Σ and Π over a range, a condition and an infinite end allowed. */
export function compileSum<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: RangeKind }>,
): Compiled {
  const { F } = c;
  const from = c.integer(node.range.from);
  const to = c.integer(node.range.to);
  return c.bound(node.range.index, "integer", (slot) => {
    const test =
      node.condition === undefined
        ? undefined
        : node.condition.kind === "compare"
          ? compileTest(c, node.condition)
          : fail("a condition was expected", node.condition);
    const body = c.compile(node.body);
    if (body.type === "vector" && node.kind === "sum") {
      return { type: "vector", run: vectorSum(c, slot, from, to, test, body, node) };
    }
    if (!isNumeric(body.type)) fail(`a number was expected here, got a ${body.type}`, node.body);
    const run = body.run as Evaluate<T>;
    if (node.kind === "maximum" || node.kind === "minimum") {
      return { type: "scalar", run: extremeTerm(c, slot, from, to, test, run, node) };
    }
    const start = F.of(node.kind === "sum" ? 0 : 1);
    const step = node.kind === "sum" ? F.add : F.multiply;
    const isSum = node.kind === "sum";
    const isQuick = !hasRangeIn(node.body, node.range.index);
    return {
      type: "scalar",
      run: (env) => {
        const first = from(env);
        const last = to(env);
        if (!Number.isInteger(first)) fail(`a limit must be a whole number, got ${first}`, node);
        if (last === Infinity && isSum) return infiniteSum(c, env, slot, first, { run, isQuick });
        if (!Number.isInteger(last)) fail(`a limit must be a whole number, got ${last}`, node);
        let total = start;
        for (let k = first; k <= last; k++) {
          c.F.spendTerms(1);
          env[slot] = k;
          if (test !== undefined && !test(env)) continue;
          const term = run(env);
          total = step(total, isSum ? F.term(term) : term);
        }
        return total;
      },
    };
  });
}

/** The largest or the smallest term. */
function extremeTerm<T>(
  { F }: Compilation<T>,
  slot: number,
  from: Evaluate<number>,
  to: Evaluate<number>,
  test: Evaluate<boolean> | undefined,
  run: Evaluate<T>,
  node: Extract<ExpressionNode, { kind: RangeKind }>,
): Evaluate<T> {
  const sign = node.kind === "maximum" ? 1 : -1;
  return (env) => {
    const [first, last] = [from(env), to(env)];
    if (!Number.isInteger(first) || !Number.isInteger(last)) {
      fail(`a limit must be a whole number, got ${first} and ${last}`, node);
    }
    let best: T | undefined;
    for (let k = first; k <= last; k++) {
      F.spendTerms(1);
      env[slot] = k;
      if (test !== undefined && !test(env)) continue;
      const term = run(env);
      const order = best === undefined ? sign : F.compare(term, best);
      if (Number.isNaN(order)) return term;
      if (order === sign) best = term;
    }
    return best ?? fail(`a ${node.kind} over nothing has no value`, node);
  };
}

/** Until the terms have died away, past their peak. */
function infiniteSum<T>(
  c: Compilation<T>,
  env: Environment,
  slot: number,
  first: number,
  { run, isQuick }: { readonly run: Evaluate<T>; readonly isQuick: boolean },
): T {
  const { F } = c;
  let total = F.of(0);
  let largest = F.of(0);
  let quiet = 0;
  const termAt = (k: number): T => {
    c.F.spendTerms(1);
    env[slot] = k;
    return run(env);
  };
  const digits = -Math.log10(F.epsilon);
  const negligible = (term: T): boolean =>
    F.isZero(term) || F.exponent(term) < F.exponent(total) - digits;
  for (let k = first; k < first + 4000; k++) {
    const term = termAt(k);
    total = F.add(total, term);
    if (!F.isFinite(total)) return total;
    if (F.compare(F.abs(term), largest) > 0) largest = F.abs(term);
    quiet = negligible(term) ? quiet + 1 : 0;
    // A sum whose first terms vanish has not begun: a bell far out rises later.
    if (quiet > 12 && k > first + 80 && !F.isZero(total)) {
      if (![500, 2000].every((far) => negligible(termAt(k + far)))) return F.of(NaN);
      // An alternating sum keeps the digits of its largest term, and no more.
      F.term(largest);
      return total;
    }
  }
  return F.isZero(total) ? total : slowSum(F, first, termAt, isQuick);
}

function vectorSum<T>(
  c: Compilation<T>,
  slot: number,
  from: (env: Environment) => number,
  to: (env: Environment) => number,
  test: ((env: Environment) => boolean) | undefined,
  body: Compiled,
  node: ExpressionNode,
): (env: Environment) => T[] {
  return (env) => {
    let total: T[] | undefined;
    const last = to(env);
    for (let k = from(env); k <= last; k++) {
      c.F.spendTerms(1);
      env[slot] = k;
      if (test !== undefined && !test(env)) continue;
      const term = body.run(env) as T[];
      total = total === undefined ? term : zip(total, term, c.F.add, node);
    }
    return total ?? fail("a sum of vectors over nothing has no size", node);
  };
}

/** [ … | k=1..K ]: a vector of numbers, a matrix of vectors. */
export function compileVector<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "vector" }>,
): Compiled {
  const from = c.integer(node.range.from);
  const to = c.integer(node.range.to);
  return c.bound(node.range.index, "integer", (slot) => {
    const body = c.compile(node.body);
    if (body.type === "matrix" || body.type === "function") {
      fail(`a number was expected here, got a ${body.type}`, node.body);
    }
    return {
      type: body.type === "vector" ? "matrix" : "vector",
      run: (env) => {
        const values: unknown[] = [];
        const first = from(env);
        const last = to(env);
        if (!(first <= last)) {
          fail(`a list over nothing: ${node.range.index} goes from ${first} to ${last}`, node);
        }
        for (let k = first; k <= last; k++) {
          c.F.spendTerms(1);
          env[slot] = k;
          values.push(body.run(env));
        }
        return values;
      },
    };
  });
}
