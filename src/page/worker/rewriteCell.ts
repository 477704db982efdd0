import { parse, type Node } from "acorn";
import { transform } from "sucrase";

/**
 * A cell as the worker evaluates it. Both texts keep every line where it was, so that a stack names the reader's line.
 * Top-level names become properties of the global object, through `$lossbook`.
 */
export interface RewrittenCell {
  /** Functions of the top level, each defined before anything else runs. */
  readonly hoisted: string;
  /** The rest; it returns its last expression boxed in an array. */
  readonly body: string;
  /** `var` names, undefined at the start. */
  readonly vars: readonly string[];
}

/** The cell cannot be read; `line` is the reader's, from 1. */
export class CellSyntaxError extends SyntaxError {
  override readonly name = "SyntaxError";
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A node of any kind: acorn's own types are left at the door. */
type Any = Node & Record<string, never>;
const field = (node: Node, name: string): unknown =>
  (node as unknown as Record<string, unknown>)[name];
const nodeAt = (node: Node, name: string): Any => field(node, name) as Any;
const listAt = (node: Node, name: string): readonly Any[] => field(node, name) as readonly Any[];
const isNode = (value: unknown): value is Any =>
  typeof value === "object" && value !== null && typeof (value as Any).type === "string";

/** TypeScript to what the worker evaluates. */
export function rewriteCell(source: string): RewrittenCell {
  const code = withoutTypes(source);
  const program = parsed(code);
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
        declaration(code, statement, body, vars);
        break;
      case "ExpressionStatement":
        if (whole === last) {
          const end = code[statement.end - 1] === ";" ? statement.end - 1 : statement.end;
          body.push(insert(statement.start, "return [("));
          body.push(insert(end, ")]"));
        }
        break;
      default:
        nestedVars(code, statement, body, vars);
    }
  }
  dynamicImports(program, body);
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

function withoutTypes(source: string): string {
  // Sucrase would drop a namespace without a word.
  const namespace = /^[ \t]*(?:export[ \t]+)?(?:namespace|module)[ \t]+[\w.$]+[ \t]*\{/m.exec(
    source,
  );
  if (namespace !== null)
    throw new CellSyntaxError(
      "a namespace does not run in a report: write its functions one by one, or as an object",
      source.slice(0, namespace.index).split("\n").length,
    );
  try {
    return transform(source, {
      transforms: ["typescript"],
      keepUnusedImports: true,
      disableESTransforms: true,
    }).code;
  } catch (error) {
    throw syntaxError(error);
  }
}

function parsed(code: string): Node {
  try {
    return parse(code, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      // Names that another cell declared may be exported or assigned here.
      allowImportExportEverywhere: false,
    });
  } catch (error) {
    throw syntaxError(error);
  }
}

function syntaxError(error: unknown): CellSyntaxError {
  const message = error instanceof Error ? error.message : String(error);
  const place = /\((\d+):\d+\)\s*$/.exec(message);
  return new CellSyntaxError(
    message.replace(/\s*\(\d+:\d+\)\s*$/, "").replace(/^Error transforming [^:]*: /, ""),
    place === null ? undefined : Number(place[1]),
  );
}

const nameOf = (node: Node): string => String(field(node, "name"));
const insert = (at: number, text: string): Edit => ({ from: at, to: at, text });
const spaces = (text: string): string => text.replace(/[^\n\r]/g, " ");
const blank = (code: string, from: number, to: number): Edit => ({
  from,
  to,
  text: spaces(code.slice(from, to)),
});

/** What an import becomes; the lines it took are kept. */
function importText(code: string, statement: Node): string {
  const from = JSON.stringify(String(field(nodeAt(statement, "source"), "value")));
  const wanted = listAt(statement, "specifiers").map((specifier) => {
    const local = JSON.stringify(nameOf(nodeAt(specifier, "local")));
    if (specifier.type === "ImportDefaultSpecifier") return `[${local}, "default"]`;
    if (specifier.type === "ImportNamespaceSpecifier") return `[${local}, "*"]`;
    const imported = nodeAt(specifier, "imported");
    return `[${local}, ${JSON.stringify(String(field(imported, "name") ?? field(imported, "value")))}]`;
  });
  const lines = code.slice(statement.start, statement.end).replace(/[^\n]/g, "");
  return `;$lossbook.import(${from}, [${wanted.join(", ")}]);${lines}`;
}

/** `const x = 1, { y } = o` → `;$lossbook.const({["x"]: 1});({ y: $lossbook.consts.y } = o);` */
function declaration(code: string, statement: Node, edits: Edit[], vars: Set<string>): void {
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
function patternTargets(pattern: Any, target: string, edits: Edit[]): void {
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
      for (const element of listAt(pattern, "elements") as readonly (Any | null)[])
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

function namesIn(pattern: Any): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [nameOf(pattern)];
    case "ObjectPattern":
      return listAt(pattern, "properties").flatMap((property) =>
        namesIn(nodeAt(property, property.type === "RestElement" ? "argument" : "value")),
      );
    case "ArrayPattern":
      return (listAt(pattern, "elements") as readonly (Any | null)[]).flatMap((element) =>
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

function children(node: Node): Any[] {
  return Object.values(node as unknown as Record<string, unknown>).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

const ownVars = /^(?:Function|ArrowFunction|Class|StaticBlock)/;

/** A `var` inside a block or a loop belongs to the top level too: it becomes an assignment. */
function nestedVars(code: string, node: Any, edits: Edit[], vars: Set<string>): void {
  if (ownVars.test(node.type)) return;
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
      declarators.forEach((declarator) => nestedVars(code, declarator, edits, vars));
    } else nestedVars(code, child, edits, vars);
  }
}

/** `import("lossbook")` reads the same table as an import. */
function dynamicImports(node: Node, edits: Edit[]): void {
  if (node.type === "ImportExpression")
    edits.push({ from: node.start, to: node.start + "import".length, text: "$lossbook.load" });
  children(node).forEach((child) => dynamicImports(child, edits));
}

function applied(code: string, edits: readonly Edit[], from = 0, to = code.length): string {
  const inOrder = edits
    .map((edit, order) => ({ edit, order }))
    .sort(
      (one, other) =>
        one.edit.from - other.edit.from || one.edit.to - other.edit.to || one.order - other.order,
    );
  let text = "";
  let at = from;
  for (const { edit } of inOrder) {
    text += code.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return text + code.slice(at, to);
}

function hoistedText(
  code: string,
  functions: readonly { readonly from: number; readonly to: number; readonly name: string }[],
  edits: readonly Edit[],
): string {
  let text = "";
  let at = 0;
  for (const { from, to, name } of functions) {
    const own = edits.filter((edit) => edit.from >= from && edit.to <= to);
    text += `${spaces(code.slice(at, from))};$lossbook.let({[${JSON.stringify(name)}]: ${applied(code, own, from, to)}});`;
    at = to;
  }
  return text;
}
