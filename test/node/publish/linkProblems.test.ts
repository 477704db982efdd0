import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { linkProblems, warnOfLinks } from "../../../src/node/publish/linkProblems.js";
import type { Report } from "../../../src/report/page/renderReport.js";

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-links-"));
  path = join(folder, "a.ipynb");
  for (const name of ["a.ipynb", "b b.ipynb"]) writeFileSync(join(folder, name), "{}");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const waiting = (href: string, cell = 1) => ({
  ...{ cell, line: 2, href, fragment: "", written: "" },
  page: "lossbook-notebook:0123456789abcdef",
});
const says = (isOwn: boolean, ...hrefs: string[]): string[] =>
  linkProblems(
    path,
    isOwn,
    { outgoingLinks: hrefs.map((href) => waiting(href)) } as unknown as Report,
    { dead: [] },
  ).map(({ href }) => href);

it("a notebook beside it that another call may publish is no problem", () => {
  expect(says(true, "b%20b.ipynb", "b%20b.ipynb#part", "c.ipynb")).toEqual(["c.ipynb"]);
});

it("of a stranger's notebook no path is looked at", () => {
  expect(says(false, "b%20b.ipynb", "c.ipynb")).toEqual(["b%20b.ipynb", "c.ipynb"]);
});

it("an address that cannot be read leads nowhere", () => {
  expect(says(true, "%zz.ipynb")).toEqual(["%zz.ipynb"]);
});

it("they come in the order of the cells, and each says what it is", () => {
  const problems = linkProblems(
    path,
    true,
    { outgoingLinks: [waiting("c.ipynb", 2)] } as unknown as Report,
    {
      dead: [
        { cell: 3, href: "#x" },
        { cell: 1, line: 9, href: "y.png", what: "picture" },
        { cell: 1, line: 4, href: "z", what: "footnote" },
      ],
    } as never,
  );
  expect(problems.map(({ cell, href, says }) => `${cell} ${href} ${says}`)).toEqual([
    "1 z has no text",
    "1 y.png cannot be read",
    "2 c.ipynb leads to a notebook that has no page here",
    "3 #x meets no target",
  ]);
});

it("twenty of a notebook are told one by one, and the rest as a number", () => {
  const problems = Array.from({ length: 23 }, (_, at) => ({
    ...{ path: "a.ipynb", cell: 1, line: at + 1, href: `#${at}`, says: "meets no target" },
  }));
  const lines: string[] = [];
  warnOfLinks(problems, (line) => lines.push(line));
  expect(lines).toHaveLength(21);
  expect(lines[0]).toBe("a.ipynb: cell 1, line 1: the link #0 meets no target");
  expect(lines.at(-1)).toBe("a.ipynb: 3 more links meet no target");
});
