import { writeFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { checkNotebooks } from "../../../src/node/check/checkNotebooks.js";
import { findingLine } from "../../../src/node/check/finding.js";
import { runFindings } from "../../../src/node/check/runFindings.js";
import { ruleNames } from "../../../src/node/check/ruleNames.js";
import { rules } from "../../../src/node/check/rules.js";
import { typeErrors } from "../../../src/node/check/typeErrors.js";
import { readCourse } from "../../../src/node/check/checkedCourse.js";
import { findCourse } from "../../../src/node/course/course.js";
import { parseNotebook } from "../../../src/nbformat/parseNotebook.js";
import { EXERCISE_MIME } from "../../../src/outputs/mimeTypes.js";
import { courseWith, faults, notebookText, sound, type WrittenCell } from "./faultyNotebooks.js";

let made: ReturnType<typeof courseWith> | undefined;
afterEach(() => made?.remove());

async function findings(cells: readonly WrittenCell[], config?: string) {
  made = courseWith(cells);
  if (config !== undefined) made.write("lossbook.config.json", config);
  return checkNotebooks(made.paths, { course: findCourse(made.folder) });
}

describe("an author in a hurry", () => {
  it("writes a sound notebook after all", async () => {
    expect(await findings(sound)).toEqual([]);
  });

  it.each(faults)("writes $what", async ({ rule, cells, cell, line, says }) => {
    const found = await findings(cells);
    expect(found.map((finding) => finding.rule)).toEqual([rule]);
    expect(found[0]).toMatchObject({
      path: made!.notebook,
      ...(cell && { cell }),
      ...(line && { line }),
    });
    expect(found[0]?.cell).toBe(cell);
    expect(findingLine(found[0]!)).toMatch(says);
  });

  it("copies a notebook with its id", async () => {
    made = courseWith([]);
    const copy = (title: string) =>
      notebookText([title]).replace('"metadata":{', '"metadata":{"lossbook":{"id":"dice"},');
    writeFileSync(made.paths[0]!, copy("# One"));
    writeFileSync(made.notebook, copy("# Two"));
    const found = await checkNotebooks(made.paths, { course: findCourse(made.folder) });
    expect(found).toMatchObject([{ rule: "double-id", level: "error", path: made.notebook }]);
    expect(found[0]?.found).toContain(`"dice" is that of ${made.paths[0]} too`);
  });

  it("leaves the file half written", async () => {
    made = courseWith([]);
    writeFileSync(made.notebook, notebookText(["# Title"]).slice(0, -9));
    const [found] = await checkNotebooks(made.paths, { course: findCourse(made.folder) });
    expect(found).toMatchObject({ rule: "notebook", level: "error", path: made.notebook });
    expect(found?.found).toContain("not JSON");
  });

  it.each([
    ['{ "titel": "x" }', /no setting "titel"; did you mean "title"/],
    ['{ "rules": { "alt-txt": "off" } }', /no rule "alt-txt"; did you mean "alt-text"/],
    ['{ "rules": { "alt-text": "loud" } }', /must be "error", "warning" or "off", got "loud"/],
    ["{ title: 1 }", /is not JSON/],
  ])("configures %s", async (config, says) => {
    const [found] = await findings(sound, config);
    expect(found).toMatchObject({ rule: "config", level: "error" });
    expect(found?.found).toMatch(says);
  });
});

describe("the rules of a course", () => {
  const cells = ["# A", { code: "const x = Math.random();" }];

  it("are raised and silenced", async () => {
    expect((await findings(cells)).map(({ level }) => level)).toEqual(["warning"]);
    const raised = await findings(cells, '{ "rules": { "random": "error" } }');
    expect(raised.map(({ level }) => level)).toEqual(["error"]);
    expect(await findings(cells, '{ "rules": { "random": "off" } }')).toEqual([]);
  });

  it("have names of their own, all of them known", () => {
    const names = rules.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const others = ["config", "types", "failed-cell", "wrong-solution", "changed-output"];
    expect([...names, ...others].sort()).toEqual([...ruleNames].sort());
  });
});

describe("what only a run shows", () => {
  const answered = (state: string) => ({
    version: 1,
    id: "die",
    kind: "numeric",
    title: "A die",
    question: "?",
    hints: [],
    solution: "six",
    points: 1,
    part: "answer",
    feedback: { state, message: "Too large.", points: 0 },
  });
  const run = (state: string) => {
    const notebook = parseNotebook(notebookText(["# A", { code: "let a;\ndie.check(7);" }]));
    const [, cell] = notebook.cells;
    if (cell?.cell_type === "code")
      cell.outputs = [
        { output_type: "display_data", metadata: {}, data: { [EXERCISE_MIME]: answered(state) } },
      ];
    return { path: "mine.ipynb", notebook };
  };

  it("is an answer that its exercise judges wrong, or does not judge", () => {
    expect(runFindings(run("right"), {})).toEqual([]);
    expect(runFindings(run("unsolved"), {})).toHaveLength(1);
    expect(runFindings(run("wrong"), {}).map(findingLine)).toEqual([
      'mine.ipynb: cell 2 (c2), line 2: error: the author\'s answer to "die" is judged wrong: Too large.; mend the answer, or what the exercise holds to be true [wrong-solution]',
    ]);
    expect(runFindings(run("wrong"), { "wrong-solution": "off" })).toEqual([]);
  });

  it("is a cell that fails, and results that differ from the locked ones", () => {
    const failure = { message: "TypeError: no", cell: 2, id: "c2", line: 1, source: "x()" };
    expect(runFindings({ ...run("right"), failure }, {})[0]).toMatchObject({
      rule: "failed-cell",
      cell: 2,
      line: 1,
    });
    const lock = { version: 1, cells: { c2: [] } } as unknown as Parameters<typeof runFindings>[2];
    expect(runFindings(run("right"), {}, lock)[0]).toMatchObject({
      rule: "changed-output",
      cell: 2,
    });
  });
});

describe("errors of types", () => {
  it("are named once, at their line, and not again where their names are missed", async () => {
    made = courseWith([
      "# A",
      { code: "let a = 1;\nconst n: number = 'x';" },
      { code: "n;" },
      { code: "nn;" },
    ]);
    const problems: Record<string, { line: number; code: number; message: string }[]> = {
      "n;": [{ line: 1, code: 2304, message: "Cannot find name 'n'." }],
      "nn;": [{ line: 1, code: 2304, message: "Cannot find name 'nn'." }],
    };
    const [notebook] = readCourse([made.notebook], findCourse(made.folder)).notebooks;
    const found = await typeErrors(notebook!, {
      examine: (_, __, source) =>
        Promise.resolve({
          compiled: undefined,
          problems: problems[source] ?? [{ line: 2, code: 2322, message: "Type 'string'." }],
        }),
    });
    expect(found.map(({ cell, line }) => [cell, line])).toEqual([
      [2, 2],
      [4, 1],
    ]);
    expect(found[0]?.found).toBe("Type 'string' (TS2322)");
  });
});
