import type { CellTexts } from "./cellTexts.js";
import type { CompiledCell } from "./compiledCell.js";
import type { Diagnostic } from "./diagnostic.js";
import { offsetAt, placeAt } from "./cellTexts.js";
import { importMetaDiagnostics } from "./importMeta.js";
import { lookAtModules, takeModuleDiagnostics } from "./ownModuleTypes.js";
import { repaired } from "./repairs.js";
import { insertInto, rewriteCell } from "./rewriteCell.js";
import type { RewrittenCell } from "./rewriteCell.js";
import { takeMapTexts } from "./sourcePositions.js";
import type { Converted, Converter, ConverterSet, TslabModules } from "./tslabModules.js";

/** What the compiler said of the cell that runs. */
export interface Compilation {
  readonly diagnostics: readonly Diagnostic[];
  readonly lastExpression: string | undefined;
}

/**
 * tslab's converters, seen through the rewriting: cells go in rewritten, and every position that comes out is
 * the reader's own.
 */
export class Converters implements ConverterSet {
  readonly node: Converter;
  readonly #closeNode: () => void;
  #browser: Converter | undefined;
  /** The next cell, where somebody has compiled it before. */
  offered: CompiledCell | undefined;
  /** Of the last cell converted. */
  compilation: Compilation = { diagnostics: [], lastExpression: undefined };

  readonly #tslab: TslabModules;
  readonly #texts: CellTexts;
  readonly #cellNumber: () => number;

  constructor(
    tslab: TslabModules,
    texts: CellTexts,
    /** The number of the cell that runs. */
    cellNumber: () => number,
    /** Makes the compiler ready at once, so that the first cell need not wait for it. */
    eager: boolean,
  ) {
    this.#tslab = tslab;
    this.#texts = texts;
    this.#cellNumber = cellNumber;

    let made: Converter | undefined;
    const make = (): Converter =>
      (made ??= tslab.createConverter({ isJS: false, isBrowser: false }));
    if (eager) make();
    this.node = this.#rewriting(make);
    this.#closeNode = () => made?.close();
  }

  get browser(): Converter {
    this.#browser ??= this.#tslab.createConverter({ isJS: false, isBrowser: true });
    return this.#browser;
  }

  close(): void {
    this.#closeNode();
    this.#browser?.close();
  }

  #rewriting(converter: () => Converter): Converter {
    const rewrite = (source: string): RewrittenCell => rewriteCell(this.#tslab.typescript, source);
    return {
      close: () => this.#closeNode(),
      addModule: (name, content, meta) => converter().addModule(name, content, meta),
      convert: (previous, source) => {
        const { offered } = this;
        if (
          offered?.source === source &&
          (offered.isRerun === true || offered.previous === previous)
        ) {
          const { converted, insertions, maps, endsInIdentifier } = offered;
          return this.#compilationOf(
            insertInto(source, insertions),
            converted,
            maps,
            endsInIdentifier,
          );
        }
        const cell = rewrite(source);
        lookAtModules(this.#tslab.typescript);
        const converted = refusedFor(converter().convert(previous, cell.code), [
          ...takeModuleDiagnostics(this.#tslab.typescript, process.cwd()),
          ...importMetaDiagnostics(this.#tslab.typescript, cell.code),
        ]);
        const maps = converted.output === undefined ? [] : takeMapTexts(converted.output);
        return this.#compilationOf(cell, converted, maps, undefined);
      },
      inspect: (previous, source, position) => {
        const cell = rewrite(source);
        const info = converter().inspect(previous, cell.code, cell.toRewritten(position));
        if (info?.textSpan !== undefined) {
          const start = cell.toSource(info.textSpan.start);
          const end = cell.toSource(info.textSpan.start + info.textSpan.length);
          info.textSpan = { start, length: end - start };
        }
        return info;
      },
      complete: (previous, source, position) => {
        const cell = rewrite(source);
        const found = converter().complete(previous, cell.code, cell.toRewritten(position));
        return { ...found, start: cell.toSource(found.start), end: cell.toSource(found.end) };
      },
    };
  }

  #compilationOf(
    cell: RewrittenCell,
    converted: Converted,
    maps: readonly string[],
    endsInIdentifier: boolean | undefined,
  ): Converted {
    const diagnostics = repaired("positions")
      ? converted.diagnostics.map((diagnostic) => inSource(cell, diagnostic))
      : converted.diagnostics;
    const wrapper =
      converted.hasToplevelAwait === true
        ? "(async function(exports, require) { "
        : "(function(exports, require) { ";
    this.#texts.add(this.#cellNumber(), {
      cell,
      maps,
      wrapper: wrapper.length,
      lines: converted.output?.trimEnd().split("\n").length ?? 0,
      endsInIdentifier,
    });
    this.compilation = { diagnostics, lastExpression: converted.lastExpressionVar };
    return { ...converted, diagnostics };
  }
}

/** A cell with more errors than the compiler sees, in its modules for one, does not run; they are told first. */
const refusedFor = (converted: Converted, more: readonly Diagnostic[]): Converted =>
  more.length === 0 ? converted : { diagnostics: [...more, ...converted.diagnostics] };

/** A diagnostic of the rewritten cell, at its place in the reader's own. */
export function inSource(cell: RewrittenCell, diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.fileName !== undefined) return diagnostic;
  const place = (at: Diagnostic["start"]): Diagnostic["start"] => {
    const rewritten = offsetAt(cell.code, { line: at.line, column: at.character });
    const offset = cell.toSource(rewritten);
    const { line, column } = placeAt(cell.source, offset);
    return { offset, line, character: column };
  };
  return { ...diagnostic, start: place(diagnostic.start), end: place(diagnostic.end) };
}
