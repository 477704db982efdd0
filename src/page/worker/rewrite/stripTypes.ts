import { parse, type Node } from "acorn";
import { transform } from "sucrase";

/** The cell cannot be read; `line` is the reader's, from 1. */
export class CellSyntaxError extends SyntaxError {
  override readonly name = "SyntaxError";
  readonly line: number | undefined;
  /** What the kernel understands and a page does not, where that is the reason. */
  readonly unsupported: string | undefined;

  constructor(message: string, line?: number, unsupported?: string) {
    super(message);
    this.line = line;
    this.unsupported = unsupported;
  }
}

const linesMark = "//# lines=";

/** The last line of a cell that was compiled before: which line of the reader's cell each line comes from. */
export const linesComment = (lines: readonly number[]): string => linesMark + lines.join(",");

/** What the comment says; undefined where there is none. */
export function linesIn(source: string): readonly number[] | undefined {
  const last = source.slice(source.lastIndexOf("\n") + 1);
  if (!last.startsWith(linesMark)) return undefined;
  return last.slice(linesMark.length).split(",").map(Number);
}

const namespaces = /^[ \t]*(?:export[ \t]+)?(?:namespace|module)[ \t]+[\w.$]+[ \t]*\{/gm;

/** The cell as JavaScript: types are blanked out, every line stays where it was. */
export function stripTypes(source: string): string {
  let code: string;
  try {
    code = transform(source, {
      transforms: ["typescript"],
      keepUnusedImports: true,
      disableESTransforms: true,
    }).code;
  } catch (error) {
    throw syntaxError(error, source);
  }
  // Sucrase drops a namespace without a word; one in a string stays.
  const written = [...source.matchAll(namespaces)];
  const [first] = written;
  if (first !== undefined && written.length > [...code.matchAll(namespaces)].length)
    throw new CellSyntaxError(
      "a namespace does not run in a report: write its functions one by one, or as an object",
      source.slice(0, first.index).split("\n").length,
      "namespace",
    );
  return code;
}

export function parseCell(code: string): Node {
  try {
    return parse(code, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      // Names that another cell declared may be exported or assigned here.
      allowImportExportEverywhere: false,
    });
  } catch (error) {
    throw syntaxError(error, code);
  }
}

function syntaxError(error: unknown, code: string): CellSyntaxError {
  const message = error instanceof Error ? error.message : String(error);
  const [, line] = /\((\d+):\d+\)\s*$/.exec(message) ?? [];
  const lineNumber = line === undefined ? undefined : Number(line);
  const { pos } = error as { readonly pos?: unknown };
  const before = typeof pos === "number" ? code.slice(0, pos) : undefined;
  if (before !== undefined && code[before.length] === "@")
    return new CellSyntaxError(
      "a decorator does not run in a report: call it on the class or the method as a function",
      lineNumber,
      "@decorator",
    );
  if (before !== undefined && /\baccessor\s+$/.test(before))
    return new CellSyntaxError(
      "an accessor field does not run in a report: write a private field with get and set",
      lineNumber,
      "accessor",
    );
  return new CellSyntaxError(
    message.replace(/\s*\(\d+:\d+\)\s*$/, "").replace(/^Error transforming [^:]*: /, ""),
    lineNumber,
  );
}
