import { describe, expect, it } from "vitest";
import { checkNotebooks } from "../../../src/node/check/checkNotebooks.js";
import { findingLine } from "../../../src/node/check/finding.js";
import { runFindings } from "../../../src/node/check/runFindings.js";
import { tiedNumbers } from "../../../src/node/check/tiedNumbers.js";
import { findCourse } from "../../../src/node/course/course.js";
import { parseNotebook } from "../../../src/nbformat/parseNotebook.js";
import type { CodeCell } from "../../../src/nbformat/notebook.js";
import { render } from "../../report/render.js";
import { courseWith, notebookText } from "./faultyNotebooks.js";

const printed = [
  "accuracy 0.8134 [0.8, 0.826], seven of them −0.0231",
  "  steps 1197, share 0.8134",
].join("\n");

/** What is said of a text whose cell `runs` printed the lines above. */
function saidOf(text: string, tolerance?: number): string[] {
  const metadata = tolerance === undefined ? {} : { lossbook: { tolerance } };
  const notebook = parseNotebook(notebookText(["# T", text, { id: "runs", code: "1;", metadata }]));
  (notebook.cells[2] as CodeCell).outputs = [
    { output_type: "stream", name: "stdout", text: printed },
  ];
  return runFindings({ path: "a.ipynb", notebook, failure: undefined } as never, {}).map(
    findingLine,
  );
}

describe("a number of a text that is tied to an output", () => {
  it.each([
    "It is 0.81<!--= runs: accuracy --> right.",
    "It is 0.813<!--= runs: accuracy -->.",
    "It is 81<!--= 100 × runs: accuracy --> per cent.",
    "It is 81 %<!--= 100*runs: accuracy -->.",
    "Between **0.80**<!--=runs: accuracy #2--> and $0.83$<!--= runs: accuracy #3 -->.",
    "It changes by −0.023<!--= runs: seven of them -->.",
    "In 1,197<!--= runs: steps --> steps, in German 0,81<!--= runs: share -->.",
    "In code `0.5<!--= runs: accuracy -->` it is only shown.",
    "No tie: 0.7 <!-- = runs --> and <!-- a comment -->.",
  ])("agrees: %s", (text) => {
    expect(saidOf(text)).toEqual([]);
  });

  it.each([
    ["It is 0.82<!--= runs: accuracy -->.", "line 1: error: the text says 0.82, the cell runs says 0.8134"],
    ["Once,\nand 0.814<!--= runs: accuracy -->.", "cell 2 (c2), line 2: error: the text says 0.814"],
    ["It is 82<!--= 100 × runs: accuracy --> per cent.", 'says 100 × 0.8134 ("accuracy")'],
    ["It falls by 0.023<!--= runs: seven of them -->.", "the text says 0.023, the cell runs says −0.0231"],
    ["It is 0.80<!--= runs: accuracy #3 -->.", "says 0.826"],
    ["In 1,198<!--= runs: steps --> steps.", "the text says 1,198, the cell runs says 1197"],
    ["It is 0.8<!--= runs: precision -->.", 'prints no number after "precision"'],
    ["It is 0.8<!--= runs: share #2 -->.", 'prints no number #2 after "share"'],
  ])("is stale: %s", (text, says) => {
    const [line, ...others] = saidOf(text);
    expect(others).toEqual([]);
    expect(line).toContain(says);
    expect(line).toMatch(/^a\.ipynb: cell 2.*\[stale-number\]$/);
  }); // prettier-ignore

  it("may differ by what its cell's tolerance allows", () => {
    expect(saidOf("It is 0.82<!--= runs: accuracy -->.", 0.02)).toEqual([]);
    expect(saidOf("It is 0.84<!--= runs: accuracy -->.", 0.02)).toHaveLength(1);
  });

  it("is not asked about after a cell that failed", () => {
    const notebook = parseNotebook(
      notebookText(["0.5<!--= runs: x -->", { id: "runs", code: "" }]),
    );
    const failure = { message: "no", cell: 2, id: "runs" };
    const found = runFindings({ path: "a.ipynb", notebook, failure } as never, {});
    expect(found.map(({ rule }) => rule)).toEqual(["failed-cell"]);
  });

  it("is compared with the lock where nothing runs, unless somebody runs", async () => {
    const made = courseWith([
      "# T\n\nIt is 0.82<!--= runs: accuracy -->.",
      { id: "runs", code: "1;" },
    ]);
    try {
      made.write(
        "notebooks/results/mine.json",
        JSON.stringify({ format: 1, cells: { runs: [{ stdout: printed.split("\n") }] } }),
      );
      const course = findCourse(made.folder);
      const [found, ...others] = await checkNotebooks(made.paths, { course });
      expect(others).toEqual([]);
      expect(found).toMatchObject({ rule: "stale-number", level: "error", cell: 1, line: 3 });
      expect(found!.found).toContain("the text says 0.82, the locked result of runs says 0.8134");
      const without = ["stale-number"] as const;
      expect(await checkNotebooks(made.paths, { course, without })).toEqual([]);
    } finally {
      made.remove();
    }
  });
});

describe("the mark", () => {
  it("is seen by nobody who reads the page", async () => {
    const markdown = ["It is **0.81**<!--= runs: a $x$ --> and $0.8$<!--= runs: b -->, so."];
    const { article, summary } = await render({ markdown });
    const html = `${article.text}${summary}`;
    expect(html).not.toContain("runs:");
    expect(html).toMatch(/<strong>0\.81<\/strong> and <span class="katex/);
  });

  it("says times, cell, words and place", () => {
    const [tied] = tiedNumbers("a\n3.5 %<!--= 100 × my-cell: at 40 %, all: #2 -->");
    expect(tied).toMatchObject({
      line: 2,
      written: { value: 3.5, text: "3.5" },
      source: { times: 100, cell: "my-cell", words: "at 40 %, all:", place: 2 },
    });
  });
});
