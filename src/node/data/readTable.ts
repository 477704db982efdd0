import { DomainError } from "../../math/numeric/domainError.js";
import type { Table } from "../../learn/table/table.js";
import { danfo } from "./danfo.js";
import { fromDataFrame } from "./dataFrame.js";
import { readTableFile } from "./readTableFile.js";

/**
 * Reads a table: one of data/ by its name, or a CSV, TSV or JSON file by its path.
 *
 *     await readTable("penguins")            // from any working directory
 *     await readTable("./measured.csv")
 *     await readTable("results/labelNoise")  // the outcome of an experiment
 *
 * A column is numbers if all that is there reads as a number, else text; empty cells, NA, NaN and null are
 * missing (NaN in numbers, null in text). JSON is a list of records, or an object with such a list in `rows`.
 *
 * Errors  DomainError if there is no such name or file, it is empty, or rows have different lengths.
 */
export async function readTable(nameOrPath: string): Promise<Table> {
  return readTableFile(nameOrPath, readDelimited);
}

async function readDelimited(path: string, name: string, delimiter: string): Promise<Table> {
  let frame;
  try {
    // Types are read from all cells of a column (typedColumn), danfojs would look at the first ones only.
    frame = await danfo().readCSV(path, {
      delimiter,
      dynamicTyping: false,
      skipEmptyLines: "greedy",
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/no data/i.test(message)) {
      throw new DomainError(`${path} has no rows: expected at least one below the header`);
    }
    throw new DomainError(`${path} does not read as a table: ${message}`);
  }
  const extra = frame.columns.indexOf("__parsed_extra");
  if (extra >= 0) {
    throw new DomainError(
      `${path} does not read as a table: a row has more cells than the ${extra} names in the header`,
    );
  }
  return fromDataFrame(frame, name);
}
