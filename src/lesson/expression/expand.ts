import { derivativeParts } from "./derivativeParts.js";
import { differentiate } from "./differentiate.js";
import { nodeCounter } from "./effort.js";
import { expectationAsSum } from "./expectation.js";
import { ExpressionError } from "./expressionError.js";
import { functions } from "./functions.js";
import { macros } from "./macros.js";
import { index, type ExpressionNode } from "./node.js";
import { boundName, freeNames, mapChildren, someNode } from "./walk.js";
import { writtenOut } from "./rows.js";
import { freshName, renameBinder, substitute } from "./substitute.js";
import type { Quantity } from "./quantity.js";
import { isMultivariate } from "./typeOf.js";
import type { TypeScope, ValueType } from "./valueType.js";

/** An abbreviation: `p = σ(z)`, or with parameters `f(x) = x − 1 − ln x`. */
export interface Definition {
  readonly parameters: readonly string[];
  readonly body: ExpressionNode;
}

export interface ExpandContext {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly types: TypeScope;
  /** The domain of a minimum. */
  readonly quantityOf?: (name: string) => Quantity | undefined;
}

/** Derivatives that were taken, so that they can be compared with a difference. */
export interface TakenDerivative {
  readonly variable: string;
  readonly indices: readonly ExpressionNode[];
  /** The expanded function. */
  readonly body: ExpressionNode;
  readonly derivative: ExpressionNode;
}

/**
 * A tree of what the evaluator knows: abbreviations put in, H, CE, KL and densities written out,
 * expectations as sums and integrals, derivatives taken.
 */
export function expand(
  node: ExpressionNode,
  context: ExpandContext,
  taken: TakenDerivative[] = [],
): ExpressionNode {
  return lower(inline(node, context), { ...context, count: nodeCounter() }, context.types, taken);
}

/** Puts abbreviations in their places. */
export function inline(node: ExpressionNode, context: ExpandContext): ExpressionNode {
  const { definitions } = context;
  const change = (part: ExpressionNode): ExpressionNode => {
    if (part.kind === "name") {
      const definition = definitions.get(part.name);
      return definition === undefined || definition.parameters.length > 0
        ? part
        : change(definition.body);
    }
    if (part.kind === "call") {
      const definition = definitions.get(part.name);
      if (definition !== undefined) {
        const { parameters, body } = definition;
        if (parameters.length !== part.args.length) {
          throw new ExpressionError(
            `${part.name} takes ${parameters.length} arguments, got ${part.args.length}`,
            { line: "", at: part.at },
          );
        }
        const args = new Map(parameters.map((p, i) => [p, change(part.args[i]!)]));
        return substitute(change(body), args);
      }
    }
    const bound = boundName(part);
    if (bound === undefined || !definitionsMention(definitions, bound)) {
      return mapChildren(part, change);
    }
    // A binder's own name must not be caught by an abbreviation that is put inside it.
    const bodies = [...definitions.values()].map(({ body }) => body);
    const fresh = freshName(bound, [part, ...bodies]);
    return mapChildren(renameBinder(part, bound, fresh), change);
  };
  return change(node);
}

function definitionsMention(definitions: ReadonlyMap<string, Definition>, bound: string): boolean {
  return [...definitions.values()].some((definition) => freeNames(definition.body).has(bound));
}

const bindType =
  (types: TypeScope, bound: string, type: ValueType): TypeScope =>
  (n) =>
    n === bound ? type : types(n);

interface LowerContext extends ExpandContext {
  /** Called for every node: a tree that grows without measure is stopped. */
  readonly count: () => void;
}

function lower(
  node: ExpressionNode,
  context: LowerContext,
  types: TypeScope,
  taken: TakenDerivative[],
): ExpressionNode {
  context.count();
  const go = (part: ExpressionNode, inner = types): ExpressionNode =>
    lower(part, context, inner, taken);
  switch (node.kind) {
    case "derivative": {
      refuseDependentDistribution(node);
      const indices = node.indices.map((i) => go(i));
      if (context.definitions.has(node.name)) {
        throw new ExpressionError(`${node.name} is an abbreviation: differentiate by a quantity`, {
          line: "",
          at: node.at,
        });
      }
      if (types(node.name) === "integer") {
        throw new ExpressionError(
          `${node.name} is a whole number, which nothing is differentiated by: declare a real quantity`,
          { line: "", at: node.at },
        );
      }
      const body = go(node.body);
      const parts = derivativeParts(node, indices, body, types);
      if (parts !== undefined) return go(parts);
      const derivative = go(differentiate(body, { name: node.name, indices }, types));
      taken.push({ variable: node.name, indices, body, derivative });
      return derivative;
    }
    case "binary": {
      const written = writtenOut(node, types);
      return written === undefined ? mapChildren(node, (part) => go(part)) : go(written);
    }
    case "call": {
      checkArity(node);
      const macro = types(node.name) === undefined ? macros[node.name] : undefined;
      if (macro === undefined) return mapChildren(node, (part) => go(part));
      const isDensity = (part: ExpressionNode): boolean =>
        part.kind === "name" && types(part.name) === "function";
      if (node.args.some(isDensity) && !node.args.every(isDensity)) {
        throw new ExpressionError(`${node.name} takes two densities or two vectors`, {
          line: "",
          at: node.at,
        });
      }
      return go(macro(node.args, { fresh: () => freshName("i", node.args), isDensity }));
    }
    case "optimum": {
      const domain = node.domain ?? context.quantityOf?.(node.variable);
      return domain === undefined ? node : { ...node, domain, body: go(node.body) };
    }
    case "expectation":
      if (isMultivariate(node)) {
        const { distribution } = node;
        const args = distribution.args.map((arg) => go(arg));
        if (args.length !== 2) {
          throw new ExpressionError("mvnormal takes a mean and a covariance here", {
            line: "",
            at: distribution.at,
          });
        }
        return {
          ...node,
          distribution: { ...distribution, args },
          body: go(node.body, bindType(types, node.variable, "vector")),
        };
      }
      return go(expectationAsSum(node, types));
    case "index": {
      const base = go(node.base);
      const indices = node.indices.map((i) => go(i));
      if (base.kind === "vector") {
        const first = substitute(base.body, new Map([[base.range.index, indices[0]!]]));
        return indices.length === 1 ? first : index(first, indices.slice(1), node.at);
      }
      return { ...node, base, indices };
    }
    default: {
      const bound = boundName(node);
      if (bound === undefined) return mapChildren(node, (part) => go(part));
      const inner = bindType(types, bound, node.kind === "integral" ? "scalar" : "integer");
      return mapChildren(node, (part) => go(part, inner));
    }
  }
}

function checkArity(node: Extract<ExpressionNode, { kind: "call" }>): void {
  const arity = functions[node.name]?.arity;
  if (arity === undefined) return;
  // A distribution has one argument less behind the ~ of an expectation; here it is a function.
  const expected = typeof arity === "number" ? arity : arity[1];
  if (node.args.length === expected) return;
  throw new ExpressionError(
    `${node.name} takes ${expected} argument${expected === 1 ? "" : "s"}, got ${node.args.length}${
      node.name === "H" ? "; the cross-entropy is CE(p, q)" : ""
    }`,
    { line: "", at: node.at },
  );
}

/** d/dθ E[x~p_θ | f] is not E[x~p_θ | df/dθ]: the score is missing. */
function refuseDependentDistribution(node: Extract<ExpressionNode, { kind: "derivative" }>): void {
  someNode(node.body, (part) => {
    if (part.kind === "expectation" && freeNames(part.distribution).has(node.name)) {
      throw new ExpressionError(
        `the distribution of this expectation depends on ${node.name}: write the integral or sum out`,
        { line: "", at: part.at },
      );
    }
    return false;
  });
}
