import type { Arithmetic } from "./arithmetic.js";
import { ExpressionError } from "./expressionError.js";
import type { ExpressionNode } from "./node.js";
import { numberFunctions } from "./numberFunctions.js";
import { declare, type Compiled, type Evaluate, type Scope } from "./scope.js";
import type { ValueType } from "./valueType.js";

export const fail = (reason: string, node: ExpressionNode): never => {
  throw new ExpressionError(reason, { line: "", at: node.at });
};

export const isNumeric = (type: ValueType): boolean => type === "scalar" || type === "integer";

/** One expression on its way to closures over one arithmetic: what the compilers of its parts share. */
export class Compilation<T> {
  readonly F: Arithmetic<T>;
  readonly scope: Scope;
  readonly numberFunctions: ReturnType<typeof numberFunctions<T>>;
  readonly #compile: (part: ExpressionNode, within: Compilation<T>) => Compiled;

  constructor(
    F: Arithmetic<T>,
    scope: Scope,
    compile: (part: ExpressionNode, within: Compilation<T>) => Compiled,
  ) {
    this.F = F;
    this.scope = scope;
    this.numberFunctions = numberFunctions(F);
    this.#compile = compile;
  }

  compile(node: ExpressionNode): Compiled {
    return this.#compile(node, this);
  }

  /** What an expression is, without its closures being kept. */
  typeOf(node: ExpressionNode): ValueType {
    return this.compile(node).type;
  }

  /** A number; anything else is refused with its place. */
  scalar(node: ExpressionNode): Evaluate<T> {
    const compiled = this.compile(node);
    if (!isNumeric(compiled.type)) fail(`a number was expected here, got a ${compiled.type}`, node);
    return compiled.run as Evaluate<T>;
  }

  /** An index or a limit, as an ordinary number. */
  integer(node: ExpressionNode): Evaluate<number> {
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

  vectorOf(node: ExpressionNode): Evaluate<T[]> {
    const compiled = this.compile(node);
    if (compiled.type !== "vector")
      fail(`a vector was expected here, got a ${compiled.type}`, node);
    return compiled.run as Evaluate<T[]>;
  }

  matrixOf(node: ExpressionNode): Evaluate<T[][]> {
    const compiled = this.compile(node);
    if (compiled.type !== "matrix")
      fail(`a matrix was expected here, got a ${compiled.type}`, node);
    return compiled.run as Evaluate<T[][]>;
  }

  /** Reads what stands below a binder, with the slot of its name. */
  bound<Result>(name: string, type: ValueType, read: (slot: number) => Result): Result {
    const before = this.scope.slots.get(name);
    const slot = declare(this.scope, name, type);
    const result = read(slot);
    if (before === undefined) this.scope.slots.delete(name);
    else this.scope.slots.set(name, before);
    return result;
  }
}
