import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findCourse } from "../../../src/node/course/course.js";
import { pageNames } from "../../../src/node/publish/pageNames.js";

describe("pageNames", () => {
  it("makes a name of a notebook's", () => {
    expect(pageNames(["notebooks/06-binary.ipynb", "a b?.IPYNB", "...ipynb"])).toEqual([
      "06-binary.html",
      "a-b.html",
      "notebook.html",
    ]);
  });

  it("gives no name twice, whatever the case, and none that is taken", () => {
    expect(pageNames(["x/a.ipynb", "y/A.ipynb", "index.ipynb", "b.ipynb"], ["B.html"])).toEqual([
      "a.html",
      "A-2.html",
      "index-2.html",
      "b-2.html",
    ]);
  });

  it("says in which folder of the course's notebooks a notebook lies, whatever else is published", () => {
    const folder = mkdtempSync(join(tmpdir(), "lossbook-names-"));
    mkdirSync(join(folder, "notebooks"));
    writeFileSync(join(folder, "lossbook.config.json"), "{}");
    const course = findCourse(folder);
    const at = (path: string) => join(course.notebooks, ...path.split("/"));
    expect(
      pageNames([at("week1/a.ipynb"), at("week2/a.ipynb"), at("b.ipynb")], [], course),
    ).toEqual(["week1-a.html", "week2-a.html", "b.html"]);
    expect(pageNames([at("week2/a.ipynb")], [], course)).toEqual(["week2-a.html"]);
    expect(pageNames([join(folder, "drafts", "a.ipynb")], [], course)).toEqual(["a.html"]);
    rmSync(folder, { recursive: true });
  });

  it("stays within what a file's name may hold, and splits no letter", () => {
    const long = ["名".repeat(90), "😀".repeat(90), "𝒳".repeat(90), "x".repeat(300)];
    for (const name of pageNames([...long, ...long].map((base) => `${base}.ipynb`))) {
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      expect(name).not.toContain("\ufffd");
      expect(() => encodeURIComponent(name)).not.toThrow();
    }
    expect(pageNames([`${"名".repeat(80)}.ipynb`])).toEqual([`${"名".repeat(80)}.html`]);
  });
});
