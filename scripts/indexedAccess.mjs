// The types with `noUncheckedIndexedAccess`: what an index finds may be undefined. tsconfig.json cannot say so for some
// folders alone; the folders below are still to be made clean, and the list may only become shorter.
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const notYet = ["test/"];

const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => problem };
const { fileNames, options } = ts.getParsedCommandLineOfConfigFile(
  join(root, "tsconfig.json"),
  { noUncheckedIndexedAccess: true },
  host,
);
const nameOf = (path) => relative(root, path).split(sep).join("/");
const program = ts.createProgram(fileNames, options);
const checked = program
  .getSourceFiles()
  .filter(({ fileName }) => fileNames.includes(fileName))
  .filter(({ fileName }) => !notYet.some((folder) => nameOf(fileName).startsWith(folder)));
const problems = checked.flatMap((file) => program.getSemanticDiagnostics(file));
for (const { file, start, messageText } of problems) {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  console.error(`${nameOf(file.fileName)}:${line + 1}:${character + 1}: ${message}`);
}
console.log(
  `types: ${checked.length} files with noUncheckedIndexedAccess, ${problems.length} problems`,
);
if (problems.length > 0 || checked.length === 0) process.exitCode = 1;
