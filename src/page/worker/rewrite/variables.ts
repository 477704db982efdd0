import type { Node } from "acorn";
import {
  children,
  field,
  isNode,
  listAt,
  nameOf,
  namesIn,
  nodeAt,
  type AnyNode,
} from "./syntaxTree.js";
import { blank, insert, type Edit } from "./textEdits.js";

/** `const x = 1, { y } = o` → `;$lossbook.const({["x"]: 1});({ y: $lossbook.consts.y } = o);` */
export function rewriteDeclaration(
  code: string,
  statement: Node,
  edits: Edit[],
  vars: Set<string>,
): void {
  const kind = String(field(statement, "kind"));
  const writer = kind === "const" ? "const" : "let";
  const target = `$lossbook.${writer}s`;
  const declarators = listAt(statement, "declarations");
  // The keyword, what stands between the declarators, and the semicolon.
  let from = statement.start;
  for (const declarator of declarators) {
    edits.push(blank(code, from, declarator.start));
    const id = nodeAt(declarator, "id");
    const init = field(declarator, "init");
    if (kind === "var") namesIn(id).forEach((name) => vars.add(name));
    if (id.type === "Identifier") {
      const name = JSON.stringify(nameOf(id));
      if (!isNode(init))
        edits.push({
          from: id.start,
          to: id.end,
          text: kind === "var" ? ";void 0;" : `;$lossbook.let({[${name}]: void 0});`,
        });
      else {
        // A computed key gives a function its name, as the declaration would.
        edits.push({ from: id.start, to: id.end, text: `;$lossbook.${writer}({[${name}]: ` });
        const equals = code.indexOf("=", id.end);
        edits.push({ from: equals, to: equals + 1, text: " " });
        edits.push(insert(declarator.end, "});"));
      }
    } else {
      edits.push(insert(declarator.start, ";("));
      patternTargets(id, target, edits);
      edits.push(insert(declarator.end, ");"));
    }
    from = declarator.end;
  }
  if (from < statement.end) edits.push(blank(code, from, statement.end));
}

/** Every name that a pattern binds is written to `target` instead. */
function patternTargets(pattern: AnyNode, target: string, edits: Edit[]): void {
  switch (pattern.type) {
    case "Identifier":
      edits.push({ from: pattern.start, to: pattern.end, text: `${target}.${nameOf(pattern)}` });
      break;
    case "ObjectPattern":
      for (const property of listAt(pattern, "properties")) {
        if (property.type === "RestElement") {
          patternTargets(nodeAt(property, "argument"), target, edits);
          continue;
        }
        const value = nodeAt(property, "value");
        if (field(property, "shorthand") === true) {
          const key = nodeAt(property, "key");
          edits.push({
            from: key.start,
            to: key.end,
            text: `${nameOf(key)}: ${target}.${nameOf(key)}`,
          });
        } else patternTargets(value, target, edits);
      }
      break;
    case "ArrayPattern":
      for (const element of listAt(pattern, "elements") as readonly (AnyNode | null)[])
        if (element !== null) patternTargets(element, target, edits);
      break;
    case "AssignmentPattern":
      patternTargets(nodeAt(pattern, "left"), target, edits);
      break;
    case "RestElement":
      patternTargets(nodeAt(pattern, "argument"), target, edits);
      break;
  }
}

const hasOwnVars = /^(?:Function|ArrowFunction|Class|StaticBlock)/;

/** A `var` inside a block or a loop belongs to the top level too: it becomes an assignment. */
export function rewriteNestedVars(
  code: string,
  node: AnyNode,
  edits: Edit[],
  vars: Set<string>,
): void {
  if (hasOwnVars.test(node.type)) return;
  const inHead = /^For(?:In|Of)?Statement$/.test(node.type);
  for (const child of children(node)) {
    if (child.type === "VariableDeclaration" && field(child, "kind") === "var") {
      const head = inHead && child !== field(node, "body");
      const declarators = listAt(child, "declarations");
      edits.push({ from: child.start, to: child.start + 3, text: "   " });
      for (const declarator of declarators) {
        const id = nodeAt(declarator, "id");
        namesIn(id).forEach((name) => vars.add(name));
        // "void" begins a statement of its own where the line before ends without a semicolon.
        if (id.type !== "Identifier" && isNode(field(declarator, "init")))
          edits.push(
            insert(declarator.start, head ? "(" : "void 0, ("),
            insert(declarator.end, ")"),
          );
      }
      declarators.forEach((declarator) => rewriteNestedVars(code, declarator, edits, vars));
    } else rewriteNestedVars(code, child, edits, vars);
  }
}
