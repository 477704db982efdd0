import type { CellNeeds } from "../messages.js";
import { processNames } from "./nodeGlobals.js";
import { CellSyntaxError, parseCell, stripTypes } from "./rewrite/stripTypes.js";
import {
  children,
  field,
  isNode,
  listAt,
  nameOf,
  namesIn,
  nodeAt,
  type AnyNode,
} from "./rewrite/syntaxTree.js";

/** Globals of Node that a page does not have; of `process` it has a few names. */
const nodeNames = new Set(["Buffer", "__dirname", "__filename", "process"]);

/**
 * The cells that cannot run in a page as they are written, and why: globals of Node, modules that the page does not
 * bring, syntax that is not lowered here. A name that a cell declares itself, or asks for by `typeof`, is its own.
 */
export function whatNeedsNode(
  cells: readonly { readonly id: string; readonly source: string }[],
  modules: readonly string[],
): CellNeeds[] {
  const read = cells.map(({ id, source }) => ({ id, ...factsOf(source) }));
  const declared = new Set(read.flatMap((cell) => [...cell.declared]));
  return read.flatMap(({ id, globals, imports, syntax }) => {
    const names = [
      ...globals.filter((name) => !declared.has(name.replace(/\..*/, ""))),
      ...imports.filter((name) => !modules.includes(name)),
      ...syntax,
    ];
    return names.length > 0 ? [{ cell: id, names: [...new Set(names)] }] : [];
  });
}

interface CellFacts {
  readonly globals: string[];
  readonly imports: string[];
  readonly syntax: string[];
  readonly declared: Set<string>;
}

function factsOf(source: string): CellFacts {
  const facts: CellFacts = { globals: [], imports: [], syntax: [], declared: new Set() };
  try {
    visit(parseCell(stripTypes(source)) as AnyNode, facts);
  } catch (error) {
    // Any other mistake is told when the cell runs.
    if (error instanceof CellSyntaxError && error.unsupported !== undefined)
      facts.syntax.push(error.unsupported);
  }
  return facts;
}

function visit(node: AnyNode, facts: CellFacts): void {
  declare(node, facts.declared);
  const { type } = node;
  if (type === "Identifier" && nodeNames.has(nameOf(node))) facts.globals.push(nameOf(node));
  if (type === "ImportDeclaration" || type === "ImportExpression")
    addModule(nodeAt(node, "source"), facts);
  if (type === "CallExpression" && isNamed(nodeAt(node, "callee"), "require"))
    listAt(node, "arguments")
      .slice(0, 1)
      .forEach((argument) => addModule(argument, facts));
  if (type === "MemberExpression" && isNamed(nodeAt(node, "object"), "process")) {
    const property = nodeAt(node, "property");
    if (property.type !== "Identifier" || !processNames.has(nameOf(property)))
      facts.globals.push(`process.${property.type === "Identifier" ? nameOf(property) : "…"}`);
    return;
  }
  // Whoever asks whether a name is there goes on without it.
  if (type === "UnaryExpression" && String(field(node, "operator")) === "typeof") {
    const asked = nodeAt(node, "argument");
    if (asked.type === "Identifier") facts.declared.add(nameOf(asked));
  }
  for (const child of children(node)) if (!isKey(node, child)) visit(child, facts);
}

const isNamed = (node: AnyNode, name: string): boolean =>
  node.type === "Identifier" && nameOf(node) === name;

function addModule(source: AnyNode, facts: CellFacts): void {
  const value = field(source, "value");
  if (typeof value === "string") facts.imports.push(value);
}

/** A name behind a dot, or before a colon, is no variable. */
function isKey(node: AnyNode, child: AnyNode): boolean {
  if (field(node, "computed") === true || field(node, "shorthand") === true) return false;
  return node.type === "MemberExpression"
    ? child === field(node, "property")
    : /^(?:Property|MethodDefinition|PropertyDefinition)$/.test(node.type) &&
        child === field(node, "key");
}

/** Names that are declared here, however deep: a cell that has its own `Buffer` means that one. */
function declare(node: AnyNode, declared: Set<string>): void {
  const add = (pattern: unknown): void => {
    if (isNode(pattern)) namesIn(pattern).forEach((name) => declared.add(name));
  };
  if (/^Import.*Specifier$/.test(node.type)) add(field(node, "local"));
  if (/^(?:VariableDeclarator|FunctionDeclaration|ClassDeclaration)$/.test(node.type))
    add(field(node, "id"));
  const parameters: unknown = field(node, "params");
  if (Array.isArray(parameters)) parameters.forEach(add);
}
