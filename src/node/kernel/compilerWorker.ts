// A thread that compiles cells for the kernels of one command. Compiled to CommonJS, as tslab is.
import { parentPort } from "node:worker_threads";
import { endsInIdentifier } from "./cellTexts.js";
import type { CompiledCell } from "./compiledCell.js";
import { inSource } from "./converters.js";
import { importMetaDiagnostics } from "./importMeta.js";
import { lookAtModules, takeModuleDiagnostics } from "./ownModuleTypes.js";
import { rewriteCell } from "./rewriteCell.js";
import { takeMapTexts } from "./sourcePositions.js";
import { loadTslab } from "./tslabModules.js";
import type { Converter } from "./tslabModules.js";

export interface CompileRequest {
  readonly id: number;
  /** The notebook's folder: what a cell imports is looked for from there. */
  readonly folder: string;
  readonly previous: string;
  readonly source: string;
}

export interface CompileAnswer {
  readonly id: number;
  /** Undefined where the kernel has to see for itself. */
  readonly compiled: CompiledCell | undefined;
  /** What the compiler has to say against the cell. */
  readonly problems: readonly CellProblem[];
}

/** An error of syntax or types, in the reader's own lines. */
export interface CellProblem {
  /** A module of the course that the error stands in, as seen from the notebook; absent for the cell itself. */
  readonly file?: string;
  /** 1 for the first line of the cell, or of that file. */
  readonly line: number;
  /** The compiler's number of this kind of error. */
  readonly code: number;
  readonly message: string;
}

let folder = process.cwd();
const tslab = loadTslab({ currentDirectory: () => folder });
const converters = new Map<string, Converter>();

function converterOf(wanted: string): Converter {
  let converter = converters.get(wanted);
  if (converter === undefined) {
    // A program takes some hundred megabytes.
    for (const [other, old] of converters) {
      if (converters.size > 1) forget(other, old);
    }
    folder = wanted;
    converter = tslab.createConverter({ isJS: false, isBrowser: false });
    converters.set(wanted, converter);
  }
  return converter;
}

function forget(of: string, converter: Converter): void {
  converters.delete(of);
  converter.close();
}

type Compiled = Pick<CompileAnswer, "compiled" | "problems">;

const nothing: Compiled = { compiled: undefined, problems: [] };

function compile({ folder: of, previous, source }: CompileRequest): Compiled {
  const converter = converterOf(of);
  const cell = rewriteCell(tslab.typescript, source);
  const { code, insertions } = cell;
  let converted;
  lookAtModules(tslab.typescript);
  try {
    converted = converter.convert(previous, code);
  } catch {
    // Its state is unknown now.
    converters.delete(of);
    return nothing;
  }
  // A module of the reader's own is compiled once, and belongs to the kernel that asked.
  if (converted.sideOutputs !== undefined) {
    forget(of, converter);
    return nothing;
  }
  const ofModules = takeModuleDiagnostics(tslab.typescript, of);
  // What an earlier cell installs or writes is there only when it has run.
  const diagnostics = [
    ...ofModules,
    ...importMetaDiagnostics(tslab.typescript, code),
    ...converted.diagnostics,
  ];
  if (diagnostics.length > 0)
    return {
      compiled: undefined,
      problems: diagnostics
        .map((diagnostic) => inSource(cell, diagnostic))
        .map(({ start, code, messageText, fileName }) => ({
          line: start.line + 1,
          code,
          message: messageText,
          ...(fileName === undefined ? {} : { file: fileName }),
        })),
    };
  const maps = converted.output === undefined ? [] : takeMapTexts(converted.output);
  const compiled = {
    source,
    previous,
    insertions,
    converted,
    maps,
    endsInIdentifier: endsInIdentifier(tslab.typescript, source),
  };
  return { compiled, problems: [] };
}

parentPort!.on("message", (request: CompileRequest) => {
  const answer: CompileAnswer = { id: request.id, ...compile(request) };
  parentPort!.postMessage(answer);
});
