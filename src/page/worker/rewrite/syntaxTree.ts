import type { Node } from "acorn";

/** A node of any kind: acorn's own types are left at the door. */
export type AnyNode = Node & Record<string, never>;

export const field = (node: Node, name: string): unknown =>
  (node as unknown as Record<string, unknown>)[name];
export const nodeAt = (node: Node, name: string): AnyNode => field(node, name) as AnyNode;
export const listAt = (node: Node, name: string): readonly AnyNode[] =>
  field(node, name) as readonly AnyNode[];
export const isNode = (value: unknown): value is AnyNode =>
  typeof value === "object" && value !== null && typeof (value as AnyNode).type === "string";
export const nameOf = (node: Node): string => String(field(node, "name"));

export function children(node: Node): AnyNode[] {
  return Object.values(node as unknown as Record<string, unknown>).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

/** The names that a pattern binds. */
export function namesIn(pattern: AnyNode): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [nameOf(pattern)];
    case "ObjectPattern":
      return listAt(pattern, "properties").flatMap((property) =>
        namesIn(nodeAt(property, property.type === "RestElement" ? "argument" : "value")),
      );
    case "ArrayPattern":
      return (listAt(pattern, "elements") as readonly (AnyNode | null)[]).flatMap((element) =>
        element === null ? [] : namesIn(element),
      );
    case "AssignmentPattern":
      return namesIn(nodeAt(pattern, "left"));
    case "RestElement":
      return namesIn(nodeAt(pattern, "argument"));
    default:
      return [];
  }
}
