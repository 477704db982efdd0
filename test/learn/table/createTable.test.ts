import { describe, expect, it } from "vitest";
import { createTable } from "../../../src/learn/table/createTable.js";
import { tableData, tableFromData } from "../../../src/learn/table/tableData.js";

const table = createTable("three", {
  bill_length_mm: [39.1, NaN, 40.3],
  body_mass_g: Float64Array.of(3750, 3800, Infinity),
  species: ["Adelie", null, "Gentoo"],
});

describe("createTable", () => {
  it("keeps numbers as a Float64Array and text as it is", () => {
    expect(table.length).toBe(3);
    expect(table.columnNames).toEqual(["bill_length_mm", "body_mass_g", "species"]);
    expect(table.numbers("bill_length_mm")).toEqual(Float64Array.of(39.1, NaN, 40.3));
    expect(table.strings("species")).toEqual(["Adelie", null, "Gentoo"]);
    expect(table.strings("bill_length_mm")).toEqual(["39.1", null, "40.3"]);
  });

  it("names the nearest column where there is none of that name", () => {
    expect(() => table.column("bill_lenght_mm")).toThrow(
      'there is no column "bill_lenght_mm"; did you mean "bill_length_mm"?',
    );
    expect(() => table.column("BodyMassG")).toThrow('did you mean "body_mass_g"?');
    expect(() => table.column("temperature")).toThrow(
      "there are: bill_length_mm, body_mass_g, species",
    );
  });

  it("refuses text as numbers, mixtures, and columns of different lengths", () => {
    expect(() => table.numbers("species")).toThrow('must hold numbers, it holds text such as "Ad');
    expect(() => createTable("t", { a: [1, "x"] as never })).toThrow("both numbers and the text");
    expect(() => createTable("t", { a: [1], b: [1, 2] })).toThrow('"a" has 1 rows, "b" 2');
    expect(() => createTable("t", {})).toThrow("needs columns");
  });

  it("survives the way through JSON", () => {
    const back = tableFromData(JSON.parse(JSON.stringify(tableData(table))));
    for (const name of table.columnNames) expect(back.column(name)).toEqual(table.column(name));
  });
});
