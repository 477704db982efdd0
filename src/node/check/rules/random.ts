import { notebookRule } from "../rule.js";
import { nodesOf, typescript } from "../sourceTree.js";

/** Numbers that are others at every run: nobody can check what is said about them. */
export const random = notebookRule("random", "warning", function* ({ cells }) {
  const compiler = typescript();
  for (const cell of cells) {
    if (cell.tree === undefined) continue;
    const { file, lineOf } = cell.tree;
    for (const node of nodesOf(file))
      if (
        compiler.isPropertyAccessExpression(node) &&
        compiler.isIdentifier(node.expression) &&
        node.expression.text === "Math" &&
        node.name.text === "random"
      )
        yield {
          cell,
          line: lineOf(node),
          found: "Math.random gives other numbers at every run",
          remedy: 'take an rng with a seed: import { rng } from "lossbook", rng(7).uniform()',
        };
  }
});
