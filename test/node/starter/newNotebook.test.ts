import { join } from "node:path";
import { expect, it } from "vitest";
import { joinText } from "../../../src/nbformat/multilineText.js";
import { findProblems } from "../../../src/nbformat/findProblems.js";
import { findCourse } from "../../../src/node/course/course.js";
import { newNotebook } from "../../../src/node/starter/newNotebook.js";

const root = join(import.meta.dirname, "..", "..", "..");

// That it runs, passes lint and grades itself: test/recipes/.
it("a new notebook of this course is valid, for our kernel, and says something in every cell", () => {
  const notebook = newNotebook(findCourse(root), "07", "Loaded coins");
  expect(findProblems(notebook)).toEqual([]);
  expect(notebook.metadata).toEqual({
    kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
    language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
    lossbook: { draft: true },
  });
  const texts = notebook.cells.map(({ source }) => joinText(source));
  expect(texts[0]).toMatch(/^# 07 · Loaded coins\n/);
  for (const text of texts) expect(text.trim().length).toBeGreaterThan(20);
  const ids = notebook.cells.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z-]*$/);
});
