import { describe, expect, it } from "vitest";
import { exerciseCell } from "../../src/node/publish/exerciseCell.js";
import { readLeniently } from "../../src/nbformat/readLeniently.js";
import { renderReport } from "../../src/report/page/renderReport.js";

const answer = (source: string, metadata: unknown) =>
  readLeniently({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      {
        cell_type: "code",
        id: "answer",
        metadata,
        execution_count: 1,
        source,
        outputs: [{ output_type: "stream", name: "stdout", text: "the author's answer is right" }],
      },
    ],
  });

const source =
  "// BEGIN SOLUTION\nconst surprise = Math.log(6);\n// END SOLUTION\ndie.check(surprise);";
const stub = ["const surprise: number = undefined;", " // your answer"];
const outside = (markup: string) => markup.replace(/<details[\s\S]*<\/details>/, "");

describe("the cell in which a reader answers", () => {
  it("opens with its stub; the author's answer and its output are folded", async () => {
    const report = await renderReport(answer(source, { lossbook: { stub } }), {
      fallbackTitle: "x",
      exerciseCell,
    });
    const text = report.article.text.replace(/<\/?span[^>]*>/g, "");
    expect(outside(text)).toContain("const surprise: number = undefined; // your answer");
    expect(outside(text)).not.toContain("Math.log(6)");
    expect(outside(text)).not.toContain("author&#39;s answer is right");
    expect(text).toContain("Math.log(6)");
    expect(text).toContain("author&#39;s answer is right");
    expect(text).not.toContain("BEGIN SOLUTION");
    expect(report.codeCells[0]!.stub).toBe(
      "const surprise: number = undefined; // your answer\ndie.check(surprise);",
    );
  });

  it.each([
    ["no stub", source, {}],
    ["no region", "die.check(1);", { lossbook: { stub } }],
    ["a region that is not closed", "// BEGIN SOLUTION\n1", { lossbook: { stub } }],
  ])("with %s is shown as it stands", async (_, text, metadata) => {
    const report = await renderReport(answer(text, metadata), { fallbackTitle: "x", exerciseCell });
    expect(report.article.text).not.toContain("<details");
    expect(report.codeCells[0]).not.toHaveProperty("stub");
  });
});
