import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fromDataFrame, toDataFrame } from "../../../src/node/data/dataFrame.js";
import { createTable } from "../../../src/learn/table/createTable.js";
import { readTable } from "../../../src/node/data/readTable.js";
import { readTableFile } from "../../../src/node/data/readTableFile.js";

const folder = mkdtempSync(join(tmpdir(), "lossbook-table-"));
afterAll(() => rmSync(folder, { recursive: true }));
const data = join(import.meta.dirname, "..", "..", "..", "data");

function file(name: string, content: string | Uint8Array): string {
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

describe("readTable", () => {
  it.skipIf(process.platform === "win32")("waits for no pipe, and reads no device", async () => {
    const [pipe, device] = [join(folder, "pipe.csv"), join(folder, "device.csv")];
    execFileSync("mkfifo", [pipe]);
    symlinkSync("/dev/zero", device);
    for (const path of [pipe, device]) await expect(readTable(path)).rejects.toThrow("must be a file");
  });

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

describe("what a file means", () => {
  const read = async (name: string, content: string | Uint8Array) => {
    const warnings: string[] = [];
    const path = file(name, content);
    const table = await readTableFile(path, (warning) => warnings.push(warning));
    return { table, warnings: warnings.map((warning) => warning.replace(path, name)) };
  };
  const columns = async (content: string) => {
    const { table } = await read("meant.csv", content);
    return Object.fromEntries(
      table.columnNames.map((name) => {
        const column = table.column(name);
        return [name, column instanceof Float64Array ? [...column] : column];
      }),
    );
  };

  it.each<[string, Record<string, unknown>]>([
    ["a|b\n1|2\n", { a: [1], b: [2] }],
    ["a\tb\n1\t2\n", { a: [1], b: [2] }],
    ["a;b\n1;2\n", { a: [1], b: [2] }],
    // The comma stands in a text, or in a number: the rows say which parts them.
    ["name;x\nLee, Ann;1\nRoy;2\n", { name: ["Lee, Ann", "Roy"], x: [1, 2] }],
    ["name, first;x\nLee;1\n", { "name, first": ["Lee"], "x": [1] }],
    ["x;y\n1,5;2,25\n-0,5;1.234,5\n", { x: [1.5, -0.5], y: [2.25, 1234.5] }],
    ["only\n1\n2\n", { only: [1, 2] }],
  ])("tells the separator of %j", async (content, expected) => {
    expect(await columns(content)).toEqual(expected);
  });

  it("takes a comma for a decimal one only where a number says so", async () => {
    expect(await columns("x;y\n1,234;a\n5,678;b\n")).toEqual({
      x: ["1,234", "5,678"],
      y: ["a", "b"],
    });
    expect(await columns("x;y\n1,5;0.5\n2,5;0.25\n")).toEqual({
      x: ["1,5", "2,5"],
      y: [0.5, 0.25],
    });
    expect(await columns("x;y;z\n1,234;1,5;1.234\n2,345;2,5;\n")).toEqual({
      x: [1.234, 2.345],
      y: [1.5, 2.5],
      z: ["1.234", null],
    });
  });

  it("takes the spellings of pandas for nothing", async () => {
    const spelt = ["", "#N/A", "n/a", "<NA>", "-nan", "None", "1.#IND"];
    const path = file("missing.csv", `x,y\n${spelt.map((text, k) => `${text},${k}`).join("\n")}\n5,9\n`);
    const x = (await readTable(path)).column("x");
    expect([...x]).toEqual([...spelt.map(() => NaN), 5]);
  });

  it("trims the header, and numbers what is twice there", async () => {
    expect(await columns(" Variable 1, Variable 2 , x,x \n1, 2,3,4\n")).toEqual({
      "Variable 1": [1],
      "Variable 2": [2],
      "x": [3],
      "x_1": [4],
    });
  });

  it("keeps what digits would lose as text, and is a number otherwise", async () => {
    const content =
      "zip,id,price,plain\n01067,12345678901234567890,0.50,0\n80331,12345678901234567891,1e20,-7\n";
    expect(await columns(content)).toEqual({
      zip: ["01067", "80331"],
      id: ["12345678901234567890", "12345678901234567891"],
      price: [0.5, 1e20],
      plain: [0, -7],
    });
    const json = await read("ids.json", '[{"id":12345678901234567890,"of":"a 1"},{"id":7}]');
    expect(json.table.strings("id")).toEqual(["12345678901234567890", "7"]);
  });

  it.each<[string, Uint8Array, string[]]>([
    ["UTF-8", Buffer.from("stadt,n\nKöln,1\n"), []],
    ["UTF-8 with its mark", Buffer.from("\uFEFFstadt,n\nKöln,1\n"), []],
    ["UTF-16", Buffer.from("\uFEFFstadt,n\nKöln,1\n", "utf16le"), []],
    ["UTF-16 without its mark", Buffer.from("stadt,n\nKöln,1\n", "utf16le"), []],
    ["UTF-16, big end first", Buffer.from("\uFEFFstadt,n\nKöln,1\n", "utf16le").swap16(), []],
    [
      "Latin-1",
      Buffer.from("stadt,n\nKöln,1\n", "latin1"),
      [expect.stringMatching(/^readTable: town\.csv is not UTF-8 and was read as Latin-1/)],
    ],
  ])("reads %s", async (_, bytes, expected) => {
    const { table, warnings } = await read("town.csv", bytes);
    expect(table.columnNames).toEqual(["stadt", "n"]);
    expect(table.strings("stadt")).toEqual(["Köln"]);
    expect(warnings).toEqual(expected);
  });

  it("names the file as it was given when something is wrong: no path of this machine", async () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      file("here.csv", "a,b\n1\n");
      await expect(readTable("./here.csv")).rejects.toThrow(/^\.\/here\.csv does not read/);
      await expect(readTable("./none.csv")).rejects.toThrow(/^there is no file \.\/none\.csv;/);
    } finally {
      process.chdir(before);
    }
  });
});

describe("danfojs frames", () => {
  it("keep large numbers, which are no text", () => {
    const frame = { columns: ["x"], values: [[1e20]] };
    expect(fromDataFrame(frame).column("x")).toEqual(Float64Array.of(1e20));
  });

  it("go to a table and back without loss of digits", async () => {
    const table = await readTable("penguins");
    const back = fromDataFrame(toDataFrame(table), "penguins");
    for (const name of table.columnNames) expect(back.column(name)).toEqual(table.column(name));
  });

  it("count, group and query by the parts that are read when they are first used", async () => {
    const frame = toDataFrame(createTable("t", { a: [1, 2, 3.5], kind: ["x", "y", "x"] }));
    expect(frame.groupby(["kind"]).col(["a"]).std().values).toEqual([
      ["x", expect.closeTo(1.7677669529663689, 14)],
      ["y", 0],
    ]);
    expect(frame["a"].median()).toBe(2);
    expect(frame.query(frame["a"].gt(1.5)).shape).toEqual([2, 2]);
    // Both by the tensor engine: its kernels of the processor are there.
    expect(frame["a"].argMax()).toBe(2);
    const [row] = (await frame.sample(1, { seed: 3 })).values;
    expect(frame.values).toContainEqual(row);
  });
});
