import type { CheckedCell } from "./checkedCell.js";
import type { CheckedNotebook } from "./checkedNotebook.js";
import type { CheckedCourse } from "./checkedCourse.js";
import type { Observation } from "./finding.js";
import type { Level, RuleName } from "./ruleNames.js";

/** One thing that `lossbook check` looks for without running anything. */
export interface Rule {
  readonly name: RuleName;
  /** How grave it is, unless the course's configuration says otherwise. */
  readonly level: Exclude<Level, "off">;
  find(course: CheckedCourse): Promise<readonly Observation[]> | readonly Observation[];
}

/** What is said of one place in a notebook. */
export interface Remark {
  readonly cell?: CheckedCell;
  readonly line?: number;
  readonly found: string;
  readonly remedy: string;
}

/** A rule that looks at one notebook at a time. */
export function notebookRule(
  name: RuleName,
  level: Rule["level"],
  find: (notebook: CheckedNotebook, course: CheckedCourse) => Iterable<Remark>,
): Rule {
  return {
    name,
    level,
    find: (course) =>
      course.notebooks.flatMap((notebook) =>
        [...find(notebook, course)].map((remark) => observe(notebook, remark)),
      ),
  };
}

export function observe(
  { path }: Pick<CheckedNotebook, "path">,
  { cell, line, found, remedy }: Remark,
): Observation {
  return {
    path,
    ...(cell === undefined ? {} : { cell: cell.number, id: cell.id }),
    ...(line === undefined ? {} : { line }),
    found,
    remedy,
  };
}
