import { statSync } from "node:fs";
import { basename, parse, relative, sep } from "node:path";
import type ts from "typescript";
import { isOwnFile } from "../course/ownModule.js";
import type { Diagnostic, Position } from "./diagnostic.js";

type TypeScript = typeof ts;

interface Builder {
  emit(file: ts.SourceFile | undefined, write: WriteFile, ...rest: unknown[]): unknown;
}
type WriteFile = (name: string, text: string, ...rest: unknown[]) => void;
interface Host {
  afterProgramCreate?(builder: Builder): void;
}

/** What the compiler found in modules of the course while it looked at the last cell. */
let found: readonly ts.Diagnostic[] = [];

/**
 * A copy of the kernel's TypeScript that reads a course's own modules for their types and leaves running them to
 * `loadOwnModules`. tslab compiles them itself, only below the notebook's folder, and tells their errors without their
 * file, or not at all.
 */
export function typeCheckOwnModules(typescript: TypeScript): TypeScript {
  const copy = { ...typescript } as TypeScript & {
    getPreEmitDiagnosticsOfFiles(
      program: ts.Program,
      files: readonly ts.SourceFile[],
    ): readonly ts.Diagnostic[];
  };
  const { createWatchCompilerHost, createWatchProgram, getPreEmitDiagnosticsOfFiles } = copy;
  copy.createWatchCompilerHost = ((files: unknown, options: object, ...rest: unknown[]) =>
    (createWatchCompilerHost as (...all: unknown[]) => unknown)(
      files,
      {
        ...options,
        // A module may lie anywhere beside or above the notebook.
        rootDir: parse(process.cwd()).root,
        allowImportingTsExtensions: true,
      },
      ...rest,
    )) as TypeScript["createWatchCompilerHost"];
  copy.createWatchProgram = ((host: Host) => {
    const { afterProgramCreate } = host;
    host.afterProgramCreate = (builder) => {
      const { emit } = builder;
      builder.emit = (file, write, ...rest) =>
        file !== undefined && /^__tslab__\.[jt]sx?$/.test(basename(file.fileName))
          ? emit.call(
              builder,
              file,
              // Where tslab looks for it.
              (name, text, ...more) => write(`outDir/${basename(name)}`, text, ...more),
              ...rest,
            )
          : undefined;
      afterProgramCreate?.call(host, builder);
    };
    return (createWatchProgram as (host: unknown) => unknown)(host);
  }) as TypeScript["createWatchProgram"];
  copy.getPreEmitDiagnosticsOfFiles = (program, files) => {
    const all = getPreEmitDiagnosticsOfFiles(program, files);
    const ofModule = ({ file }: ts.Diagnostic) => file !== undefined && file !== files[0];
    found = all.filter(
      (one) => ofModule(one) && isOwnFile(one.file!.fileName.replaceAll("/", sep)),
    );
    return all.filter((one) => !ofModule(one));
  };
  return copy;
}

/** The errors in the course's modules that the last cell met, each with its file as seen from the notebook's folder. */
export function takeModuleDiagnostics(typescript: TypeScript, folder: string): Diagnostic[] {
  const diagnostics = found;
  found = [];
  return diagnostics.map((one) => {
    const file = one.file!;
    const place = (offset: number): Position => ({
      offset,
      ...typescript.getLineAndCharacterOfPosition(file, offset),
    });
    const start = place(one.start ?? 0);
    return {
      start,
      end: place((one.start ?? 0) + (one.length ?? 0)),
      messageText: typescript.flattenDiagnosticMessageText(one.messageText, "\n"),
      category: one.category,
      code: one.code,
      fileName: relative(folder, file.fileName).split(sep).join("/"),
      sourceLine: file.text.split(/\r\n|\n|\r/)[start.line] ?? "",
    };
  });
}

type WatchFile = NonNullable<ts.System["watchFile"]>;

/** Files of an author's own, with when they were written as the compiler last read them. */
const watched = new Map<string, { time: number; readonly tell: Set<ts.FileWatcherCallback> }>();

/** Leaves a course's modules to `lookAtModules`: a watcher tells of a change only some time after it. */
export function watchModules(typescript: TypeScript): WatchFile {
  const { watchFile } = typescript.sys;
  return (path, callback, ...rest) => {
    if (!isOwnFile(path.replaceAll("/", sep)) || !/(?<!\.d)\.(?:[mc]?[jt]sx?|json)$/.test(path))
      return watchFile!(path, callback, ...rest);
    const file = watched.get(path) ?? { time: modified(path), tell: new Set() };
    watched.set(path, file);
    file.tell.add(callback);
    return { close: () => void file.tell.delete(callback) };
  };
}

/** Before a cell is compiled: tells the compiler which modules have changed since it read them. */
export function lookAtModules(typescript: TypeScript): void {
  for (const [path, file] of watched) {
    const time = modified(path);
    if (time === file.time) continue;
    const { Deleted, Created, Changed } = typescript.FileWatcherEventKind;
    const kind = time === 0 ? Deleted : file.time === 0 ? Created : Changed;
    file.time = time;
    for (const tell of [...file.tell]) tell(path, kind);
  }
}

const modified = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
