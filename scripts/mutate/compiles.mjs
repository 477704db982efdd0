// What the compiler refuses needs no test.
import { join } from "node:path";
import { readFileSync } from "node:fs";
import ts from "typescript";

/** Those of the changes that pass the type check: one program holds a changed copy of the file for each. */
export function thatCompile(root, changes) {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const copies = new Map();
  const nameOf = new Map();
  for (const [k, change] of changes.entries()) {
    const path = join(root, change.file).replaceAll("\\", "/");
    const source = readFileSync(path, "utf8");
    const name = path.replace(/\.ts$/, `.change${k}.ts`);
    copies.set(name, source.slice(0, change.start) + change.text + source.slice(change.end));
    nameOf.set(change, name);
  }
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (name) => copies.get(name) ?? readFile(name);
  host.fileExists = (name) => copies.has(name) || fileExists(name);
  host.getSourceFile = (name, version, ...rest) =>
    copies.has(name)
      ? ts.createSourceFile(name, copies.get(name), version, true)
      : getSourceFile(name, version, ...rest);
  const program = ts.createProgram([...copies.keys()], { ...options, noEmit: true }, host);
  return changes.filter((change) => {
    const copy = program.getSourceFile(nameOf.get(change));
    return (
      program.getSyntacticDiagnostics(copy).length === 0 &&
      program.getSemanticDiagnostics(copy).length === 0
    );
  });
}
