import type ts from "typescript";
import { SKIP, visit } from "unist-util-visit";
import { PageIds } from "../../../report/markdown/ids.js";
import { extractFormulas } from "../../../report/mathematics/extractFormulas.js";
import { PageMathematics } from "../../../report/mathematics/pageMathematics.js";
import type { CheckedCell } from "../checkedCell.js";
import { markdownTree } from "../markdownTree.js";
import { notebookRule, type Remark } from "../rule.js";
import { typescript, writtenText } from "../sourceTree.js";

/** Formulas that a page cannot set, found by setting them as a page does: in texts, exercises and reasons. */
export const texErrors = notebookRule("tex", "error", function* ({ cells, parts }) {
  const mathematics = new PageMathematics(new PageIds());
  for (const cell of cells) {
    if (cell.kind === "markdown") {
      yield* formulasIn(cell, cell.source, 1, mathematics);
      yield* openFormulas(cell);
    }
    for (const exercise of parts.exercises.filter((one) => one.cell === cell))
      for (const field of exercise.fields?.values() ?? [])
        for (const node of textsIn(field))
          yield* inString(
            cell.tree?.lineOf(node) ?? 1,
            formulasIn(cell, writtenText(node) ?? "", 1, mathematics),
          );
    for (const { text, textLine } of parts.derivations.filter((one) => one.cell === cell))
      yield* formulasIn(cell, text ?? "", textLine, mathematics);
  }
});

/** What is not closed is no formula: a page shows it as words. */
function* openFormulas(cell: CheckedCell): Generator<Remark> {
  if (!/\\begin\{|\$\$/.test(cell.source)) return;
  const names: string[] = [];
  let isOpen = false;
  visit(markdownTree(cell.source), (node) => {
    if (node.type === "element" && /^(?:code|pre)$/.test(node.tagName)) return SKIP;
    if (node.type === "text" && node.value.includes("$$")) isOpen = true;
    if (node.type === "text")
      for (const [, name = ""] of node.value.matchAll(/\\begin\{([\w*]{1,30})\}/g))
        names.push(name);
    return undefined;
  });
  const lines = cell.source.split("\n");
  if (isOpen)
    yield {
      cell,
      line: lines.findLastIndex((text) => text.includes("$$")) + 1,
      found: "$$ without the $$ that closes it",
      remedy: "close the formula: until then it is shown as words",
    };
  for (const name of names)
    yield {
      cell,
      line: lines.findLastIndex((text) => text.includes(`\\begin{${name}}`)) + 1,
      found: `\\begin{${name}} without its \\end{${name}}`,
      remedy: "close it: until then it is shown as words",
    };
}

/** The strings in an expression, each once. */
function* textsIn(node: ts.Expression): Generator<ts.Node> {
  if (writtenText(node) !== undefined) {
    yield node;
    return;
  }
  const compiler = typescript();
  const children: ts.Node[] = [];
  compiler.forEachChild(node, (child) => void children.push(child));
  for (const child of children)
    if (!compiler.isFunctionLike(child) && !compiler.isCallExpression(child))
      yield* textsIn(child as ts.Expression);
}

/** A string stands in one line of the code, however many it means. */
function* inString(line: number, remarks: Iterable<Remark>): Generator<Remark> {
  for (const remark of remarks) yield { ...remark, line };
}

function* formulasIn(
  cell: CheckedCell,
  text: string,
  firstLine: number,
  mathematics: PageMathematics,
): Generator<Remark> {
  let from = 0;
  for (const formula of extractFormulas(text, cell.kind === "markdown").formulas) {
    const at = Math.max(from, text.indexOf(formula.source, from));
    from = at + formula.source.length;
    const problem = problemOf(mathematics.formula(formula).text);
    if (problem === undefined) continue;
    yield {
      cell,
      line: firstLine + text.slice(0, at).split("\n").length - 1,
      found: `the formula ${formula.source.replace(/\s+/g, " ").slice(0, 80)} cannot be set: ${problem}`,
      remedy: "mend the TeX",
    };
  }
}

/** What the page would show in a formula's place. */
function problemOf(html: string): string | undefined {
  const reason = /^<code class="tex-error" title="The formula could not be set: ([^"]*)"/.exec(
    html,
  )?.[1];
  if (reason !== undefined) return plain(reason);
  const unknown = /style="color:var\(--danger\);?"[^>]*>([\s\S]*?)<\/span>\s*(?=<|$)/.exec(
    html,
  )?.[1];
  if (unknown === undefined) return undefined;
  const command = plain(unknown.replace(/<[^>]*>/g, ""));
  return `KaTeX does not know the command ${command}`;
}

const plain = (text: string): string =>
  text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#(?:x27|39);/g, "'")
    .replace(/&amp;/g, "&");
