import { checkString, describeValue, checkIsList } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { numbersOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import { unknownName } from "../../math/numeric/nearestName.js";
import type { Column, Table } from "./table.js";

type Values = Column | Numbers | readonly (number | null)[];

/**
 * A Table of columns that are at hand.
 *
 *     createTable("two points", { x: [0, 1], species: ["Adelie", null] })
 *
 * Numbers may come as an array or a typed array, text as strings; a missing value is null (or NaN among numbers).
 *
 * Names such as "2020" are put first by an object; a Map keeps its columns in their order.
 *
 * Errors  DomainError if there is no column, lengths differ, or a column mixes numbers and text.
 */
export function createTable(
  name: string,
  columns: Readonly<Record<string, Values>> | ReadonlyMap<string, Values>,
): Table {
  checkString("name", name);
  if (typeof columns !== "object" || columns === null) {
    throw new DomainError(`columns must be an object of lists, got ${describeValue(columns)}`);
  }
  const given = columns instanceof Map ? [...columns] : Object.entries(columns);
  const entries = given.map(([columnName, values]): [string, Column] => [
    columnName,
    columnOf(columnName, values),
  ]);
  const first = entries[0];
  if (first === undefined) throw new DomainError(`a table needs columns, "${name}" has none`);
  const length = first[1].length;
  for (const [columnName, values] of entries) {
    if (values.length === length) continue;
    throw new DomainError(
      `columns must have one length: "${first[0]}" has ${length} rows, "${columnName}" ${values.length}`,
    );
  }
  const byName = new Map(entries);
  const columnNames = [...byName.keys()];
  const column = (wanted: string): Column => {
    checkString("the name of a column", wanted);
    const found = byName.get(wanted);
    if (found === undefined) throw new DomainError(unknownName("column", wanted, columnNames));
    return found;
  };
  return {
    name,
    length,
    columnNames,
    column,
    numbers(wanted) {
      const values = column(wanted);
      if (values instanceof Float64Array) return values;
      const example =
        values.find((value) => value !== null && Number.isNaN(Number(value))) ??
        values.find((value) => value !== null) ??
        null;
      throw new DomainError(
        `column "${wanted}" must hold numbers, it holds text such as ${JSON.stringify(example)}`,
      );
    },
    strings(wanted) {
      const values = column(wanted);
      if (!(values instanceof Float64Array)) return values;
      return Array.from(values, (value) => (Number.isNaN(value) ? null : String(value)));
    },
  };
}

function columnOf(name: string, values: Values): Column {
  if (values instanceof Float64Array) return values;
  if (ArrayBuffer.isView(values)) return numbersOf(`column "${name}"`, values as Numbers);
  checkIsList(`column "${name}"`, values);
  const cells = Array.from(values as ArrayLike<unknown>);
  if (cells.some((value) => typeof value === "number")) {
    const odd = cells.find((value) => value !== null && typeof value !== "number");
    if (odd === undefined) {
      return Float64Array.from(cells as readonly (number | null)[], (value) => value ?? NaN);
    }
    throw new DomainError(
      `column "${name}" must hold numbers and nulls, or text and nulls; got both numbers and ${describeCell(odd)}`,
    );
  }
  const odd = cells.find((value) => value !== null && typeof value !== "string");
  if (odd === undefined) return values as readonly (string | null)[];
  throw new DomainError(
    `column "${name}" must hold numbers and nulls, or text and nulls; got ${describeCell(odd)}`,
  );
}

const describeCell = (value: unknown): string =>
  typeof value === "string"
    ? `the text ${JSON.stringify(value)}`
    : `a value of type ${typeof value}`;
