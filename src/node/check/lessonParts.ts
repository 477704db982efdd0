import type ts from "typescript";
import type { CheckedCell } from "./checkedCell.js";
import { calledName, nodesOf, typescript, writtenText } from "./sourceTree.js";

interface Part {
  readonly cell: CheckedCell;
  readonly line: number;
  /** The name of its place in a page; undefined where it is computed. */
  readonly id: string | undefined;
}

export interface WrittenExercise extends Part {
  readonly kind: string | undefined;
  /** The variable that holds it. */
  readonly variable: string | undefined;
  /** Its fields by name; undefined where the definition is not written out. */
  readonly fields: ReadonlyMap<string, ts.Expression> | undefined;
}

export interface WrittenDerivation extends Part {
  /** The text between the backticks and the line of the cell that its first line stands in. */
  readonly text: string | undefined;
  readonly textLine: number;
}

/** `die.check(answer)` */
export interface WrittenCheck {
  readonly cell: CheckedCell;
  readonly line: number;
  readonly variable: string;
}

/** What the code of a notebook says to its reader, as far as it is written out. */
export interface LessonParts {
  readonly exercises: readonly WrittenExercise[];
  readonly explorations: readonly Part[];
  readonly derivations: readonly WrittenDerivation[];
  readonly checks: readonly WrittenCheck[];
}

export function lessonParts(cells: readonly CheckedCell[]): LessonParts {
  const exercises: WrittenExercise[] = [];
  const explorations: Part[] = [];
  const derivations: WrittenDerivation[] = [];
  const checks: WrittenCheck[] = [];
  const compiler = typescript();
  for (const cell of cells) {
    if (cell.tree === undefined) continue;
    const { file, lineOf } = cell.tree;
    for (const node of nodesOf(file)) {
      if (compiler.isTaggedTemplateExpression(node) && compiler.isCallExpression(node.tag)) {
        if (calledName(node.tag) !== "derive") continue;
        const { template } = node;
        derivations.push({
          cell,
          line: lineOf(node),
          id: writtenText(node.tag.arguments[0]),
          text: compiler.isNoSubstitutionTemplateLiteral(template)
            ? template.getText(file).slice(1, -1)
            : undefined,
          textLine: lineOf(template),
        });
      }
      if (!compiler.isCallExpression(node)) continue;
      const name = calledName(node);
      if (name === "exercise" || name === "explore") {
        const fields = fieldsOf(node.arguments[0]);
        const part = { cell, line: lineOf(node), id: writtenText(fields?.get("id")) };
        if (name === "explore") explorations.push(part);
        else
          exercises.push({
            ...part,
            kind: writtenText(fields?.get("kind")),
            variable: variableOf(node),
            fields,
          });
      }
      const { expression } = node;
      if (
        compiler.isPropertyAccessExpression(expression) &&
        expression.name.text === "check" &&
        compiler.isIdentifier(expression.expression)
      )
        checks.push({ cell, line: lineOf(node), variable: expression.expression.text });
    }
  }
  return { exercises, explorations, derivations, checks };
}

/** The fields of an object that is written out whole: one with a spread may have others. */
function fieldsOf(node: ts.Node | undefined): Map<string, ts.Expression> | undefined {
  const compiler = typescript();
  if (node === undefined || !compiler.isObjectLiteralExpression(node)) return undefined;
  const fields = new Map<string, ts.Expression>();
  for (const property of node.properties) {
    if (compiler.isPropertyAssignment(property) && !compiler.isComputedPropertyName(property.name))
      fields.set(property.name.text, property.initializer);
    else if (compiler.isShorthandPropertyAssignment(property))
      fields.set(property.name.text, property.name);
    else if (!compiler.isMethodDeclaration(property)) return undefined;
  }
  return fields;
}

/** `const die = exercise(…)` */
function variableOf({ parent }: ts.CallExpression): string | undefined {
  const compiler = typescript();
  return compiler.isVariableDeclaration(parent) && compiler.isIdentifier(parent.name)
    ? parent.name.text
    : undefined;
}
