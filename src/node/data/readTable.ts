import type { Table } from "../../learn/table/table.js";
import { readTableFile } from "./readTableFile.js";

/**
 * Reads a table: one of data/ by its name, or a CSV, TSV or JSON file by its path. The data/ of the course comes
 * first, then the tables that lossbook brings.
 *
 *     await readTable("penguins")            // from any working directory
 *     await readTable("./measured.csv")
 *     await readTable("results/labelNoise")  // the outcome of an experiment
 *
 * A column is numbers if all that is there reads as a number and no digit is lost, else text: codes such as `007` and ids
 * of twenty digits stay as they are written, as do telephone numbers with their plus. Empty cells and pandas' spellings
 * (NA, NaN, null, #N/A, …) are missing (NaN in numbers, null in text).
 * Cells of a CSV file are separated by `,` `;` tab or `|`, whichever parts its rows evenly; where it is not the comma,
 * numbers may have a decimal comma. JSON is a list of records, or an object with such a list in `rows`.
 *
 * Files are UTF-8 or UTF-16; others are read as Windows-1252, with a warning on stderr. So is said what else is doubtful:
 * lines of comments, a header of numbers, one column whose separator is another, two separators that would both do.
 *
 * Errors  DomainError if there is no such name or file, it is empty, or rows have different lengths.
 */
export async function readTable(nameOrPath: string): Promise<Table> {
  return readTableFile(nameOrPath, (warning) => console.warn(warning));
}
