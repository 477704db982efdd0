import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RuleName } from "../../../src/node/check/ruleNames.js";

export type WrittenCell =
  | string
  | {
      readonly code: string;
      readonly metadata?: object;
      readonly id?: string;
      readonly type?: string;
    };

/** A mistake of an author in a hurry, and where `lossbook check` names it. */
export interface Fault {
  readonly what: string;
  readonly rule: RuleName;
  readonly cells: readonly WrittenCell[];
  readonly cell?: number;
  readonly line?: number;
  readonly says: RegExp;
}

const die = (id: string, rest = 'hints: ["one"],') => `const die = exercise({
  kind: "numeric", id: "${id}", title: "A die", question: "How many?",
  truth: 6, ${rest} solution: "six",
});`;
const hidden = { tags: ["hide-input"] };
const answer = {
  code: "// BEGIN SOLUTION\ndie.check(6);\n// END SOLUTION",
  metadata: { lossbook: { stub: "die.check(undefined);" } },
};
const title = "# A title";
const posed = { code: die("die"), metadata: hidden };

export const sound: readonly WrittenCell[] = [
  `${title}\n\nSee [below](#below), [the die](#die) and [the file](other.ipynb). $x^2$\n\n## Below\n\n![a dot](dot.png)`,
  posed,
  answer,
  "One[^1].\n\n[^1]: here",
  "Another[^1].\n\n[^1]: there",
  { code: 'derive("step", { x: real })`\n  Nothing\n  x\n  = x + 0 ; adding nothing\n`;' },
  { code: 'const rows = await readTable("mine");\nconst started = Date.now();\nrows.length;' },
];

/** Of a bundle of code and text, each fault alone. */
export const faults: readonly Fault[] = [
  { what: "an answer without a stub", rule: "answer-stub", cells: [title, posed, { code: answer.code }], cell: 3, line: 1, says: /without a stub/ },
  { what: "an answer in the open", rule: "answer-stub", cells: [title, posed, { code: "const mine = 6;\ndie.check(mine);" }], cell: 3, line: 2, says: /in the open/ },
  { what: "a solution that is not closed", rule: "answer-stub", cells: [title, posed, { ...answer, code: "let x;\n// BEGIN SOLUTION\ndie.check(6);" }], cell: 3, line: 2, says: /not closed/ },
  { what: "an answer to no exercise", rule: "answer-exercise", cells: [title, answer], cell: 2, line: 2, says: /die, which no cell above poses/ },
  { what: "an answer that nothing checks", rule: "answer-exercise", cells: [title, { ...answer, code: "// BEGIN SOLUTION\nconst mine = 6;\n// END SOLUTION" }], cell: 2, line: 1, says: /no exercise checks/ },
  { what: "an exercise without an answer", rule: "unanswered-exercise", cells: [title, posed], cell: 2, line: 1, says: /"die" is never checked/ },
  { what: "two exercises of one name", rule: "double-id", cells: [title, posed, answer, { code: `\n${die("die").replace("const die", "const other")}`, metadata: hidden }, { ...answer, code: answer.code.replace("die", "other") }], cell: 4, line: 2, says: /exercise "die" has the name of the exercise in cell 2/ },
  { what: "an exploration with a derivation's name", rule: "double-id", cells: [title, { code: 'derive("a", {})`\n T\n x\n = x ; so\n`;\nexplore({ id: "a" });' }], cell: 2, line: 6, says: /exploration "a" has the name of the derivation/ },
  { what: "two cells of one id", rule: "cell-id", cells: [title, { code: "1;", id: "same" }, { code: "2;", id: "same" }], cell: 3, says: /"same" is that of cell 2/ },
  { what: "an id that Jupyter does not take", rule: "cell-id", cells: [title, { code: "1;", id: "übung" }], cell: 2, says: /"übung" is none/ },
  { what: "an exercise named with an umlaut", rule: "place-name", cells: [title, { ...posed, code: `\n${die("würfel")}` }, answer], cell: 2, line: 2, says: /"würfel" is no name of an exercise/ },
  { what: "a derivation named with a capital", rule: "place-name", cells: [title, { code: 'derive("Step", {})`\n T\n x\n = x ; so\n`;' }], cell: 2, line: 1, says: /"Step" is no name of a derivation/ },
  { what: "two versions of a text", rule: "merge-conflict", cells: [title, "Words\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> other"], cell: 2, line: 2, says: /two versions/ },
  { what: "a stub that is the answer", rule: "answer-stub", cells: [title, posed, { ...answer, metadata: { lossbook: { stub: "die.check( 6 ); // your number" } } }], cell: 3, line: 1, says: /stub holds the answer/ },
  { what: "an environment that is not closed", rule: "tex", cells: [title, "So `\\begin{code}`\n\n\\begin{align}\na &= b\n"], cell: 2, line: 3, says: /\\begin\{align\} without its \\end/ },
  { what: "random taken out of Math", rule: "random", cells: [title, { code: "let x = 1;\nconst { random: r } = Math;\nx + r();" }], cell: 2, line: 2, says: /Math\.random/ },
  { what: "a heading without words", rule: "heading-order", cells: [title, "Words\n\n##\n\nmore"], cell: 2, line: 3, says: /without words/ },
  { what: "a link to a file of this machine", rule: "dead-link", cells: [title, "\n[notes](file:///home/me/notes.pdf)"], cell: 2, line: 2, says: /of this machine/ },
  { what: "an exercise without a title", rule: "exercise-parts", cells: [title, { ...posed, code: die("die").replace('title: "A die",', "") }, answer], cell: 2, line: 1, says: /has no title/ },
  { what: "an empty question", rule: "exercise-parts", cells: [title, { ...posed, code: die("die").replace('"How many?"', '" "') }, answer], cell: 2, says: /has no question/ },
  { what: "an exercise without hints", rule: "exercise-parts", cells: [title, { ...posed, code: die("die", "") }, answer], cell: 2, says: /has no hints/ },
  { what: "a question that shows the truth", rule: "unfolded-question", cells: [title, { code: posed.code }, answer], cell: 2, line: 1, says: /holds the answer/ },
  { what: "a dead link within the page", rule: "dead-link", cells: [`${title}\n\nSee [there](#nowhere).`], cell: 1, line: 3, says: /#nowhere meets no target/ },
  { what: "a link to a file that is not there", rule: "dead-link", cells: [title, "See [it](gone.pdf)."], cell: 2, line: 1, says: /gone\.pdf meets no target/ },
  { what: "a link to a notebook that is not there", rule: "dead-link", cells: [title, "\n[it](gone.ipynb)"], cell: 2, line: 2, says: /gone\.ipynb leads to a notebook/ },
  { what: "a place that another notebook does not have", rule: "dead-link", cells: [title, "[it](other.ipynb#nowhere)"], cell: 2, line: 1, says: /other\.ipynb#nowhere meets no target/ },
  { what: "a footnote without its text", rule: "dead-link", cells: [`${title}\n\nSo[^1] it is.`], cell: 1, line: 3, says: /has no text/ },
  { what: "a missing picture", rule: "missing-picture", cells: [title, "Look:\n\n![a dog](dog.png)"], cell: 2, line: 3, says: /picture dog\.png cannot be read/ },
  { what: "a picture outside of the course", rule: "missing-picture", cells: [title, "![a dog](../../../dog.png)"], cell: 2, line: 1, says: /dog\.png cannot be read/ },
  { what: "a picture without words", rule: "alt-text", cells: [title, "Look:\n![](dot.png)"], cell: 2, line: 2, says: /dot\.png has no alternative text/ },
  { what: "an HTML picture without words", rule: "alt-text", cells: [title, '<img src="dot.png">'], cell: 2, line: 1, says: /no alternative text/ },
  { what: "a brace too few", rule: "tex", cells: [title, "Here\n\n$$\\frac{1}{2$$"], cell: 2, line: 3, says: /cannot be set/ },
  { what: "an unknown command", rule: "tex", cells: [title, "And $\\sofmax(x)$."], cell: 2, line: 1, says: /does not know the command \\sofmax/ },
  { what: "broken TeX in a question", rule: "tex", cells: [title, { ...posed, code: die("die").replace("How many?", "$\\\\frac{1}$?") }, answer], cell: 2, line: 2, says: /cannot be set/ },
  { what: "broken TeX in a reason", rule: "tex", cells: [title, { code: 'derive("a", {})`\n T\n x\n = x ; since $\\frac{1}$\n`;' }], cell: 2, line: 4, says: /cannot be set/ },
  { what: "Math.random", rule: "random", cells: [title, { code: "// Math.random\nconst x = 1;\nconst y = Math.random() + x;" }], cell: 2, line: 3, says: /Math\.random/ },
  { what: "today's date", rule: "clock", cells: [title, { code: "const now = new Date();\nconsole.log(`made on ${now}`);" }], cell: 2, line: 2, says: /time of the run/ },
  { what: "a duration as the last value", rule: "clock", cells: [title, { code: "const start = performance.now();\nlet x = 1;\n(performance.now() - start) / 1000" }], cell: 2, line: 3, says: /time of the run/ },
  { what: "a time from an earlier cell", rule: "clock", cells: [title, { code: "const start = Date.now();" }, { code: "show({ start: start });" }], cell: 3, line: 1, says: /time of the run/ },
  { what: "a step without a reason", rule: "unreasoned-step", cells: [title, { code: 'derive("a", {})`\n  T\n  x\n  = x + 0\n  = 0 + x ; swapped\n`;' }], cell: 2, line: 4, says: /no reason: = x \+ 0/ },
  { what: "a brace that is not closed", rule: "syntax", cells: [title, { code: "const a = 1;\nif (a) {\n" }], cell: 2, line: 2, says: /'}' expected/ },
  { what: "a display formula that is not closed", rule: "tex", cells: [title, "So `$$`\n\n$$\nx = 1\n\nand on"], cell: 2, line: 3, says: /\$\$ without/ },
  { what: "a link without an address", rule: "dead-link", cells: [title, "`[code]()`\n\n[here]()"], cell: 2, line: 3, says: /without an address/ },
  { what: "an equation that nobody labels", rule: "dead-link", cells: [title, "$$\\begin{equation}\\label{a}x\\end{equation}$$\n\nBy $\\eqref{a}$ and\n$\\eqref{b}$."], cell: 2, line: 4, says: /"b" has no \\label/ },
  { what: "import.meta in a cell", rule: "syntax", cells: [title, { code: "// import.meta\nconst a = 1;\nconsole.log(a, import.meta.url);" }], cell: 2, line: 3, says: /import\.meta is not there/ },
  { what: "a footnote with two texts", rule: "dead-link", cells: [title, "```\n[^A]: code\n```\n\nAnd[^a].\n\n[^A]: One.\n[^a]: Two."], cell: 2, line: 8, says: /\[\^a\] has a text in cell 2/ },
  { what: "a footnote that two cells write and a third names", rule: "dead-link", cells: [`${title}\n\nSo[^a] it is.\n\n[^a]: One.`, "And[^a].\n\n[^a]: Two.", "Or[^a]?"], cell: 2, line: 3, says: /\[\^a\] has a text in cell 1/ },
  { what: "two right choices", rule: "choice-options", cells: [title, { ...posed, code: 'const die = exercise({\n  kind: "choice", id: "die", title: "A die", question: "How many?", solution: "six",\n  options: [\n    { text: "six", right: true, because: "so" },\n    { text: "five", right: true, because: "no" },\n  ],\n});' }, { ...answer, code: answer.code.replace("6", '"a"') }], cell: 2, line: 5, says: /2 options, 2 of them right/ },
  { what: "no right choice", rule: "choice-options", cells: [title, { ...posed, code: 'const die = exercise({\n  kind: "choice", id: "die", title: "A die", question: "How many?", solution: "six",\n  options: [{ text: "six", because: "so" }, { text: "five", right: false, because: "no" }],\n});' }, { ...answer, code: answer.code.replace("6", '"a"') }], cell: 2, line: 3, says: /0 of them right/ },
  { what: "a word that is none", rule: "syntax", cells: [title, { code: "let x = 1;\ncnst y = 2;" }], cell: 2, line: 2, says: /cannot be read/ },
  { what: "a tag with a slip", rule: "unknown-tag", cells: [title, { code: "1;", metadata: { tags: ["hide-imput"] } }], cell: 2, says: /"hide-imput"/ },
  { what: "a cell of an old type", rule: "cell-type", cells: [title, { code: "Old", type: "heading" }], cell: 2, says: /type is "heading"/ },
  { what: "a setting with a slip", rule: "unknown-setting", cells: [title, { code: "1;", metadata: { lossbook: { tolerence: 1e-3 } } }], cell: 2, says: /tolerence is no setting/ },
  { what: "a tie that names no number", rule: "number-mark", cells: [title, "Words.\n\nIt is 0.5<!--= c1 -->."], cell: 2, line: 3, says: /<!--= c1 --> does not say which number it means/ },
  { what: "a tie behind a word", rule: "number-mark", cells: [title, "It is half<!--= c3: x -->.", { code: "1;" }], cell: 2, line: 1, says: /no number in front of <!--= c3: x -->/ },
  { what: "a tie to no cell", rule: "number-mark", cells: [title, "It is 0.5<!--= rus: x -->.", { id: "runs", code: "1;" }], cell: 2, line: 1, says: /no code cell has the id "rus".*did you mean "runs"/ },
  { what: "a table that is not there", rule: "missing-table", cells: [title, { code: 'const a = 1;\nconst t = await readTable("mime");' }], cell: 2, line: 2, says: /no table "mime"; did you mean "mine"/ },
  { what: "no title", rule: "title", cells: ["Words alone."], says: /has no title/ },
  { what: "the title of another notebook", rule: "title", cells: ["# Another"], cell: 1, line: 1, says: /"Another" is that of/ },
  { what: "a level left out", rule: "heading-order", cells: [title, "Words.\n\n### Deep"], cell: 2, line: 3, says: /"Deep" is of level 3 below one of level 1/ },
  { what: "an empty cell", rule: "empty-cell", cells: [title, { code: "1;" }, { code: "  \n" }], cell: 3, says: /empty code cell/ },
]; // prettier-ignore

/** A course in a folder of its own: `other.ipynb`, a picture, a table, and a notebook of these cells. */
export function courseWith(cells: readonly WrittenCell[]): {
  readonly folder: string;
  readonly paths: readonly string[];
  readonly notebook: string;
  write(name: string, text: string): void;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), "lossbook-check-"));
  const write = (name: string, text: string | Buffer): void => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write("lossbook.config.json", '{ "title": "Faults" }');
  write("notebooks/dot.png", dot);
  write("data/mine.csv", "a,b\n1,2\n");
  write("notebooks/other.ipynb", notebookText(["# Another\n\nWords."]));
  write("notebooks/mine.ipynb", notebookText(cells));
  const notebook = join(folder, "notebooks", "mine.ipynb");
  return {
    folder,
    notebook,
    paths: [join(folder, "notebooks", "other.ipynb"), notebook],
    write,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export function notebookText(cells: readonly WrittenCell[]): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
    cells: cells.map((cell, index) =>
      typeof cell === "string"
        ? { cell_type: "markdown", id: `c${index + 1}`, metadata: {}, source: cell }
        : {
            cell_type: cell.type ?? "code",
            id: cell.id ?? `c${index + 1}`,
            metadata: cell.metadata ?? {},
            execution_count: null,
            outputs: [],
            source: cell.code,
          },
    ),
  });
}
