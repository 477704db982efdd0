import { parse, type Node } from "acorn";
import { transform } from "sucrase";

type Any = Node & Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Any =>
  typeof value === "object" && value !== null && typeof (value as Any).type === "string";
const children = (node: Any): Any[] =>
  Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );

function program(source: string): Any {
  const { code } = transform(source, {
    transforms: ["typescript"],
    keepUnusedImports: true,
    disableESTransforms: true,
  });
  return parse(code, {
    ecmaVersion: "latest",
    sourceType: "module",
    allowAwaitOutsideFunction: true,
  }) as unknown as Any;
}

function namesIn(pattern: Any): string[] {
  if (pattern.type === "Identifier") return [String(pattern["name"])];
  if (pattern.type === "Property") return namesIn(pattern["value"] as Any);
  if (pattern.type === "AssignmentPattern") return namesIn(pattern["left"] as Any);
  return children(pattern).flatMap(namesIn);
}

/** The names that a cell gives to the cells after it; an import is no result of the cell, any cell can have it. */
export function declaredNames(source: string): string[] {
  const body = program(source)["body"] as Any[];
  return body.flatMap((statement) => {
    const declared = isNode(statement["declaration"]) ? statement["declaration"] : statement;
    if (declared.type === "VariableDeclaration")
      return (declared["declarations"] as Any[]).flatMap((one) => namesIn(one["id"] as Any));
    return /^(?:Function|Class)Declaration$/.test(declared.type)
      ? namesIn(declared["id"] as Any)
      : [];
  });
}

/** The names that a cell imports. */
export function importedNames(source: string): string[] {
  return (program(source)["body"] as Any[])
    .filter(({ type }) => type === "ImportDeclaration")
    .flatMap((statement) =>
      (statement["specifiers"] as Any[]).flatMap((one) => namesIn(one["local"] as Any)),
    );
}

/** Every name that a cell uses anywhere; properties and keys are no names. */
export function usedNames(source: string): Set<string> {
  const used = new Set<string>();
  const visit = (node: Any): void => {
    if (node.type === "Identifier") used.add(String(node["name"]));
    const skipped =
      (node.type === "MemberExpression" && node["computed"] !== true && node["property"]) ||
      (/^(?:Property|MethodDefinition|PropertyDefinition)$/.test(node.type) &&
        node["computed"] !== true &&
        node["key"]);
    for (const child of children(node))
      if (child !== skipped || node["shorthand"] === true) visit(child);
  };
  visit(program(source));
  return used;
}
