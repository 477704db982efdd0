import { SourceMap } from "node:module";
import type ts from "typescript";

type TypeScript = typeof ts;

/** A place in a text: lines and columns from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const inlineMap =
  /\n?\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([A-Za-z0-9+/=]+)\s*$/;

/** By compiled text: the maps from it back to the cell's source, as JSON, the last one first. */
const recorded = new Map<string, readonly string[]>();

/**
 * A copy of the kernel's TypeScript whose two steps (cell → module, module → CommonJS) leave their source maps
 * with us; tslab itself makes none, so a stack could not name a cell's lines.
 */
export function recordSourceMaps(typescript: TypeScript): TypeScript {
  const copy = { ...typescript };
  const { createWatchCompilerHost, transpileModule } = typescript;
  copy.createWatchCompilerHost = ((files: unknown, options: object, ...rest: unknown[]) =>
    (createWatchCompilerHost as (...all: unknown[]) => unknown)(
      files,
      { ...options, inlineSourceMap: true },
      ...rest,
    )) as TypeScript["createWatchCompilerHost"];
  copy.transpileModule = (input, options) => {
    const first = inlineMap.exec(input);
    const text = first === null ? input : input.slice(0, first.index + 1);
    const result = transpileModule(text, {
      ...options,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
    });
    const outputText = result.outputText.replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, "\n");
    if (result.sourceMapText !== undefined && first !== null) {
      recorded.set(outputText, [
        result.sourceMapText,
        Buffer.from(first[1]!, "base64").toString("utf8"),
      ]);
    }
    return { ...result, outputText };
  };
  return copy;
}

/** Hands over the maps of a compiled text; each is wanted once. */
export function takeMapTexts(output: string): readonly string[] {
  const maps = recorded.get(output) ?? [];
  recorded.clear();
  return maps;
}

/** The place in the source that a place in the compiled text came from. */
export function sourcePlace(maps: readonly string[], compiled: Place): Place | undefined {
  let place = compiled;
  for (const text of maps) {
    const map = new SourceMap(JSON.parse(text) as never);
    const entry = map.findEntry(place.line, place.column);
    if (!("originalLine" in entry)) return undefined;
    place = { line: entry.originalLine, column: entry.originalColumn };
  }
  return maps.length === 0 ? undefined : place;
}
