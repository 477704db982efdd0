import { definedFootnotes } from "../../../report/markdown/footnotes.js";
import type { LinkProblem } from "../../publish/linkProblems.js";
import type { CheckedCell } from "../checkedCell.js";
import type { CheckedCourse } from "../checkedCourse.js";
import type { Observation } from "../finding.js";
import type { Rule } from "../rule.js";

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
  ],
};

/**
 * Footnotes with two texts: both in one cell, or in two where a third leaves it open which one it means. A cell that has
 * its own is clear.
 */
function footnotesDefinedTwice({ notebooks }: CheckedCourse): readonly Observation[] {
  return notebooks.flatMap(({ path, cells }) => {
    const texts = cells
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
          {
            path,
            cell: cell.number,
            id: cell.id,
            line,
            found: `the footnote [^${label}] has a text in cell ${before.number} already`,
            remedy: "give it a mark of its own",
          },
        ];
      }),
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
