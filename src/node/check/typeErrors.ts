import { dirname, resolve } from "node:path";
import type ts from "typescript";
import type { CellProblem } from "../kernel/compilerWorker.js";
import { hasTag } from "../../nbformat/tags.js";
import type { CheckedNotebook } from "./checkedNotebook.js";
import type { Observation } from "./finding.js";
import { observe } from "./rule.js";
import { nodesOf, typescript, type SourceTree } from "./sourceTree.js";

/** What compiles a cell after others, and says what is wrong with it. */
export interface Examiner {
  examine(
    folder: string,
    previous: string,
    source: string,
  ): Promise<{
    readonly compiled: { readonly converted: { readonly declOutput?: string } } | undefined;
    readonly problems: readonly CellProblem[];
  }>;
}

/** "Cannot find name", and the same where one is near. */
const missingName = new Set([2304, 2552, 18004]);

/**
 * Compiles the cells of a notebook one after the other, as the kernel does, and says what the compiler has against
 * them. A cell with an error declares nothing; that later cells miss its names is no finding of theirs.
 */
export async function typeErrors(
  notebook: CheckedNotebook,
  compiler: Examiner,
): Promise<readonly Observation[]> {
  const folder = dirname(resolve(notebook.path));
  const found: Observation[] = [];
  const lost = new Set<string>();
  let previous = "";
  for (const cell of notebook.cells) {
    if (cell.tree === undefined || hasTag(cell, "skip-execution")) continue;
    const failed = cell.tree.errors.length > 0;
    const { compiled, problems } = failed
      ? { compiled: undefined, problems: [] }
      : await compiler.examine(folder, previous, cell.source);
    const own = problems.filter(
      ({ code, message }) =>
        !(missingName.has(code) && lost.has(/'([^']+)'/.exec(message)?.[1] ?? "")),
    );
    if (compiled === undefined) for (const name of declaredIn(cell.tree)) lost.add(name);
    if (hasTag(cell, "raises-exception")) continue;
    if (compiled !== undefined) previous = compiled.converted.declOutput ?? "";
    const [first] = own;
    if (first === undefined) continue;
    const { file } = first;
    found.push(
      observe(notebook, {
        cell,
        ...(file === undefined ? { line: first.line } : {}),
        found: `${file === undefined ? "" : `${file}:${first.line}: `}${first.message.replace(/\n.*$/s, "").replace(/\.$/, "")} (TS${first.code})${own.length === 1 ? "" : `, and ${own.length - 1} more in this cell`}`,
        remedy: "the kernel does not run this cell: mend its types",
      }),
    );
  }
  return found;
}

/** The names that a cell declares at its top. */
function declaredIn({ file }: SourceTree): readonly string[] {
  const compiler = typescript();
  const names: string[] = [];
  const add = (name: ts.Node | undefined): void => {
    if (name === undefined) return;
    for (const node of nodesOf(name)) if (compiler.isIdentifier(node)) names.push(node.text);
  };
  for (const statement of file.statements) {
    if (compiler.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) add(name);
    else if (compiler.isImportDeclaration(statement)) add(statement.importClause);
    else add((statement as { name?: ts.Node }).name);
  }
  return names;
}
