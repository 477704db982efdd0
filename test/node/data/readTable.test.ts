import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fromDataFrame, toDataFrame } from "../../../src/node/data/dataFrame.js";
import { readTable } from "../../../src/node/data/readTable.js";
import { readTablePlainly } from "../../../src/node/data/readTablePlainly.js";
import { tableData } from "../../../src/learn/table/tableData.js";

const folder = mkdtempSync(join(tmpdir(), "lossbook-table-"));
afterAll(() => rmSync(folder, { recursive: true }));
const data = join(import.meta.dirname, "..", "..", "..", "data");

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("data/", () => {
  const readme = readFileSync(join(data, "README.md"), "utf8");
  const tables = readdirSync(data).filter((name) => name.endsWith(".csv"));

  it.each(tables)("%s has the checksum and the size that README.md states", async (name) => {
    const section = readme.split("\n## ").find((part) => part.startsWith(name.slice(0, -4) + "\n"));
    const bytes = readFileSync(join(data, name));
    expect(section).toContain(createHash("sha256").update(bytes).digest("hex"));
    const table = await readTable(name.slice(0, -4));
    const size = `${table.length.toLocaleString("en")} × ${table.columnNames.length}`;
    expect(section).toContain(size);
  });
});

describe("readTablePlainly", () => {
  const names = [data, join(data, "results")]
    .flatMap((folder, index) =>
      readdirSync(folder).map((name) => (index === 0 ? name : `results/${name}`)),
    )
    .filter((name) => /\.(?:csv|json)$/.test(name))
    .map((name) => name.replace(/\.\w+$/, ""));

  it.each(names)("reads %s as readTable does", async (name) => {
    expect(tableData(await readTablePlainly(name))).toEqual(tableData(await readTable(name)));
  });

  it("reads semicolons, a byte order mark, quotes and missing values as readTable does", async () => {
    const path = file("plain.csv", '\uFEFFx;kind\n1;a\n;"b;c"\n-2.5e3;NA\n\n');
    expect(tableData(await readTablePlainly(path))).toEqual(tableData(await readTable(path)));
  });

  it.each([
    ["x,y\n1,2,3\n", /does not read as a table.*row 1/],
    ["x,y\n1,2\n3\n", /does not read as a table.*row 2/],
    ["x,y\n", /has no rows/],
  ])("refuses %j", async (content, message) => {
    await expect(readTablePlainly(file("wrong.csv", content))).rejects.toThrow(message);
  });
});

describe("readTable", () => {
  it("reads penguins by name from any folder, types and missing values", async () => {
    const before = process.cwd();
    process.chdir(folder);
    const table = await readTable("penguins").finally(() => process.chdir(before));
    expect(table.length).toBe(344);
    expect(table.numbers("bill_length_mm").slice(0, 4)).toEqual(
      Float64Array.of(39.1, 39.5, 40.3, NaN),
    );
    expect(table.strings("sex").slice(0, 4)).toEqual(["male", "female", "female", null]);
  });

  it("reads CSV with semicolons and a byte order mark, TSV, and JSON alike", async () => {
    const csv = await readTable(file("a.csv", '\uFEFFx;kind\n1;a\n;"b;c"\n-2.5e3;NA\n'));
    const tsv = await readTable(file("b.tsv", "x\tkind\n1\ta\nNaN\tb;c\n-2500\t\n"));
    const json = await readTable(
      file("c.json", '[{"x":1,"kind":"a"},{"kind":"b;c"},{"x":-2500,"kind":null}]'),
    );
    for (const table of [csv, tsv, json]) {
      expect(table.numbers("x")).toEqual(Float64Array.of(1, NaN, -2500));
      expect(table.strings("kind")).toEqual(["a", "b;c", null]);
    }
  });

  it("reads a column with one word in its last row as text, exactly as written", async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `00${i}`).join("\n");
    const table = await readTable(file("late.csv", `code\n${rows}\nnone given\n`));
    expect(table.strings("code")[7]).toBe("007");
  });

  it("says in one line what is wrong", async () => {
    await expect(readTable("pengiuns")).rejects.toThrow('did you mean "penguins"?');
    await expect(readTable("./nothing.csv")).rejects.toThrow("there is no file");
    await expect(readTable("https://example.org/a.csv")).rejects.toThrow("not addresses");
    await expect(readTable("sheet.xlsx")).rejects.toThrow("expected a .csv, .tsv or .json file");
    await expect(readTable(file("empty.csv", ""))).rejects.toThrow("is empty");
    await expect(readTable(file("blank.csv", "\n\n"))).rejects.toThrow("blank.csv");
    await expect(readTable(file("header.csv", "a,b\n"))).rejects.toThrow("has no rows");
    await expect(readTable(file("short.csv", "a,b\n1,2\n3\n"))).rejects.toThrow("Too few fields");
    await expect(readTable(file("long.csv", "a,b\n1,2\n3,4,5\n"))).rejects.toThrow("Too many");
    await expect(readTable(file("bad.json", "{"))).rejects.toThrow("is not JSON");
    await expect(readTable(file("none.json", "[]"))).rejects.toThrow("list of records");
    await expect(readTable(file("odd.json", "[1]"))).rejects.toThrow("record 1");
  });
});

describe("danfojs frames", () => {
  it("go to a table and back without loss of digits", async () => {
    const table = await readTable("penguins");
    const back = fromDataFrame(toDataFrame(table), "penguins");
    for (const name of table.columnNames) expect(back.column(name)).toEqual(table.column(name));
  });
});
