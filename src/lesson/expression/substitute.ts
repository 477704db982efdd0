import { ExpressionError } from "./expressionError.js";
import type { ExpressionNode } from "./node.js";
import { boundName, freeNames, mapChildren, partsOutside } from "./walk.js";

/** An index name that no author can write, and that is free in none of the trees it will stand beside. */
export function freshName(like: string, trees: Iterable<ExpressionNode>): string {
  const taken = [...trees].map(freeNames);
  const base = like.replace(/#.*$/u, "");
  for (let n = 1; ; n++) {
    const fresh = `${base}#${n}`;
    if (!taken.some((names) => names.has(fresh))) return fresh;
  }
}

/** Puts trees in the place of free names; a binder that would capture one is renamed. */
export function substitute(
  node: ExpressionNode,
  replacements: ReadonlyMap<string, ExpressionNode>,
): ExpressionNode {
  if (replacements.size === 0) return node;
  if (node.kind === "name") return replacements.get(node.name) ?? node;
  if (node.kind === "derivative" && replacements.has(node.name)) {
    const target = replacements.get(node.name)!;
    if (target.kind !== "name")
      return mapChildren(node, (child) => substitute(child, replacements));
    return mapChildren({ ...node, name: target.name }, (child) => substitute(child, replacements));
  }
  if (node.kind === "optimum") return inOptimum(node, replacements);
  const bound = boundName(node);
  if (bound === undefined) return mapChildren(node, (child) => substitute(child, replacements));
  const inner = new Map(replacements);
  inner.delete(bound);
  let renamed: ExpressionNode = node;
  const captured = [...inner.values()].some((tree) => freeNames(tree).has(bound));
  if (captured) renamed = renameBinder(node, bound, freshName(bound, [node, ...inner.values()]));
  const outside = partsOutside(renamed);
  return mapChildren(renamed, (child) =>
    substitute(child, outside.includes(child) ? replacements : inner),
  );
}

/** The variable of a minimum has a domain, so that it cannot be renamed: what would be caught by it is refused. */
function inOptimum(
  node: Extract<ExpressionNode, { kind: "optimum" }>,
  replacements: ReadonlyMap<string, ExpressionNode>,
): ExpressionNode {
  const inner = new Map(replacements);
  inner.delete(node.variable);
  for (const [name, tree] of inner) {
    if (freeNames(node).has(name) && freeNames(tree).has(node.variable)) {
      throw new ExpressionError(
        `${node.goal}[${node.variable}] is over ${node.variable}, which what is put in for ${name} depends on: choose another quantity`,
        { line: "", at: node.at },
      );
    }
  }
  return { ...node, body: substitute(node.body, inner) };
}

/** A sum, product, list, integral or expectation whose bound name is another one. */
export function renameBinder(node: ExpressionNode, from: string, to: string): ExpressionNode {
  const outside = partsOutside(node);
  const replacement = new Map<string, ExpressionNode>([
    [from, { kind: "name", name: to, at: node.at }],
  ]);
  const changed = mapChildren(node, (child) =>
    outside.includes(child) ? child : substitute(child, replacement),
  );
  switch (changed.kind) {
    case "sum":
    case "product":
    case "maximum":
    case "minimum":
    case "vector":
      return { ...changed, range: { ...changed.range, index: to } };
    case "integral":
    case "expectation":
      return { ...changed, variable: to };
    default:
      return changed;
  }
}
