import { drawingOrder } from "./drawingOrder.js";
import { rng as makeRng, type Rng } from "../../math/random/index.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import { compile } from "../expression/compile.js";
import { newArithmetics, type Arithmetics } from "../expression/arithmetics.js";
import type { TermBudget } from "../expression/effort.js";
import { expand, type Definition, type TakenDerivative } from "../expression/expand.js";
import { ExpressionError } from "../expression/expressionError.js";
import type { ExpressionNode } from "../expression/node.js";
import { freeNames, someNode } from "../expression/walk.js";
import {
  declare,
  newScope,
  type Compiled,
  type Environment,
  type Scope,
} from "../expression/scope.js";
import { splitOrder } from "../expression/order.js";
import { parseExpression } from "../expression/parse.js";
import { reservedNames } from "../expression/parseNames.js";
import { printedAlike } from "../expression/typesetName.js";
import { canonicalName } from "../expression/tokens.js";
import type { Quantity, QuantityValue, Size } from "../expression/quantity.js";
import { toEnvironment } from "../expression/toEnvironment.js";
import type { ValueType } from "../expression/valueType.js";
import type { Vocabulary } from "../expression/vocabulary.js";
import { type LinkedFunction, type Line, placed, isExpensive } from "./line.js";
import type { Point } from "./point.js";

/** A quantity in the order of drawing, and where the evaluator finds its value. */
interface Drawn {
  readonly name: string;
  readonly quantity: Quantity;
  readonly slot: number;
}

/**
 * The quantities and abbreviations of a derivation: reads its expressions, draws its points, and
 * turns a point into the evaluator's values.
 */
export class Space {
  readonly quantities: ReadonlyMap<string, Quantity>;
  readonly definitions = new Map<string, Definition>();
  readonly definitionTrees = new Map<string, ExpressionNode>();
  readonly vocabulary: Vocabulary;
  readonly arithmetics: Arithmetics;
  readonly #scope: Scope = newScope();
  readonly #order: readonly Drawn[];
  readonly #foreign: ReadonlyMap<string, LinkedFunction>;

  constructor(
    quantities: Readonly<Record<string, Quantity>>,
    where: Readonly<Record<string, string>> = {},
    foreign: ReadonlyMap<string, LinkedFunction> = new Map(),
    budget?: TermBudget,
  ) {
    this.arithmetics = newArithmetics(budget);
    this.quantities = new Map(
      Object.entries(quantities).map(([name, quantity]) => [canonicalName(name), quantity]),
    );
    this.#foreign = foreign;
    const values = new Set<string>();
    const callables = new Set<string>(foreign.keys());
    for (const [name, quantity] of this.quantities) {
      if (!/^\p{L}[\p{L}\p{M}\p{Nd}]*(?:_[\p{L}\p{Nd}]+)?[₀-₉]*['′]*$/u.test(name)) {
        throw new ExpressionError(`“${name}” cannot be the name of a quantity`);
      }
      const matrixName = name === "Σ" && quantity.type === "matrix";
      if (reservedNames.has(name) && !matrixName) {
        throw new ExpressionError(`${name} has a meaning of its own: choose another name`);
      }
      (quantity.type === "function" ? callables : values).add(name);
      declare(this.#scope, name, quantity.type);
    }
    for (const name of foreign.keys()) declare(this.#scope, name, "function");
    this.#order = drawingOrder(this.quantities).map((name) => ({
      name,
      quantity: this.quantities.get(name)!,
      slot: this.slot(name),
    }));
    this.vocabulary = { values, callables };
    for (const [head, body] of Object.entries(where)) this.#define(head, body, values, callables);
    const alike = printedAlike([...values, ...callables]);
    if (alike !== undefined) {
      throw new ExpressionError(
        `${alike[0]} and ${alike[1]} are printed alike: give one of them another name`,
      );
    }
  }

  #define(head: string, body: string, values: Set<string>, callables: Set<string>): void {
    const match = /^\s*([^\s(]+)\s*(?:\(([^)]*)\))?\s*$/u.exec(head);
    if (match === null) throw new ExpressionError(`“${head}” cannot be an abbreviation`);
    const [, written = "", list] = match;
    const name = canonicalName(written);
    if (this.quantities.has(name) || reservedNames.has(name)) {
      throw new ExpressionError(`${name} has a meaning already: choose another abbreviation`);
    }
    const parameters =
      list === undefined ? [] : list.split(",").map((part) => canonicalName(part.trim()));
    const tree = parseExpression(body, {
      values: new Set([...values, ...parameters]),
      callables,
    });
    this.definitions.set(name, { parameters, body: tree });
    this.definitionTrees.set(head.trim(), tree);
    (parameters.length > 0 ? callables : values).add(name);
  }

  typeOfName = (name: string): ValueType | undefined => this.#scope.slots.get(name)?.type;

  slot(name: string): number {
    return this.#scope.slots.get(name)!.slot;
  }

  parse(text: string, from = 0, to = text.length): ExpressionNode {
    return parseExpression(text, this.vocabulary, from, to);
  }

  line(tree: ExpressionNode): Line {
    const taken: TakenDerivative[] = [];
    const context = {
      definitions: this.definitions,
      types: this.typeOfName,
      quantityOf: (name: string) => this.quantities.get(name),
    };
    const { main, order } = splitOrder(
      tree,
      (name) => this.typeOfName(name) !== undefined || this.definitions.has(name),
    );
    const line = this.lineOf(tree, expand(main, context, taken), taken);
    if (order === undefined) return line;
    const of = this.line(order.of);
    return { ...line, names: new Set([...line.names, ...of.names]), order: { ...order, of } };
  }

  /** A line from a tree that is expanded already. */
  lineOf(
    tree: ExpressionNode,
    expanded: ExpressionNode,
    taken: readonly TakenDerivative[] = [],
  ): Line {
    const names = this.#dependencies(expanded);
    const isForeign = [...freeNames(expanded)].some((name) => this.#foreign.has(name));
    const extremum = expanded.kind === "argmin" || expanded.kind === "argmax";
    const body = extremum ? expanded.body : expanded;
    // Bound indices take slots of a copy, so that a line's slots are free again for the next line.
    const scope: Scope = { slots: new Map(this.#scope.slots), size: this.#scope.size };
    const { float } = this.arithmetics;
    const first = compile(body, scope, float);
    const runFloat = placed(tree, first.run);
    const runs = new Map<unknown, Compiled["run"]>([[float, runFloat]]);
    return {
      tree,
      expanded,
      taken,
      names,
      expensive: someNode(expanded, isExpensive),
      foreign: isForeign,
      type: first.type,
      float: runFloat,
      value: (F, environment) => {
        let run = runs.get(F);
        if (run === undefined) {
          if (isForeign) throw new NoSecondOpinion("a function of src");
          runs.set(F, (run = placed(tree, compile(body, scope, F).run)));
        }
        return run(environment);
      },
    };
  }

  #dependencies(tree: ExpressionNode): Set<string> {
    const names = new Set([...freeNames(tree)].filter((name) => this.quantities.has(name)));
    someNode(tree, (node) => {
      for (const size of node.kind === "optimum" ? (node.domain?.sizes ?? []) : []) {
        if (typeof size === "string") names.add(size);
      }
      return false;
    });
    const add = (name: string): void => {
      for (const size of this.quantities.get(name)!.sizes) {
        if (typeof size === "string" && !names.has(size)) {
          names.add(size);
          add(size);
        }
      }
    };
    for (const name of [...names]) add(name);
    return names;
  }

  rng(seed: number): Rng {
    return makeRng(seed);
  }

  /**
   * Draws a point; `fixed` quantities keep their values. `edges` is how often a quantity stands at
   * an edge of its domain, `extremes` which quantities stand at which of their extremes.
   */
  draw(
    rng: Rng,
    narrow: ReadonlySet<string>,
    edges: number,
    fixed: ReadonlyMap<string, QuantityValue> = new Map(),
    extremes: ReadonlyMap<string, number> = new Map(),
  ): Point {
    const values = new Map<string, QuantityValue>();
    const sizeOf = (size: Size): number =>
      typeof size === "number" ? size : (values.get(size) as number);
    for (const { name, quantity } of this.#order) {
      const kept = fixed.get(name);
      if (kept !== undefined) {
        values.set(name, kept);
        continue;
      }
      const wide = quantity.wider !== undefined && !narrow.has(name);
      const edge = rng.uniform() < edges;
      const extreme = extremes.get(name);
      const context = { rng, wide, edge, sizeOf, values };
      values.set(name, quantity.draw(extreme === undefined ? context : { ...context, extreme }));
    }
    return { values, narrow };
  }

  environment<T>(F: Arithmetic<T>, point: Point): Environment {
    const environment: Environment = [];
    for (const { name, quantity, slot } of this.#order) {
      const narrow = quantity.wider === undefined || point.narrow.has(name);
      environment[slot] = toEnvironment(F, quantity, point.values.get(name)!, narrow);
    }
    for (const [name, fn] of this.#foreign) environment[this.slot(name)] = fn;
    return environment;
  }

  /** Quantities that have a wider domain. */
  get widening(): string[] {
    return [...this.quantities].filter(([, q]) => q.wider !== undefined).map(([name]) => name);
  }
}
