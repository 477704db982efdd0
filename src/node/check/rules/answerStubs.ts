import { hasSolution, withStub } from "../../../lesson/exercise/solutionRegion.js";
import { joinText } from "../../../nbformat/multilineText.js";
import { isRecord } from "../../../text/isRecord.js";
import { notebookRule } from "../rule.js";

const bare = (text: string): string => text.replace(/\/\/.*/g, "").replace(/\s+/g, "");

/** The lines of the solution regions, without comments and blanks. */
function answerOf(source: string): string {
  const [, region = ""] =
    /BEGIN SOLUTION[^\n]*\n([\s\S]*?)\n[^\n]*END SOLUTION/i.exec(source) ?? [];
  return bare(region);
}

/** A cell that the reader is to fill in needs a stub, or the page shows the answer. */
export const answerStubs = notebookRule("answer-stub", "error", function* ({ cells, parts }) {
  const exercises = new Set(parts.exercises.map(({ variable }) => variable));
  for (const cell of cells) {
    if (cell.kind !== "code") continue;
    if (!hasSolution(cell.source)) {
      const check = parts.checks.find((one) => one.cell === cell && exercises.has(one.variable));
      if (check !== undefined)
        yield {
          cell,
          line: check.line,
          found: `the answer to ${check.variable} stands in the open`,
          remedy:
            "put it between // BEGIN SOLUTION and // END SOLUTION, and a stub into metadata.lossbook.stub",
        };
      continue;
    }
    const lossbook = cell.metadata["lossbook"];
    const stub = isRecord(lossbook) ? lossbook["stub"] : undefined;
    const line = cell.source.split("\n").findIndex((text) => hasSolution(text)) + 1;
    if (typeof stub !== "string" && !Array.isArray(stub)) {
      yield {
        cell,
        line,
        found: "an answer without a stub",
        remedy: "put what the reader begins with into the cell's metadata, lossbook.stub",
      };
      continue;
    }
    const [begins, answers] = [joinText(stub as string | string[]), answerOf(cell.source)];
    if (answers !== "" && bare(begins).includes(answers)) {
      yield {
        cell,
        line,
        found: "the stub holds the answer",
        remedy: "leave out of metadata.lossbook.stub what the reader is to find",
      };
      continue;
    }
    try {
      withStub(cell.source, joinText(stub as string | string[]));
    } catch (error) {
      yield {
        cell,
        line,
        found: error instanceof Error ? error.message : String(error),
        remedy: "each // BEGIN SOLUTION has its // END SOLUTION below it",
      };
    }
  }
});
