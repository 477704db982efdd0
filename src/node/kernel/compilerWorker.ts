// A thread that compiles cells for the kernels of one command. Compiled to CommonJS, as tslab is.
import { parentPort } from "node:worker_threads";
import { endsInIdentifier } from "./cellTexts.js";
import type { CompiledCell } from "./compiledCell.js";
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

function compile({ folder: of, previous, source }: CompileRequest): CompiledCell | undefined {
  const converter = converterOf(of);
  const { code, insertions } = rewriteCell(tslab.typescript, source);
  let converted;
  lookAtModules(tslab.typescript);
  try {
    converted = converter.convert(previous, code);
  } catch {
    // Its state is unknown now.
    converters.delete(of);
    return undefined;
  }
  // A module of the reader's own is compiled once, and belongs to the kernel that asked.
  if (converted.sideOutputs !== undefined) {
    forget(of, converter);
    return undefined;
  }
  const ofModules = takeModuleDiagnostics(tslab.typescript, of);
  // What an earlier cell installs or writes is there only when it has run.
  if (converted.diagnostics.length + ofModules.length > 0) return undefined;
  const maps = converted.output === undefined ? [] : takeMapTexts(converted.output);
  return {
    source,
    previous,
    insertions,
    converted,
    maps,
    endsInIdentifier: endsInIdentifier(tslab.typescript, source),
  };
}

parentPort!.on("message", (request: CompileRequest) => {
  const answer: CompileAnswer = { id: request.id, compiled: compile(request) };
  parentPort!.postMessage(answer);
});
