import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");
export const notebooksFolder = join(root, "notebooks");

export interface CourseCell {
  readonly type: string;
  readonly id: string;
  readonly source: string;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly outputs: readonly unknown[];
}

export interface CourseNotebook {
  readonly file: string;
  /** `"02"` */
  readonly number: string;
  readonly cells: readonly CourseCell[];
  readonly code: readonly CourseCell[];
  readonly prose: string;
  /** Still being written, by its metadata. */
  readonly draft: boolean;
}

const joined = (text: string | readonly string[]): string =>
  typeof text === "string" ? text : text.join("");

/** A notebook's text as the tests of the course read it. */
export function courseNotebook(file: string, text: string): CourseNotebook {
  const json = JSON.parse(text) as {
    metadata: { lossbook?: { draft?: boolean } };
    cells: {
      cell_type: string;
      id: string;
      source: string | string[];
      metadata: Record<string, unknown>;
      outputs?: unknown[];
    }[];
  };
  const cells = json.cells.map((cell) => ({
    type: cell.cell_type,
    id: cell.id,
    source: joined(cell.source),
    tags: (cell.metadata["tags"] as string[] | undefined) ?? [],
    metadata: cell.metadata,
    outputs: cell.outputs ?? [],
  }));
  return {
    file,
    number: file.slice(0, 2),
    cells,
    code: cells.filter(({ type }) => type === "code"),
    prose: cells
      .filter(({ type }) => type === "markdown")
      .map(({ source }) => source)
      .join("\n\n"),
    draft: json.metadata.lossbook?.draft === true,
  };
}

export const course: readonly CourseNotebook[] = readdirSync(notebooksFolder)
  .filter((file) => /^\d\d-.*\.ipynb$/.test(file))
  .sort()
  .map((file) => courseNotebook(file, readFileSync(join(notebooksFolder, file), "utf8")));

/** Notebooks of the course that are still to be written; links to them become plain text in a report. */
export const plannedNotebooks: readonly string[] = [];

/** The anchors that a page of the notebook has: headings as GitHub spells them, ids of prose cells, derivations, exercises, explorations. */
export function anchorsOf({ cells, code, prose }: CourseNotebook): Set<string> {
  const headings = [...prose.matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, title]) => slug(title!));
  const named = code.flatMap(({ source }) => [
    ...[...source.matchAll(/\bderive\(\s*"([^"]+)"/g)].map(([, name]) => name!),
    ...[...source.matchAll(/\bid: "([^"]+)"/g)].map(([, name]) => name!),
  ]);
  const sections = cells.filter((cell) => !code.some(({ id }) => id === cell.id));
  return new Set([...headings, ...sections.map(({ id }) => id), ...named]);
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

/** Whether `NN-topic.ipynb#anchor`, `../docs/x.md` or `#anchor` leads somewhere; the reason where it does not. */
export function linkProblem(target: string, from: CourseNotebook | undefined): string | undefined {
  const [path, anchor] = target.split("#", 2) as [string, string | undefined];
  const notebook = path === "" ? from : course.find(({ file }) => file === path);
  if (notebook === undefined) {
    if (plannedNotebooks.includes(path)) return undefined;
    if (path.endsWith(".ipynb")) return `there is no notebook ${path}`;
    return existsSync(join(notebooksFolder, path)) ? undefined : `there is no file ${path}`;
  }
  if (anchor === undefined || anchorsOf(notebook).has(anchor)) return undefined;
  return `${notebook.file} has no anchor #${anchor}`;
}
