import type { Experiment } from "../../learn/experiments/experiment.js";
import type { Table } from "../../learn/table/table.js";
import { readTable } from "../data/readTable.js";

/** The tables that an experiment names. */
export async function experimentTables(
  experiment: Experiment,
): Promise<ReadonlyMap<string, Table>> {
  const entries = await Promise.all(
    experiment.tables.map(async (name): Promise<[string, Table]> => [name, await readTable(name)]),
  );
  return new Map(entries);
}
