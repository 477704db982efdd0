import type { ExpressionNode } from "../../../../src/lesson/expression/node.js";
import { mapChildren } from "../../../../src/lesson/expression/walk.js";
import type { Space } from "../../../../src/lesson/derive/space.js";

export interface TreeMutant {
  readonly kind: string;
  readonly tree: ExpressionNode;
}

const number = (text: string): ExpressionNode => ({ kind: "number", text, at: 0 });
const binary = (
  op: "+" | "-" | "*",
  left: ExpressionNode,
  right: ExpressionNode,
): ExpressionNode => ({ kind: "binary", op, left, right, at: left.at });
const negate = (body: ExpressionNode): ExpressionNode => ({ kind: "negate", body, at: body.at });

const swaps: Readonly<Record<string, string>> = {
  softplus: "σ",
  σ: "softplus",
  max: "min",
  min: "max",
  exp: "softplus",
  H: "norm",
  KL: "CE",
  CE: "KL",
  JS: "KL",
  LSE: "norm",
  sqrt: "abs",
};

/** How far a kink or a jump is moved. */
const aside = "0.001";

/** What the tree may be turned into at this very node. */
function atNode(
  node: ExpressionNode,
  bound: readonly string[],
  space: Space,
): readonly (readonly [string, ExpressionNode])[] {
  const made: [string, ExpressionNode][] = [];
  switch (node.kind) {
    case "number":
      made.push(["constant raised by one", number(String(Number(node.text) + 1))]);
      // A size or an index is no constant of ten digits.
      if (Number(node.text) !== 0) {
        const changed = Number(node.text) * (1 + 1e-10);
        made.push(["constant changed in the tenth digit", number(changed.toPrecision(13))]);
      }
      break;
    case "name":
      for (const other of likeNames(node.name, bound, space)) {
        made.push(["one name for another", { ...node, name: other }]);
      }
      break;
    case "negate":
      made.push(["sign lost", node.body]);
      break;
    case "index":
      node.indices.forEach((index, i) => {
        for (const [op, kind] of [
          ["+", "index raised"],
          ["-", "index lowered"],
        ] as const) {
          const indices = node.indices.map((old, n) =>
            n === i ? binary(op, index, number("1")) : old,
          );
          made.push([kind, { ...node, indices }]);
        }
      });
      break;
    case "call":
      if (node.args.length === 2 && node.name !== "dot") {
        made.push(["arguments exchanged", { ...node, args: [node.args[1]!, node.args[0]!] }]);
      }
      if (node.name === "ln") {
        made.push(["base of the logarithm", { ...node, name: "log2" }]);
        made.push(["logarithm lost", node.args[0]!]);
      }
      if (node.name === "abs") made.push(["absolute value lost", node.args[0]!]);
      if (/^(abs|sign|max|min)$/.test(node.name)) {
        const [first, ...rest] = node.args;
        const args = [binary("+", first!, number(aside)), ...rest];
        made.push(["kink moved", { ...node, args }]);
      }
      if (swaps[node.name] !== undefined) {
        made.push(["one function for another", { ...node, name: swaps[node.name]! }]);
      }
      if (["ln", "exp", "softplus", "σ", "tanh"].includes(node.name)) {
        made.push(["sign of the argument", { ...node, args: [negate(node.args[0]!)] }]);
      }
      break;
    case "binary":
      switch (node.op) {
        case "+":
          made.push(["plus to minus", { ...node, op: "-" }]);
          made.push(["term dropped", node.left], ["term dropped", node.right]);
          break;
        case "-":
          made.push(["minus to plus", { ...node, op: "+" }]);
          made.push(["term dropped", node.left], ["term dropped", negate(node.right)]);
          break;
        case "*":
          made.push(["factor dropped", node.left], ["factor dropped", node.right]);
          made.push(["product to sum", { ...node, op: "+" }]);
          made.push(["factor of two gained", binary("*", number("2"), node)]);
          break;
        case "/":
          made.push(["fraction upside down", { ...node, left: node.right, right: node.left }]);
          made.push(["denominator lost", node.left]);
          break;
        case "^":
          made.push(["power lost", node.left]);
          made.push(["exponent raised", { ...node, right: binary("+", node.right, number("1")) }]);
          break;
      }
      break;
    case "compare":
      made.push(["kink moved", { ...node, right: binary("+", node.right, number(aside)) }]);
      made.push([
        "comparison turned",
        {
          ...node,
          op: ({ "=": "≠", "≠": "=", "<": "≥", "≤": ">", ">": "≤", "≥": "<" } as const)[node.op],
        },
      ]);
      break;
    case "sum":
    case "product": {
      const { range } = node;
      const one = number("1");
      made.push([
        "lower limit raised",
        { ...node, range: { ...range, from: binary("+", range.from, one) } },
      ]);
      if (!(range.to.kind === "name" && range.to.name === "∞")) {
        made.push([
          "upper limit lowered",
          { ...node, range: { ...range, to: binary("-", range.to, one) } },
        ]);
      }
      made.push(["sum for product", { ...node, kind: node.kind === "sum" ? "product" : "sum" }]);
      if (node.condition !== undefined) {
        const { kind, body, at } = node;
        made.push(["condition lost", { kind, range, body, at }]);
      }
      break;
    }
    case "vector":
      made.push([
        "upper limit lowered",
        { ...node, range: { ...node.range, to: binary("-", node.range.to, number("1")) } },
      ]);
      break;
    case "integral":
      made.push(["limit of an integral", { ...node, from: number("0") }]);
      break;
    case "expectation":
      made.push([
        "expectation squared",
        {
          ...node,
          body: { kind: "binary", op: "^", left: node.body, right: number("2"), at: node.at },
        },
      ]);
      break;
    case "derivative":
      made.push(["derivative not taken", node.body]);
      break;
    case "argmin":
      made.push(["minimum for maximum", { ...node, kind: "argmax" }]);
      break;
    case "argmax":
      made.push(["minimum for maximum", { ...node, kind: "argmin" }]);
      break;
  }
  return made;
}

/** Names of the same type and size, and other indices in scope. */
function likeNames(name: string, bound: readonly string[], space: Space): string[] {
  if (bound.includes(name)) return bound.filter((other) => other !== name);
  const own = space.quantities.get(name);
  if (own === undefined) return [];
  return [...space.quantities]
    .filter(
      ([other, quantity]) =>
        other !== name && quantity.type === own.type && quantity.sizes.join() === own.sizes.join(),
    )
    .map(([other]) => other);
}

/** Every tree that differs from this one by one mistake. */
export function mutantsOf(tree: ExpressionNode, space: Space): TreeMutant[] {
  const found: TreeMutant[] = [];
  // The same terms or factors in another order are no mistake.
  const known = new Set([sorted(tree)]);
  const add = (kind: string, mutant: ExpressionNode): void => {
    const key = sorted(mutant);
    if (known.has(key)) return;
    known.add(key);
    found.push({ kind, tree: mutant });
  };
  const visit = (
    node: ExpressionNode,
    bound: readonly string[],
    rebuild: (part: ExpressionNode) => ExpressionNode,
  ): void => {
    for (const [kind, part] of atNode(node, bound, space)) {
      const mutant = rebuild(part);
      add(kind, mutant);
    }
    const inner =
      node.kind === "sum" || node.kind === "product" || node.kind === "vector"
        ? [...bound, node.range.index]
        : bound;
    let count = 0;
    mapChildren(node, (child) => {
      const place = count++;
      visit(child, inner, (part) => {
        let at = 0;
        return rebuild(mapChildren(node, (old) => (at++ === place ? part : old)));
      });
      return child;
    });
  };
  visit(tree, [], (part) => part);
  for (const [a, b] of exchangeable(space)) {
    add("two names exchanged", exchange(tree, a, b));
  }
  return found;
}

/** A tree as text, with the terms of every sum and the factors of every product in order. */
function sorted(tree: ExpressionNode): string {
  const chain = (node: ExpressionNode, op: string): string[] =>
    node.kind === "binary" && node.op === op
      ? [...chain(node.left, op), ...chain(node.right, op)]
      : [sorted(node)];
  if (tree.kind === "binary" && (tree.op === "+" || tree.op === "*")) {
    return `(${chain(tree, tree.op).sort().join(` ${tree.op} `)})`;
  }
  const parts: string[] = [];
  const bare = mapChildren(tree, (child) => {
    parts.push(sorted(child));
    return { kind: "number", text: "", at: 0 };
  });
  const own = JSON.stringify(bare, (key, value: unknown) => (key === "at" ? undefined : value));
  return `${own}{${parts.join("; ")}}`;
}

function exchangeable(space: Space): [string, string][] {
  const list = [...space.quantities];
  return list.flatMap(([a, first], i) =>
    list
      .slice(i + 1)
      .filter(
        ([, second]) =>
          first.kind === second.kind &&
          first.sizes.join() === second.sizes.join() &&
          first.samplesOf === undefined,
      )
      .map(([b]): [string, string] => [a, b]),
  );
}

function exchange(tree: ExpressionNode, a: string, b: string): ExpressionNode {
  const turned = (name: string): string => (name === a ? b : name === b ? a : name);
  const mapped = mapChildren(tree, (child) => exchange(child, a, b));
  if (mapped.kind === "name") return { ...mapped, name: turned(mapped.name) };
  if (mapped.kind === "call") return { ...mapped, name: turned(mapped.name) };
  if (mapped.kind === "derivative") return { ...mapped, name: turned(mapped.name) };
  return mapped;
}
