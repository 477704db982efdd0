import type { LinkProblem } from "../../publish/linkProblems.js";
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
  ],
};

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
