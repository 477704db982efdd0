import type { Arithmetic } from "./arithmetic.js";
import { ExpressionError } from "./expressionError.js";
import { invert } from "./linear.js";
import { someNode, type ExpressionNode } from "./node.js";
import { NoSecondOpinion } from "./noSecondOpinion.js";
import { calledWith, kinksOf, rootsBetween } from "./kinks.js";
import type { ValueType } from "./valueType.js";

/** The values of all names, by slot. */
export type Environment = unknown[];

/** Where the names of an expression live, and what they are. */
export interface Scope {
  readonly slots: Map<string, { readonly slot: number; readonly type: ValueType }>;
  size: number;
}

export interface Compiled {
  readonly type: ValueType;
  readonly run: (environment: Environment) => unknown;
}

export function newScope(): Scope {
  return { slots: new Map(), size: 0 };
}

export function declare(scope: Scope, name: string, type: ValueType): number {
  const slot = scope.size++;
  scope.slots.set(name, { slot, type });
  return slot;
}

/** A density says where its peaks are. */
interface Peaked {
  readonly peaks?: readonly number[];
}

type Scalar<T> = (environment: Environment) => T;

/** Compiles an expanded tree to closures over one arithmetic. */
export function compile<T>(node: ExpressionNode, scope: Scope, F: Arithmetic<T>): Compiled {
  return new Compiler(F, scope).compile(node);
}

const fail = (reason: string, node: ExpressionNode): never => {
  throw new ExpressionError(reason, { line: "", at: node.at });
};

const isNumeric = (type: ValueType): boolean => type === "scalar" || type === "integer";

class Compiler<T> {
  private readonly functions: Readonly<Record<string, (x: T) => T>>;

  private readonly F: Arithmetic<T>;
  private readonly scope: Scope;

  constructor(F: Arithmetic<T>, scope: Scope) {
    this.F = F;
    this.scope = scope;
    const one = F.of(1);
    this.functions = {
      ln: F.ln,
      log2: (x) => F.divide(F.ln(x), F.ln(F.of(2))),
      log10: (x) => F.divide(F.ln(x), F.ln(F.of(10))),
      exp: F.exp,
      sqrt: F.sqrt,
      abs: F.abs,
      sign: (x) => F.of(Math.sign(F.toNumber(x))),
      sin: F.sin,
      cos: F.cos,
      tanh: F.tanh,
      sinh: F.sinh,
      cosh: F.cosh,
      lnΓ: F.lnGamma,
      ψ: F.digamma,
      factorial: (x) => this.factorial(x),
      σ: F.sigmoid,
      softplus: F.softplus,
      logit: (x) => F.ln(F.divide(x, F.subtract(one, x))),
    };
  }

  private factorial(x: T): T {
    const n = this.F.toNumber(x);
    if (Number.isInteger(n) && n >= 0 && n <= 30) {
      let product = this.F.of(1);
      for (let i = 2; i <= n; i++) product = this.F.multiply(product, this.F.of(i));
      return product;
    }
    return this.F.exp(this.F.lnGamma(this.F.add(x, this.F.of(1))));
  }

  compile(node: ExpressionNode): Compiled {
    const { F } = this;
    switch (node.kind) {
      case "number": {
        const value = F.parse(node.text);
        return { type: /^\d+$/.test(node.text) ? "integer" : "scalar", run: () => value };
      }
      case "name":
        return this.ofName(node);
      case "negate": {
        const body = this.compile(node.body);
        return { type: body.type, run: this.mapped(body, F.negate) };
      }
      case "binary":
        return this.ofBinary(node);
      case "compare":
        return { type: "scalar", run: this.indicator(node) };
      case "index":
        return this.ofIndex(node);
      case "call":
        return this.ofCall(node);
      case "sum":
      case "product":
        return this.ofSum(node);
      case "vector":
        return this.ofVector(node);
      case "integral":
        return this.ofIntegral(node);
      case "argmin":
      case "argmax":
        return fail(`${node.kind} must be a whole side of its own`, node);
      default:
        return fail(`“${node.kind}” was not expanded`, node);
    }
  }

  private ofName(node: Extract<ExpressionNode, { kind: "name" }>): Compiled {
    const { F } = this;
    const entry = this.scope.slots.get(node.name);
    if (entry !== undefined) {
      const { slot, type } = entry;
      if (type === "integer") return { type, run: (env) => F.of(env[slot] as number) };
      return { type, run: (env) => env[slot] };
    }
    switch (node.name) {
      case "π": {
        const value = F.pi;
        return { type: "scalar", run: () => value };
      }
      case "e": {
        const value = F.exp(F.of(1));
        return { type: "scalar", run: () => value };
      }
      case "∞": {
        const value = F.of(Infinity);
        return { type: "scalar", run: () => value };
      }
    }
    return fail(`${node.name} has no value here`, node);
  }

  /** A number; anything else is refused with its place. */
  scalar(node: ExpressionNode): Scalar<T> {
    const compiled = this.compile(node);
    if (!isNumeric(compiled.type)) fail(`a number was expected here, got a ${compiled.type}`, node);
    return compiled.run as Scalar<T>;
  }

  /** An index or a limit, as an ordinary number. */
  private integer(node: ExpressionNode): (environment: Environment) => number {
    if (node.kind === "number") {
      const value = Number(node.text);
      return () => value;
    }
    if (node.kind === "name") {
      const entry = this.scope.slots.get(node.name);
      if (entry?.type === "integer") {
        const { slot } = entry;
        return (env) => env[slot] as number;
      }
    }
    const run = this.scalar(node);
    return (env) => this.F.toNumber(run(env));
  }

  private mapped(body: Compiled, change: (x: T) => T): (environment: Environment) => unknown {
    const { run } = body;
    switch (body.type) {
      case "vector":
        return (env) => (run(env) as T[]).map(change);
      case "matrix":
        return (env) => (run(env) as T[][]).map((row) => row.map(change));
      default:
        return (env) => change(run(env) as T);
    }
  }

  private indicator(node: Extract<ExpressionNode, { kind: "compare" }>): Scalar<T> {
    const test = this.test(node);
    const one = this.F.of(1);
    const zero = this.F.of(0);
    return (env) => (test(env) ? one : zero);
  }

  private test(
    node: Extract<ExpressionNode, { kind: "compare" }>,
  ): (environment: Environment) => boolean {
    const { F } = this;
    const left = this.scalar(node.left);
    const right = this.scalar(node.right);
    const order = (env: Environment): number => F.compare(left(env), right(env));
    switch (node.op) {
      case "=":
        return (env) => order(env) === 0;
      case "≠":
        return (env) => order(env) !== 0;
      case "<":
        return (env) => order(env) < 0;
      case "≤":
        return (env) => order(env) <= 0;
      case ">":
        return (env) => order(env) > 0;
      case "≥":
        return (env) => order(env) >= 0;
    }
  }

  private ofBinary(node: Extract<ExpressionNode, { kind: "binary" }>): Compiled {
    const { F } = this;
    if (node.op === "*") {
      // An indicator that is 0 leaves the rest of its product unread.
      if (node.left.kind === "compare") return this.guarded(node.left, node.right);
      if (node.right.kind === "compare") return this.guarded(node.right, node.left);
    }
    const left = this.compile(node.left);
    const right = this.compile(node.right);
    const l = left.run;
    const r = right.run;
    if (isNumeric(left.type) && isNumeric(right.type)) {
      const type: ValueType =
        left.type === "integer" && right.type === "integer" && node.op !== "/" && node.op !== "^"
          ? "integer"
          : "scalar";
      // Integers are kept as numbers of F inside an expression; only slots hold plain ones.
      return { type: type === "integer" ? "scalar" : type, run: this.scalarBinary(node, l, r) };
    }
    if ((node.op === "+" || node.op === "-") && left.type === right.type) {
      const change = node.op === "+" ? F.add : F.subtract;
      if (left.type === "vector") {
        return {
          type: "vector",
          run: (env) => zip(l(env) as T[], r(env) as T[], change, node),
        };
      }
      if (left.type === "matrix") {
        return {
          type: "matrix",
          run: (env) =>
            zip(l(env) as T[][], r(env) as T[][], (a, b) => zip(a, b, change, node), node),
        };
      }
    }
    if (node.op === "*" && isNumeric(left.type)) {
      return {
        type: right.type,
        run: (env) => this.mapped(right, (x) => F.multiply(l(env) as T, x))(env),
      };
    }
    if ((node.op === "*" || node.op === "/") && isNumeric(right.type)) {
      const change = node.op === "*" ? F.multiply : F.divide;
      return {
        type: left.type,
        run: (env) => {
          const divisor = r(env) as T;
          return this.mapped(left, (x) => change(x, divisor))(env);
        },
      };
    }
    if (node.op === "*" && left.type === "matrix") {
      if (right.type === "vector") {
        return {
          type: "vector",
          run: (env) => {
            const vector = r(env) as T[];
            return (l(env) as T[][]).map((row) => this.inner(row, vector, node));
          },
        };
      }
      if (right.type === "matrix") {
        return {
          type: "matrix",
          run: (env) => {
            const columns = transposed(r(env) as T[][]);
            return (l(env) as T[][]).map((row) => columns.map((c) => this.inner(row, c, node)));
          },
        };
      }
    }
    const minusOne =
      node.right.kind === "negate" &&
      node.right.body.kind === "number" &&
      node.right.body.text === "1";
    if (node.op === "^" && left.type === "matrix" && minusOne) {
      return { type: "matrix", run: (env) => invert(F, l(env) as T[][]).inverse };
    }
    const words = { "+": "add", "-": "subtract", "*": "multiply", "/": "divide", "^": "raise" };
    return fail(
      `cannot ${words[node.op]} a ${left.type} and a ${right.type}` +
        (left.type === "vector" && right.type === "vector"
          ? "; the inner product is dot(a, b)"
          : ""),
      node,
    );
  }

  private guarded(
    condition: Extract<ExpressionNode, { kind: "compare" }>,
    rest: ExpressionNode,
  ): Compiled {
    const test = this.test(condition);
    const zero = this.F.of(0);
    const run = this.scalar(rest);
    return { type: "scalar", run: (env) => (test(env) ? run(env) : zero) };
  }

  private scalarBinary(
    node: Extract<ExpressionNode, { kind: "binary" }>,
    left: Compiled["run"],
    right: Compiled["run"],
  ): Scalar<T> {
    const { F } = this;
    const l = left as Scalar<T>;
    const r = right as Scalar<T>;
    switch (node.op) {
      case "+":
        return F.adding(l, r);
      case "-":
        return F.subtracting(l, r);
      case "/":
        return (env) => F.divide(l(env), r(env));
      case "^": {
        if (node.left.kind === "name" && node.left.name === "e" && !this.scope.slots.has("e")) {
          return (env) => F.exp(r(env));
        }
        return (env) => F.power(l(env), r(env));
      }
      case "*": {
        // 0 · ln 0 = 0: the rule holds where the other factor is made of logarithms.
        const logLeft = hasLogarithm(node.left);
        const logRight = hasLogarithm(node.right);
        if (!logLeft && !logRight) return (env) => F.multiply(l(env), r(env));
        const zero = F.of(0);
        return (env) => {
          const a = l(env);
          const b = r(env);
          if ((logRight && F.isZero(a)) || (logLeft && F.isZero(b))) {
            if (!F.isFinite(a) || !F.isFinite(b)) return zero;
          }
          return F.multiply(a, b);
        };
      }
    }
  }

  private inner(a: readonly T[], b: readonly T[], node: ExpressionNode): T {
    if (a.length !== b.length) {
      fail(`sizes ${a.length} and ${b.length} do not fit together`, node);
    }
    let total = this.F.of(0);
    for (let i = 0; i < a.length; i++) {
      total = this.F.add(total, this.F.term(this.F.multiply(a[i]!, b[i]!)));
    }
    return total;
  }

  private ofIndex(node: Extract<ExpressionNode, { kind: "index" }>): Compiled {
    const base = this.compile(node.base);
    const [first, second] = node.indices.map((i) => this.integer(i));
    const { run } = base;
    if (base.type === "vector" && node.indices.length === 1) {
      return { type: "scalar", run: (env) => pick<T>(run(env) as T[], first!(env), node) };
    }
    if (base.type === "matrix" && node.indices.length === 1) {
      return { type: "vector", run: (env) => pick(run(env) as T[][], first!(env), node) };
    }
    if (base.type === "matrix" && node.indices.length === 2) {
      return {
        type: "scalar",
        run: (env) => pick<T>(pick<T[]>(run(env) as T[][], first!(env), node), second!(env), node),
      };
    }
    return fail(
      `a ${base.type} does not take ${node.indices.length === 1 ? "an index" : `${node.indices.length} indices`}`,
      node,
    );
  }

  private vectorOf(node: ExpressionNode): (environment: Environment) => T[] {
    const compiled = this.compile(node);
    if (compiled.type !== "vector")
      fail(`a vector was expected here, got a ${compiled.type}`, node);
    return compiled.run as (environment: Environment) => T[];
  }

  private matrixOf(node: ExpressionNode): (environment: Environment) => T[][] {
    const compiled = this.compile(node);
    if (compiled.type !== "matrix")
      fail(`a matrix was expected here, got a ${compiled.type}`, node);
    return compiled.run as (environment: Environment) => T[][];
  }

  private ofCall(node: Extract<ExpressionNode, { kind: "call" }>): Compiled {
    const { F } = this;
    const entry = this.scope.slots.get(node.name);
    if (entry?.type === "function") {
      const { slot } = entry;
      const args = node.args.map((arg) => this.compile(arg));
      if (args.length === 1) {
        const { run } = args[0]!;
        return {
          type: "scalar",
          run: (env) => (env[slot] as (x: unknown) => T)(run(env)),
        };
      }
      return {
        type: "scalar",
        run: (env) => (env[slot] as (...x: unknown[]) => T)(...args.map((arg) => arg.run(env))),
      };
    }
    if (node.name === "ln") return { type: "scalar", run: this.logarithm(node.args[0]!) };
    const simple = this.functions[node.name];
    if (simple !== undefined) {
      const x = this.scalar(node.args[0]!);
      return { type: "scalar", run: (env) => simple(x(env)) };
    }
    switch (node.name) {
      case "max":
      case "min": {
        const sign = node.name === "max" ? 1 : -1;
        const a = this.scalar(node.args[0]!);
        const b = this.scalar(node.args[1]!);
        return {
          type: "scalar",
          run: (env) => {
            const x = a(env);
            const y = b(env);
            const order = F.compare(x, y);
            return Number.isNaN(order) ? F.of(NaN) : order * sign >= 0 ? x : y;
          },
        };
      }
      case "choose": {
        const n = this.scalar(node.args[0]!);
        const k = this.scalar(node.args[1]!);
        return {
          type: "scalar",
          run: (env) => {
            const top = n(env);
            const bottom = k(env);
            return F.divide(
              this.factorial(top),
              F.multiply(this.factorial(bottom), this.factorial(F.subtract(top, bottom))),
            );
          },
        };
      }
      case "LSE": {
        const z = this.vectorOf(node.args[0]!);
        return { type: "scalar", run: (env) => this.logSumExp(z(env)) };
      }
      case "softmax": {
        const z = this.vectorOf(node.args[0]!);
        return {
          type: "vector",
          run: (env) => {
            const values = z(env);
            const lse = this.logSumExp(values);
            return values.map((value) => F.exp(F.subtract(value, lse)));
          },
        };
      }
      case "dot": {
        const a = this.vectorOf(node.args[0]!);
        const b = this.vectorOf(node.args[1]!);
        return { type: "scalar", run: (env) => this.inner(a(env), b(env), node) };
      }
      case "norm": {
        const a = this.vectorOf(node.args[0]!);
        return {
          type: "scalar",
          run: (env) => {
            const values = a(env);
            return F.sqrt(this.inner(values, values, node));
          },
        };
      }
      case "size": {
        const compiled = this.compile(node.args[0]!);
        if (compiled.type !== "vector" && compiled.type !== "matrix") {
          fail(`a vector was expected here, got a ${compiled.type}`, node.args[0]!);
        }
        return {
          type: "scalar",
          run: (env) => F.of((compiled.run(env) as unknown[]).length),
        };
      }
      case "inv": {
        const a = this.matrixOf(node.args[0]!);
        return { type: "matrix", run: (env) => invert(F, a(env)).inverse };
      }
      case "det": {
        const a = this.matrixOf(node.args[0]!);
        return { type: "scalar", run: (env) => invert(F, a(env)).determinant };
      }
      case "transpose": {
        const a = this.matrixOf(node.args[0]!);
        return { type: "matrix", run: (env) => transposed(a(env)) };
      }
    }
    return fail(`${node.name} is no function here`, node);
  }

  private logSumExp(values: readonly T[]): T {
    const { F } = this;
    let top = values[0] as T;
    for (const value of values) if (F.compare(value, top) > 0) top = value;
    if (!F.isFinite(top)) return top;
    let total = F.of(0);
    for (const value of values) total = F.add(total, F.exp(F.subtract(value, top)));
    return F.add(top, F.ln(total));
  }

  /**
   * ln of a value; where the arithmetic has lost it to 0 or ∞, the logarithm of its factors, so that
   * the tail of a density keeps its logarithm.
   */
  private logarithm(node: ExpressionNode): Scalar<T> {
    const { F } = this;
    const value = this.scalar(node);
    if (F.isNearlyLost === undefined) return (env) => F.ln(value(env));
    const { isNearlyLost } = F;
    const structural = this.logarithmOfFactors(node);
    return (env) => {
      const x = value(env);
      return isNearlyLost(x) ? structural(env) : F.ln(x);
    };
  }

  private logarithmOfFactors(node: ExpressionNode): Scalar<T> {
    const { F } = this;
    if (node.kind === "binary" && (node.op === "*" || node.op === "/")) {
      const a = this.logarithmOfFactors(node.left);
      const b = this.logarithmOfFactors(node.right);
      return node.op === "*" ? (env) => F.add(a(env), b(env)) : (env) => F.subtract(a(env), b(env));
    }
    if (node.kind === "call" && node.name === "exp") return this.scalar(node.args[0]!);
    if (node.kind === "binary" && node.op === "^") {
      const exponent = this.scalar(node.right);
      if (node.left.kind === "name" && node.left.name === "e") return exponent;
      const base = this.logarithmOfFactors(node.left);
      return (env) => {
        const power = exponent(env);
        return F.isZero(power) ? power : F.multiply(power, base(env));
      };
    }
    const run = this.scalar(node);
    return (env) => F.ln(run(env));
  }

  private bound<Result>(name: string, type: ValueType, read: (slot: number) => Result): Result {
    const before = this.scope.slots.get(name);
    const slot = declare(this.scope, name, type);
    const result = read(slot);
    if (before === undefined) this.scope.slots.delete(name);
    else this.scope.slots.set(name, before);
    return result;
  }

  private ofSum(node: Extract<ExpressionNode, { kind: "sum" | "product" }>): Compiled {
    const { F } = this;
    const from = this.integer(node.range.from);
    const to = this.integer(node.range.to);
    return this.bound(node.range.index, "integer", (slot) => {
      const test =
        node.condition === undefined
          ? undefined
          : node.condition.kind === "compare"
            ? this.test(node.condition)
            : fail("a condition was expected", node.condition);
      const body = this.compile(node.body);
      if (body.type === "vector" && node.kind === "sum") {
        return { type: "vector", run: this.vectorSum(slot, from, to, test, body, node) };
      }
      if (!isNumeric(body.type)) fail(`a number was expected here, got a ${body.type}`, node.body);
      const run = body.run as Scalar<T>;
      const start = F.of(node.kind === "sum" ? 0 : 1);
      const step = node.kind === "sum" ? F.add : F.multiply;
      const isSum = node.kind === "sum";
      return {
        type: "scalar",
        run: (env) => {
          const first = from(env);
          const last = to(env);
          if (!Number.isInteger(first)) fail(`a limit must be a whole number, got ${first}`, node);
          if (last === Infinity && isSum) return this.infiniteSum(env, slot, first, run);
          if (!Number.isInteger(last)) fail(`a limit must be a whole number, got ${last}`, node);
          let total = start;
          for (let k = first; k <= last; k++) {
            this.F.spendTerms(1);
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

  /** Until the terms have died away, past their peak. */
  private infiniteSum(env: Environment, slot: number, first: number, run: Scalar<T>): T {
    const { F } = this;
    let total = F.of(0);
    let quiet = 0;
    const termAt = (k: number): T => {
      this.F.spendTerms(1);
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
      quiet = negligible(term) ? quiet + 1 : 0;
      // A sum whose first terms vanish has not begun: a bell far out rises later.
      if (quiet > 12 && k > first + 80 && !F.isZero(total)) {
        return [500, 2000].every((far) => negligible(termAt(first + far))) ? total : F.of(NaN);
      }
    }
    return F.isZero(total) ? total : F.of(NaN);
  }

  private vectorSum(
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
        this.F.spendTerms(1);
        env[slot] = k;
        if (test !== undefined && !test(env)) continue;
        const term = body.run(env) as T[];
        total = total === undefined ? term : zip(total, term, this.F.add, node);
      }
      return total ?? fail("a sum of vectors over nothing has no size", node);
    };
  }

  private ofVector(node: Extract<ExpressionNode, { kind: "vector" }>): Compiled {
    const from = this.integer(node.range.from);
    const to = this.integer(node.range.to);
    return this.bound(node.range.index, "integer", (slot) => {
      const body = this.compile(node.body);
      if (body.type === "matrix" || body.type === "function") {
        fail(`a number was expected here, got a ${body.type}`, node.body);
      }
      return {
        type: body.type === "vector" ? "matrix" : "vector",
        run: (env) => {
          const values: unknown[] = [];
          const last = to(env);
          for (let k = from(env); k <= last; k++) {
            this.F.spendTerms(1);
            env[slot] = k;
            values.push(body.run(env));
          }
          return values;
        },
      };
    });
  }

  private ofIntegral(node: Extract<ExpressionNode, { kind: "integral" }>): Compiled {
    const { F } = this;
    const { integrate } = F;
    if (integrate === undefined) throw new NoSecondOpinion("integral");
    const from = this.scalar(node.from);
    const to = this.scalar(node.to);
    return this.bound(node.variable, "scalar", (slot) => {
      const body = this.scalar(node.body);
      const kinks = kinksOf(node.body, node.variable).map((kink) => this.scalar(kink));
      const peaked = [...calledWith(node.body, node.variable)].flatMap((name) => {
        const entry = this.scope.slots.get(name);
        return entry?.type === "function" ? [entry.slot] : [];
      });
      return {
        type: "scalar",
        run: (env) => {
          const splits = (low: T, high: T): T[] =>
            [
              ...peaked.flatMap((at) => (env[at] as Peaked).peaks ?? []),
              ...kinks.flatMap((kink) =>
                rootsBetween(
                  (x) => {
                    env[slot] = F.of(x);
                    return F.toNumber(kink(env));
                  },
                  F.toNumber(low),
                  F.toNumber(high),
                ),
              ),
            ].map((x) => F.of(x));
          const f = (x: T): T => {
            F.spendTerms(1);
            env[slot] = x;
            return body(env);
          };
          const low = from(env);
          const high = to(env);
          return integrate(f, low, high, splits(low, high));
        },
      };
    });
  }
}

const hasLogarithm = (node: ExpressionNode): boolean =>
  someNode(node, (part) => part.kind === "call" && /^(ln|log2|log10)$/.test(part.name));

function pick<V>(values: readonly V[], i: number, node: ExpressionNode): V {
  if (!(i >= 1 && i <= values.length && Number.isInteger(i))) {
    fail(`the index ${i} is out of range: there are ${values.length} components`, node);
  }
  return values[i - 1] as V;
}

function zip<A, B>(
  a: readonly A[],
  b: readonly A[],
  change: (x: A, y: A) => B,
  node: ExpressionNode,
): B[] {
  if (a.length !== b.length) fail(`sizes ${a.length} and ${b.length} do not fit together`, node);
  return a.map((x, i) => change(x, b[i]!));
}

function transposed<V>(rows: readonly (readonly V[])[]): V[][] {
  return (rows[0] ?? []).map((_, j) => rows.map((row) => row[j]!));
}
