import { importText, rewriteDynamicImports } from "./imports.js";
import { CellSyntaxError, parseCell, stripTypes } from "./stripTypes.js";
import { field, isNode, listAt, nameOf, nodeAt, type AnyNode } from "./syntaxTree.js";
import { applied, blank, insert, spaces, type Edit } from "./textEdits.js";
import { rewriteDeclaration, rewriteNestedVars } from "./variables.js";

/**
 * A cell as the worker evaluates it. Both texts keep every line where it was, so that a stack names the reader's line.
 * Top-level names become properties of the global object, through `$lossbook`.
 */
export interface RewrittenCell {
  /** Functions of the top level, each defined before anything else runs. */
  readonly hoisted: string;
  /** The rest; it returns the value of its last expression, and whether that is a bare name. */
  readonly body: string;
  /** `var` names, undefined at the start. */
  readonly vars: readonly string[];
}

/** TypeScript to what the worker evaluates. */
export function rewriteCell(source: string): RewrittenCell {
  const code = stripTypes(source);
  const program = parseCell(code);
  const statements = listAt(program, "body");
  const body: Edit[] = [];
  const functions: { readonly from: number; readonly to: number; readonly name: string }[] = [];
  const vars = new Set<string>();
  const last = statements.at(-1);
  for (const whole of statements) {
    let statement = whole;
    if (whole.type === "ExportNamedDeclaration" || whole.type === "ExportDefaultDeclaration") {
      const declared = field(whole, "declaration");
      if (!isNode(declared)) {
        body.push(blank(code, whole.start, whole.end));
        continue;
      }
      body.push(blank(code, whole.start, declared.start));
      statement = declared;
    }
    switch (statement.type) {
      case "ImportDeclaration":
        body.push({
          ...blank(code, statement.start, statement.end),
          text: importText(code, statement),
        });
        break;
      case "ExportAllDeclaration":
        body.push(blank(code, statement.start, statement.end));
        break;
      case "FunctionDeclaration": {
        const id = field(statement, "id");
        if (!isNode(id)) {
          body.push(blank(code, statement.start, statement.end));
          break;
        }
        functions.push({ from: statement.start, to: statement.end, name: nameOf(id) });
        body.push(blank(code, statement.start, statement.end));
        break;
      }
      case "ClassDeclaration": {
        const id = field(statement, "id");
        if (!isNode(id)) break;
        const name = nameOf(id);
        body.push(insert(statement.start, `;$lossbook.let({[${JSON.stringify(name)}]: `));
        body.push(insert(statement.end, "});"));
        break;
      }
      case "VariableDeclaration":
        refuseUsing(code, statement);
        rewriteDeclaration(code, statement, body, vars);
        break;
      case "ExpressionStatement":
        if (whole === last) {
          const end = code[statement.end - 1] === ";" ? statement.end - 1 : statement.end;
          body.push(insert(statement.start, "return [("));
          body.push(insert(end, endsInName(statement) ? "), true]" : "), false]"));
        }
        break;
      default:
        rewriteNestedVars(code, statement, body, vars);
    }
  }
  rewriteDynamicImports(program, body);
  const inFunction = (edit: Edit) =>
    functions.find(
      ({ from, to }) => edit.from >= from && edit.to <= to && edit.to - edit.from < to - from,
    );
  const inner = body.filter(inFunction);
  return {
    hoisted: hoistedText(code, functions, inner),
    body: applied(
      code,
      body.filter((edit) => inFunction(edit) === undefined),
    ),
    vars: [...vars],
  };
}

/** `using` would have to end its resource with the cell, while later cells may still name it. */
function refuseUsing(code: string, statement: AnyNode): void {
  if (!/using$/.test(String(field(statement, "kind")))) return;
  throw new CellSyntaxError(
    "`using` does not run at the top of a cell, nor on the kernel: end the resource by hand",
    code.slice(0, statement.start).split("\n").length,
  );
}

/** Whether a statement is a name or a property and nothing else: the kernel shows it even where it is undefined. */
function endsInName(statement: AnyNode): boolean {
  const { type } = nodeAt(statement, "expression");
  return type === "Identifier" || type === "MemberExpression";
}

function hoistedText(
  code: string,
  functions: readonly { readonly from: number; readonly to: number; readonly name: string }[],
  edits: readonly Edit[],
): string {
  let text = "";
  let at = 0;
  for (const { from, to, name } of functions) {
    const inside = edits.filter((edit) => edit.from >= from && edit.to <= to);
    text += `${spaces(code.slice(at, from))};$lossbook.let({[${JSON.stringify(name)}]: ${applied(code, inside, from, to)}});`;
    at = to;
  }
  return text;
}
