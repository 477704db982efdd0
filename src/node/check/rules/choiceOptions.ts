import { nodesOf, typescript } from "../sourceTree.js";
import { notebookRule } from "../rule.js";

/** A choice has two options or more, of which one is right: with another number nobody can answer it. */
export const choiceOptions = notebookRule("choice-options", "error", function* ({ parts }) {
  const compiler = typescript();
  for (const { cell, id, kind, fields } of parts.exercises) {
    const options = fields?.get("options");
    if (kind !== "choice" || options === undefined || cell.tree === undefined) continue;
    // What is computed is seen by the run alone.
    if (!compiler.isArrayLiteralExpression(options)) continue;
    if (!options.elements.every(compiler.isObjectLiteralExpression)) continue;
    const right = [...nodesOf(options)].filter(
      (node) =>
        compiler.isPropertyAssignment(node) &&
        node.name.getText(cell.tree?.file) === "right" &&
        node.initializer.kind !== compiler.SyntaxKind.FalseKeyword,
    );
    const number = options.elements.length;
    if (number >= 2 && right.length === 1) continue;
    yield {
      cell,
      line: cell.tree.lineOf(right[1] ?? options),
      found: `the choice ${id === undefined ? "" : `"${id}" `}has ${number} option${number === 1 ? "" : "s"}, ${right.length} of them right`,
      remedy: "write right: true to one, and say of each why it is right or wrong",
    };
  }
});
