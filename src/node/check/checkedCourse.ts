import { dirname, resolve } from "node:path";
import { NotebookError } from "../../nbformat/notebookError.js";
import { stripOutputs } from "../../nbformat/stripOutputs.js";
import { isInside, type Course } from "../course/course.js";
import { readNotebook } from "../course/readNotebook.js";
import { renderDrafts } from "../publish/makeDrafts.js";
import type { LinkProblem } from "../publish/linkProblems.js";
import { checkedNotebook, type CheckedNotebook } from "./checkedNotebook.js";

/** All that the rules look at. Reading it runs nothing. */
export interface CheckedCourse {
  readonly course: Course;
  /** Those that could be read. */
  readonly notebooks: readonly CheckedNotebook[];
  /** Those that could not, and why. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** What in their texts leads nowhere; found once, when a rule asks. */
  links(): Promise<readonly LinkProblem[]>;
}

export function readCourse(paths: readonly string[], course: Course): CheckedCourse {
  const notebooks: CheckedNotebook[] = [];
  const unreadable: { path: string; reason: string }[] = [];
  for (const path of paths)
    try {
      notebooks.push(checkedNotebook(readNotebook(path, { repairIds: true })));
    } catch (error) {
      if (!(error instanceof NotebookError)) throw error;
      const reason = error.message.startsWith(`${path}: `)
        ? error.message.slice(path.length + 2)
        : error.message;
      unreadable.push({ path, reason });
    }
  let links: Promise<readonly LinkProblem[]> | undefined;
  return { course, notebooks, unreadable, links: () => (links ??= findLinks(notebooks, course)) };
}

/** Renders what the notebooks say, as `report` does, without their code and what it once put out. */
async function findLinks(
  notebooks: readonly CheckedNotebook[],
  course: Course,
): Promise<readonly LinkProblem[]> {
  const { problems } = await renderDrafts(
    notebooks.map(({ path, bytes, notebook }) => {
      const json = structuredClone(notebook);
      stripOutputs(json);
      for (const cell of json.cells) if (cell.cell_type === "code") cell.source = "";
      return { path, bytes, json, executed: new Date() };
    }),
    {
      course,
      language: "en",
      singleFile: false,
      folder: course.reports,
      earlier: [],
      onWarning: () => undefined,
    },
  );
  return problems.filter(
    (problem) => !leadsToOutput(problem, notebooks) && !leadsToFile(problem, course),
  );
}

/** A page keeps the words of a link to another file of the course; in Jupyter it can be followed. */
function leadsToFile({ path, href, what }: LinkProblem, course: Course): boolean {
  if (what !== undefined || href.startsWith("#") || /\.ipynb(?:#|$)/i.test(href)) return false;
  return isInside(course, resolve(dirname(path), decoded(href.replace(/#.*$/s, ""))));
}

/** Places that only a run makes: derivations, exercises and explorations bear their names. */
function leadsToOutput(
  { path, href }: LinkProblem,
  notebooks: readonly CheckedNotebook[],
): boolean {
  const [file = "", fragment = ""] = href.split("#", 2);
  const target = file === "" ? resolve(path) : resolve(dirname(path), decoded(file));
  const parts = notebooks.find((one) => resolve(one.path) === target)?.parts;
  if (parts === undefined) return false;
  return [...parts.exercises, ...parts.explorations, ...parts.derivations].some(
    ({ id }) => id === decoded(fragment),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
