import type { ModulePlaces } from "../courseModules.js";
import type { CellNeeds, CellToInspect } from "../messages.js";
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

/** What is not there, and the name by which a cell came to it. */
interface Missing {
  readonly what: string;
  readonly by?: string;
}

/**
 * The cells that cannot run in a page as they are written, and why: globals of Node, modules that need it or that the
 * page does not bring, syntax that is not lowered here, and names that such a cell has made. A name that a cell declares
 * itself, or asks for by `typeof`, is its own. A cell that imports from a module of Node and uses none of it runs: those
 * that use it are told of.
 */
export function whatNeedsNode(cells: readonly CellToInspect[], places: ModulePlaces): CellNeeds[] {
  const read = cells.map((cell) => ({ ...cell, ...factsOf(cell.source) }));
  const declared = new Set(read.flatMap((cell) => [...cell.declared]));
  const missing = new Map<string, Missing>();
  return read.flatMap(({ id, nodeOnly = false, ...facts }) => {
    const needed: Missing[] = facts.globals
      .filter((name) => !declared.has(name.replace(/\..*/, "")))
      .map((what) => ({ what }));
    for (const { from, locals } of facts.imports) {
      const place = Object.hasOwn(places, from) ? places[from] : undefined;
      if (place !== undefined && !("needs" in place)) {
        locals.forEach((name) => missing.delete(name));
        continue;
      }
      const found = { what: place?.needs ?? from, by: from };
      locals.forEach((name) => missing.set(name, found));
      if (place === undefined || locals.length === 0) needed.push(found);
    }
    needed.push(...facts.syntax.map((what) => ({ what })));
    for (const name of facts.used) {
      const found = missing.get(name);
      if (found !== undefined && !facts.ownNames.has(name)) needed.push(found);
    }
    const [first] = needed;
    for (const name of facts.made)
      if (first !== undefined) missing.set(name, { what: first.what, by: name });
      else if (nodeOnly) missing.set(name, { what: name });
      else if (facts.ownNames.has(name)) missing.delete(name);
    return nodeOnly || needed.length === 0
      ? []
      : [{ cell: id, names: [...new Set(needed.map(inWords))] }];
  });
}

const inWords = ({ what, by = what }: Missing): string => (by === what ? what : `${what} (${by})`);

interface CellFacts {
  readonly globals: string[];
  readonly imports: { readonly from: string; readonly locals: readonly string[] }[];
  readonly syntax: string[];
  /** All names that are declared somewhere in it, or asked for by `typeof`. */
  readonly declared: Set<string>;
  /** Those of them that it does not import. */
  readonly ownNames: Set<string>;
  /** Names that it reads. */
  readonly used: Set<string>;
  /** Names that it declares or sets. */
  readonly made: Set<string>;
}

function factsOf(source: string): CellFacts {
  const facts: CellFacts = {
    globals: [],
    imports: [],
    syntax: [],
    declared: new Set(),
    ownNames: new Set(),
    used: new Set(),
    made: new Set(),
  };
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
  declare(node, facts);
  const { type } = node;
  if (type === "Identifier") {
    if (nodeNames.has(nameOf(node))) facts.globals.push(nameOf(node));
    facts.used.add(nameOf(node));
  }
  if (type === "ImportDeclaration") {
    const locals = listAt(node, "specifiers").map((one) => nameOf(nodeAt(one, "local")));
    addModule(nodeAt(node, "source"), facts, locals);
    return;
  }
  if (type === "ImportExpression") addModule(nodeAt(node, "source"), facts, []);
  if (type === "CallExpression" && isNamed(nodeAt(node, "callee"), "require"))
    listAt(node, "arguments")
      .slice(0, 1)
      .forEach((argument) => addModule(argument, facts, []));
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
  if (type === "AssignmentExpression") {
    const target = nodeAt(node, "left");
    if (!/^Member/.test(target.type)) namesIn(target).forEach((name) => facts.made.add(name));
  }
  for (const child of children(node)) if (!isKey(node, child)) visit(child, facts);
}

const isNamed = (node: AnyNode, name: string): boolean =>
  node.type === "Identifier" && nameOf(node) === name;

function addModule(source: AnyNode, facts: CellFacts, locals: readonly string[]): void {
  const value = field(source, "value");
  if (typeof value === "string") facts.imports.push({ from: value, locals });
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
function declare(node: AnyNode, { declared, ownNames, made }: CellFacts): void {
  const add = (pattern: unknown, into: readonly Set<string>[]): void => {
    if (isNode(pattern))
      for (const name of namesIn(pattern)) for (const names of into) names.add(name);
  };
  if (node.type === "ImportDeclaration")
    listAt(node, "specifiers").forEach((one) => add(field(one, "local"), [declared]));
  if (/^(?:VariableDeclarator|FunctionDeclaration|ClassDeclaration)$/.test(node.type))
    add(field(node, "id"), [declared, ownNames, made]);
  const parameters: unknown = field(node, "params");
  if (Array.isArray(parameters)) parameters.forEach((one) => add(one, [declared, ownNames]));
}
