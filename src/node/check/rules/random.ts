import type ts from "typescript";
import { notebookRule } from "../rule.js";
import { nodesOf, typescript } from "../sourceTree.js";

/** Numbers that are others at every run: nobody can check what is said about them. */
export const random = notebookRule("random", "warning", function* ({ cells }) {
  const compiler = typescript();
  for (const cell of cells) {
    if (cell.tree === undefined) continue;
    const { file, lineOf } = cell.tree;
    const isMath = (node: ts.Node | undefined): boolean =>
      node !== undefined && compiler.isIdentifier(node) && node.text === "Math";
    for (const node of nodesOf(file))
      if (
        (compiler.isPropertyAccessExpression(node) &&
          isMath(node.expression) &&
          node.name.text === "random") ||
        // const { random } = Math
        (compiler.isVariableDeclaration(node) &&
          isMath(node.initializer) &&
          compiler.isObjectBindingPattern(node.name) &&
          node.name.elements.some(
            ({ propertyName, name }) => (propertyName ?? name).getText(file) === "random",
          ))
      )
        yield {
          cell,
          line: lineOf(node),
          found: "Math.random gives other numbers at every run",
          remedy: 'take an rng with a seed: import { rng } from "lossbook", rng(7).uniform()',
        };
  }
});
