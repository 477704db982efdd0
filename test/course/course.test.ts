import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { joinText } from "../../src/nbformat/multilineText.js";
import { questionMetadata } from "../../src/lesson/exercise/solutionRegion.js";
import { formatNotebook } from "../../src/nbformat/formatNotebook.js";
import { findingLine } from "../../src/node/check/finding.js";
import { lockedNumbers } from "../../src/node/check/rules/lockedNumbers.js";
import { numberMarks } from "../../src/node/check/rules/numberMarks.js";
import { readCourse } from "../../src/node/check/checkedCourse.js";
import { findCourse } from "../../src/node/course/course.js";
import { newNotebook } from "../../src/node/starter/newNotebook.js";
import {
  course,
  courseNotebook,
  linkProblem,
  plannedNotebooks,
  root,
  type CourseNotebook,
} from "./courseNotebooks.js";

/** What `lossbook new` makes is a lesson from the first. */
const template = courseNotebook(
  "template.ipynb",
  formatNotebook(newNotebook(findCourse(root), "15", "Ranking losses")),
);
const notebooks = [...course, template];
const counted = notebooks.filter(({ number }) => number !== "00");
const count = (notebook: CourseNotebook, pattern: RegExp): number =>
  notebook.code.reduce((sum, { source }) => sum + [...source.matchAll(pattern)].length, 0);

describe("the course", () => {
  it("has notebooks", () => {
    expect(course.length).toBeGreaterThanOrEqual(4);
  });

  it("says the numbers that its cells print, wherever its texts tie them", async () => {
    const paths = course.map(({ file }) => join(root, "notebooks", file));
    const checked = readCourse(paths, findCourse(root));
    const found = [lockedNumbers, numberMarks].map(async ({ name, level, find }) =>
      (await find(checked)).map((one) => findingLine({ ...one, rule: name, level })),
    );
    expect((await Promise.all(found)).flat()).toEqual([]);
  });

  it.each(notebooks)(
    "$file gives each derivation, exploration and exercise a name of its own",
    ({ code }) => {
      const names = code.flatMap(({ source }) => [
        ...[...source.matchAll(/\bderive\(\s*"([^"]+)"/g)].map(([, name]) => name!),
        ...[...source.matchAll(/^ {2}id: "([^"]+)"/gm)].map(([, name]) => name!),
      ]);
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    },
  );

  it.each(notebooks)("$file is stored without outputs, with ids", ({ cells }) => {
    expect(cells.filter(({ outputs }) => outputs.length > 0).map(({ id }) => id)).toEqual([]);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  });

  it.each(counted)(
    "$file has the derivations, figures and exercises that a lesson needs",
    (notebook) => {
      expect(count(notebook, /\bderive\(/g), "derivations").toBeGreaterThanOrEqual(2);
      expect(count(notebook, /\bexplore\(/g), "explorations").toBeGreaterThanOrEqual(2);
      const kinds = notebook.code.flatMap(({ source }) =>
        [...source.matchAll(/\bkind: "(numeric|expression|function|choice|prediction)"/g)].map(
          ([, kind]) => kind!,
        ),
      );
      const solved = kinds.filter((kind) => kind !== "prediction");
      expect(solved.length, "exercises").toBeGreaterThanOrEqual(3);
      expect(kinds).toEqual(expect.arrayContaining(["prediction"]));
      expect(
        solved.filter((kind) => kind === "choice").length,
        "multiple choice",
      ).toBeLessThanOrEqual(1);
      expect(solved.some((kind) => kind === "expression" || kind === "function")).toBe(true);
    },
  );

  it.each(notebooks)(
    "$file has at most two cells for Node alone, and no later cell needs them",
    ({ code }) => {
      const nodeOnly = code.filter(({ tags }) => tags.includes("node-only"));
      expect(nodeOnly.length).toBeLessThanOrEqual(2);
      const declared = nodeOnly.flatMap(({ source }) =>
        [...source.matchAll(/^(?:const|let|var|function|class)\s+(\w+)/gm)].map(
          ([, name]) => name!,
        ),
      );
      for (const { id, source, tags } of code) {
        if (tags.includes("node-only")) continue;
        expect(
          declared.filter((name) => new RegExp(`\\b${name}\\b`).test(source)),
          id,
        ).toEqual([]);
        expect(source, id).not.toMatch(/lossbook\/node|from "node:|require\(|\bprocess\./);
      }
    },
  );

  it.each(notebooks)("$file folds and locks each cell that poses an exercise", ({ code }) => {
    const posing = code.filter(({ source }) => /\bexercise\(\{/.test(joinText(source)));
    expect(posing.length).toBeGreaterThan(0);
    for (const { source, metadata } of posing) {
      const id = /\bid: "([^"]+)"/.exec(joinText(source))?.[1];
      expect(metadata, id).toMatchObject(questionMetadata(id!));
    }
  });

  it.each(notebooks)("$file gives each exercise's cell a stub, and its points", ({ code }) => {
    for (const { id, source, metadata } of code) {
      if (!source.includes("// BEGIN SOLUTION")) continue;
      const stub = (metadata["lossbook"] as { stub?: unknown } | undefined)?.stub;
      expect(stub, `${id} needs metadata.lossbook.stub`).toBeDefined();
      expect(metadata["nbgrader"], id).toMatchObject({ grade: true, solution: true });
    }
  });
});

describe("links", () => {
  it("are promised only for notebooks that are not there yet", () => {
    expect(plannedNotebooks.filter((name) => course.some(({ file }) => file === name))).toEqual([]);
  });

  it.each(notebooks)("of $file lead somewhere", (notebook) => {
    const links = [...notebook.prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
    const problems = links
      .filter((target) => !/^(https?:|attachment:|mailto:)/.test(target))
      .map((target) => linkProblem(target, notebook))
      .filter((problem) => problem !== undefined);
    expect(problems).toEqual([]);
  });

  const sources = ["losses", "distributions", "information"].flatMap((folder) =>
    readdirSync(join(root, "src", "math", folder), { recursive: true, encoding: "utf8" }).map(
      (file) => join("src", "math", folder, file),
    ),
  );
  it("of the mathematics to where it is derived lead somewhere", () => {
    const targets = sources
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [
        ...readFileSync(join(root, file), "utf8").matchAll(/derivation: "([^"]+)"/g),
      ])
      .map(([, target]) => target!)
      // A notebook that is still to be written cannot have anchors.
      .filter((target) => course.some(({ file }) => file === target.split("#")[0]));
    expect(targets.length).toBeGreaterThan(20);
    const problems = targets.map((target) => linkProblem(target, undefined));
    expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
  });
});

interface Row {
  readonly topic: string;
  readonly claim: string;
  readonly cell: string;
  readonly contains: string;
}

describe("the checklist of topics", () => {
  const folder = join(root, "test", "notebooks", "checklist");
  it.each(course.filter(({ number, draft }) => number !== "00" && !draft))(
    "$file keeps what it promises",
    (notebook) => {
      const rows = JSON.parse(
        readFileSync(join(folder, notebook.file.replace(".ipynb", ".json")), "utf8"),
      ) as Row[];
      expect(rows.length).toBeGreaterThanOrEqual(5);
      for (const { topic, claim, cell, contains } of rows) {
        expect(claim.length, topic).toBeGreaterThan(20);
        const found = notebook.cells.find(({ id }) => id === cell);
        expect(found, `${topic}: there is no cell ${cell}`).toBeDefined();
        expect(found!.source, `${topic}: in cell ${cell}`).toContain(contains);
      }
    },
  );
});
