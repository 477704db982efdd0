import { definedFootnotes } from "../../../report/markdown/footnotes.js";
import type { LinkProblem } from "../../publish/linkProblems.js";
import { extractFormulas } from "../../../report/mathematics/extractFormulas.js";
import { eachElement } from "../../../report/markdown/hast.js";
import { markdownTree } from "../markdownTree.js";
import { observe, type Rule } from "../rule.js";
import type { CheckedCell } from "../checkedCell.js";
import type { CheckedCourse } from "../checkedCourse.js";
import type { Observation } from "../finding.js";

/** Links and footnotes that lead nowhere, as the report finds them. */
export const deadLinks: Rule = {
  name: "dead-link",
  level: "warning",
  find: async (course) => [
    ...(await course.links())
      .filter(({ what }) => what !== "picture")
      .map((problem) =>
        observationOf(problem, course, "mend the address, or write what it leads to"),
      ),
    ...linksToThisMachine(course),
    ...footnotesDefinedTwice(course),
    ...emptyLinks(course),
    ...equationsWithoutLabel(course),
  ],
};

/**
 * Footnotes with two texts: both in one cell, or in two where a third leaves it open which one it means. A cell that has
 * its own is clear.
 */
function footnotesDefinedTwice({ notebooks }: CheckedCourse): readonly Observation[] {
  return notebooks.flatMap((notebook) => {
    const texts = notebook.cells
      .filter(({ kind, source }) => kind === "markdown" && source.includes("[^"))
      .map((cell) => ({ cell, defined: definedFootnotes(cell.source) }));
    const isLeftOpen = (label: string): boolean =>
      texts.some(
        ({ cell, defined }) =>
          cell.source.toLowerCase().includes(`[^${label}]`) &&
          !defined.some((one) => one.label === label),
      );
    const first = new Map<string, CheckedCell>();
    return texts.flatMap(({ cell, defined }) =>
      defined.flatMap(({ label, line }): Observation[] => {
        const before = first.get(label);
        first.set(label, cell);
        if (before === undefined || (before !== cell && !isLeftOpen(label))) return [];
        return [
          observe(notebook, {
            cell,
            line,
            found: `the footnote [^${label}] has a text in cell ${before.number} already`,
            remedy: "give it a mark of its own",
          }),
        ];
      }),
    );
  });
}

/** `[here]()` is underlined and leads nowhere. */
function emptyLinks({ notebooks }: CheckedCourse): readonly Observation[] {
  return notebooks.flatMap((notebook) =>
    notebook.cells
      .filter(
        ({ kind, source }) => kind === "markdown" && /\]\(\s*\)|href=(["'])\s*\1/i.test(source),
      )
      .flatMap((cell) => {
        let isEmpty = false;
        eachElement(markdownTree(cell.source), "a", ({ properties }) => {
          if (properties["href"] === "") isEmpty = true;
          return undefined;
        });
        if (!isEmpty) return [];
        const lines = cell.source.split("\n");
        const written = /(?<!`)\[[^\]`]*\]\(\s*\)(?!`)|href=(["'])\s*\1/i;
        const line = lines.findIndex((text) => written.test(text)) + 1;
        const found = "a link without an address";
        return [observe(notebook, { cell, line, found, remedy: "write what it leads to" })];
      }),
  );
}

/** All formulas of a page are one document: `\eqref` and `\ref` mean a `\label` of any of them. */
function equationsWithoutLabel({ notebooks }: CheckedCourse): readonly Observation[] {
  return notebooks.flatMap((notebook) => {
    const texts = notebook.cells.filter(
      ({ kind, source }) => kind === "markdown" && /\\(?:eq)?ref|\\label/.test(source),
    );
    const formulas = texts.map((cell) => ({
      cell,
      tex: extractFormulas(cell.source, true)
        .formulas.map(({ source }) => source)
        .join("\n"),
    }));
    const named = (tex: string, command: RegExp): string[] =>
      [...tex.matchAll(command)].map(([, name = ""]) => name.trim());
    const labels = new Set(formulas.flatMap(({ tex }) => named(tex, /\\label\{([^{}]*)\}/g)));
    return formulas.flatMap(({ cell, tex }) =>
      named(tex, /\\(?:eq)?ref\{([^{}]*)\}/g)
        .filter((name) => !labels.has(name))
        .map((name) =>
          observe(notebook, {
            cell,
            line: cell.source.split("\n").findIndex((text) => text.includes(`ref{${name}}`)) + 1,
            found: `the equation "${name}" has no \\label{${name}}`,
            remedy: "label the equation that is meant",
          }),
        ),
    );
  });
}

/** A page drops such an address: no reader has that file. */
function linksToThisMachine({ notebooks }: CheckedCourse): readonly Observation[] {
  return notebooks.flatMap(({ path, cells }) =>
    cells
      .filter(({ kind }) => kind === "markdown")
      .flatMap(({ number, id, source }) =>
        source.split("\n").flatMap((text, index) =>
          [...text.matchAll(/(?:\]\(\s*<?|href=["'])(file:\/\/[^\s)>"']+)/gi)].map(
            ([, href = ""]) => ({
              path,
              cell: number,
              id,
              line: index + 1,
              found: `the link ${href.slice(0, 200)} leads to a file of this machine`,
              remedy: "put the file into the course, and give its path as seen from the notebook",
            }),
          ),
        ),
      ),
  );
}

/** Pictures that are not there, are no picture, or lie outside of the course. */
export const missingPictures: Rule = {
  name: "missing-picture",
  level: "warning",
  find: async (course) =>
    (await course.links())
      .filter(({ what }) => what === "picture")
      .map((problem) =>
        observationOf(
          problem,
          course,
          "give its path inside the course, as seen from the notebook",
        ),
      ),
};

function observationOf(
  { path, cell, line, href, what, says }: LinkProblem,
  { notebooks }: CheckedCourse,
  remedy: string,
): Observation {
  const id = notebooks.find((one) => one.path === path)?.cells[cell - 1]?.id;
  return {
    path,
    cell,
    ...(id === undefined ? {} : { id }),
    ...(line === undefined ? {} : { line }),
    found: `the ${what ?? "link"} ${href.slice(0, 200)} ${says}`,
    remedy,
  };
}
