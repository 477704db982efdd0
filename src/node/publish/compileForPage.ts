import { transformSync } from "esbuild";
import {
  CellSyntaxError,
  linesComment,
  parseCell,
  stripTypes,
} from "../../page/worker/rewrite/stripTypes.js";

/**
 * A cell in the JavaScript that a page runs in its place, where the page itself cannot strip its TypeScript: namespaces,
 * decorators as the kernel reads them, accessor fields. Its last line says which line of the cell each of its lines comes
 * from. Undefined where the page needs no help, or the cell cannot be read.
 */
export function compileForPage(source: string): string | undefined {
  if (!/@|\b(?:namespace|module|accessor)\b/.test(source)) return undefined;
  try {
    parseCell(stripTypes(source));
    return undefined;
  } catch (error) {
    if (!(error instanceof CellSyntaxError) || error.unsupported === undefined) return undefined;
  }
  try {
    const { code, map } = transformSync(source, {
      loader: "ts",
      target: "es2022",
      sourcemap: "external",
      logLevel: "silent",
      // As the kernel compiles, and nothing of the folder in which one publishes.
      tsconfigRaw: {
        compilerOptions: { experimentalDecorators: true, verbatimModuleSyntax: true },
      },
    });
    const { mappings } = JSON.parse(map) as { readonly mappings: string };
    return `${code}${linesComment(sourceLines(code, mappings))}`;
  } catch {
    // What the compiler cannot read either is told to whoever runs the cell.
    return undefined;
  }
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** For each line of the code the line of the source that its text begins with, both from 1. */
function sourceLines(code: string, mappings: string): number[] {
  const lines = mappings.split(";");
  let line = 0;
  let last = 1;
  return code.split("\n").map((text, at) => {
    // In front of its text, an indented line carries on the place where the line before it ended.
    const indent = text.search(/\S/);
    let column = 0;
    let found: number | undefined;
    for (const segment of (lines[at] ?? "").split(",")) {
      const [columns, , moved] = vlq(segment);
      if (columns === undefined || moved === undefined) continue;
      column += columns;
      line += moved;
      if (found === undefined || column <= indent) found = line + 1;
    }
    return (last = found ?? last);
  });
}

/** The numbers of a segment of a source map: base64 digits of five bits, least first, a sign in the lowest bit. */
function vlq(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = digits.indexOf(digit);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits >= 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return numbers;
}
