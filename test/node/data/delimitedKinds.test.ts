import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { readTableFile } from "../../../src/node/data/readTableFile.js";

const folder = mkdtempSync(join(tmpdir(), "lossbook-kinds-"));
afterAll(() => rmSync(folder, { recursive: true }));

const utf16 = (text: string) => Buffer.from(text, "utf16le");
const N = NaN;

/** The columns in order, and the warnings without the file's name; the error's message where there is one. */
async function read(content: string | Uint8Array, name = "x.csv"): Promise<unknown> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const warnings: string[] = [];
  try {
    const table = await readTableFile(path, (line) => warnings.push(line.replaceAll(path, name)));
    const columns = table.columnNames.map((name) => [name, [...table.column(name)]]);
    return warnings.length === 0 ? columns : [columns, warnings];
  } catch (error) {
    return (error as Error).message.replaceAll(path, name);
  }
}

const ab = [
  ["a", [1, 3]],
  ["b", [2, 4]],
];

// prettier-ignore
it.each<[string, string | Uint8Array, unknown]>([
  // Line ends, marks and encodings.
  ["a mark before a quoted header", '\uFEFF"a","b"\n1,2\n3,4\n', ab],
  ["two marks", "\uFEFF\uFEFFa,b\n1,2\n3,4\n", ab],
  ["line ends of old Macs", "a,b\r1,2\r3,4\r", ab],
  ["three kinds of line ends", "a,b\r\n1,2\n3,4\r", ab],
  ["line ends that were doubled", "a,b\r\r\n1,2\r\r\n3,4\r\r\n", ab],
  ["a line end in a cell", 'a,b\r\n"x\r\ny",1\r\n', [["a", ["x\r\ny"]], ["b", [1]]]],
  ["another kind of line end in a cell", 'a,b\r\n"x\ny",1\r\n', [["a", ["x\ny"]], ["b", [1]]]],
  ["the mark that DOS ends files with", "a,b\n1,2\n3,4\n\u001a", ab],
  ["zeros that fill a block", `a,b\n1,2\n3,4\n${"\0".repeat(9)}`, ab],
  ["Cyrillic in UTF-16 without a mark", utf16("город,n\nМосква,1\n"), [["город", ["Москва"]], ["n", [1]]]],
  ["Chinese in UTF-16, big end first, without a mark", utf16("城市,n\n北京,1\n").swap16(), [["城市", ["北京"]], ["n", [1]]]],
  ["UTF-16 that is cut off", Buffer.concat([utf16("\uFEFFa,b\n1,2\n"), Buffer.of(51)]), "x.csv is cut off: it is UTF-16 and has an odd number of bytes"],
  ["UTF-32", Buffer.from("fffe0000610000000a00000031000000", "hex"), "x.csv is no table but text in UTF-32: save it as UTF-8"],
  ["Windows-1252", Buffer.from("612c620a802c9378940a", "hex"), [[["a", ["€"]], ["b", ["“x”"]]], [expect.stringContaining("read as Latin-1 (Windows-1252)")]]],
  ["UTF-8 with one damaged letter", Buffer.concat([Buffer.from("a\nKöln\nMünchen\nx"), Buffer.of(0xfc, 10)]), [[["a", ["Köln", "München", "x\uFFFD"]]], ["readTable: x.csv is UTF-8 with damaged letters, shown as \uFFFD: the first on line 4"]]],
  // Quotes.
  ["quotes within quotes", 'a,b\n"he said ""hi""",1\n', [["a", ['he said "hi"']], ["b", [1]]]],
  ["a quote within a word", 'a,b\n5" pipe,1\n', [["a", ['5" pipe']], ["b", [1]]]],
  ["a blank before a quote", 'a,b\nx, "y, z"\n', [["a", ["x"]], ["b", ["y, z"]]]],
  ["blanks before quotes that stand in a cell", 'a,b\n"x, ""y""",1\n', [["a", ['x, "y"']], ["b", [1]]]],
  ["quotes after a backslash", 'a,b\n"x \\"y\\"",1\n', [["a", ['x "y"']], ["b", [1]]]],
  ["a quote that does not close", 'a,b\nx,1\ny,"2\n', "x.csv does not read as a table: Quoted field unterminated (line 3)"],
  ["blanks within quotes", 'a,b\n"  x ", y \n" ","z"\n', [["a", ["  x ", null]], ["b", ["y", "z"]]]],
  // Separators.
  ["the separator that Excel names", "sep=;\na;b\n1;2\n3;4\n", ab],
  ["a separator after every row", "a,b\n1,2,\n3,4,\n", ab],
  ["a separator after every line", "a,b,\n1,2,\n3,4,\n", ab],
  ["a separator after the header", "a,b,\n1,2\n3,4\n", ab],
  ["an empty last column with a name", "a,b\n1,\n3,\n", [["a", [1, 3]], ["b", [N, N]]]],
  ["a table of Markdown", "| a | b |\n| 1 | 2 |\n| 3 | 4 |\n", [["a", [1, 3]], ["b", [2, 4]]]],
  ["decimal commas after a tab", "a\tb\n1,5\t2\n", [["a", [1.5]], ["b", [2]]]],
  ["blanks for separators", "a b\n1 2\n", [[["a b", ["1 2"]]], ["readTable: x.csv was read as one column: the separators looked for are comma, semicolon, tab and |"]]],
  ["a table of Markdown with its line of dashes", "| a | b |\n|---|:--|\n| 1 | 2 |\n| 3 | 4 |\n", ab],
  ["a comment with a separator that the table has not", "# by x; y\na,b\n1,2\n3,4\n", [ab, [expect.stringContaining("begins with #")]]],
  ["a decimal comma below a header with a comma", "Mass, kg;Height\n70,5;180\n81,2;175\n", [[["Mass, kg", [70.5, 81.2]], ["Height", [180, 175]]], ['readTable: x.csv was parted at ";", and "," would part it as well: check its columns']]],
  ["two separators, of which one has an uneven row", "id,note;more\n1,a;b\n2,c,d;e\n3,f;g\n", [[["id,note", ["1,a", "2,c,d", "3,f"]], ["more", ["b", "e", "g"]]], [expect.stringContaining('"," would part it as well')]]],
  // Lines.
  ["blank lines", "a,b\n\n1,2\n  \n\n3,4\n\n", ab],
  ["rows without a value", "a,b\n1,2\n,\n3,4\n", [["a", [1, N, 3]], ["b", [2, N, 4]]]],
  ["separators below a table", ",\na,b\n1,2\n3,4\n,\n,\n", [ab, ["readTable: x.csv ends with 2 lines of separators alone, passed over"]]],
  ["a missing value in one column, in quotes", 'a\n1\n""\n3\n', [["a", [1, N, 3]]]],
  ["a blank line in one column", "a\n1\n\n3\n\n", [[["a", [1, 3]]], [expect.stringContaining("has blank lines between its values, the first above line 4")]]],
  ["a title above", "My table\na,b\n1,2\n", expect.stringContaining("is the first line a title")],
  ["comments above and below", "# made by x, y\n# and z\na,b\n1,2\n# half\n3,4\n", [ab, ["readTable: x.csv has 3 lines that begin with # and were passed over"]]],
  ["NumPy's header", "# a,b\n1,2\n3,4\n", ab],
  ["a header with a hash of its own", "#a,b\n1,2\n", [["#a", [1]], ["b", [2]]]],
  ["a colour in the first column", "a,b\n#fff,2\n", [["a", ["#fff"]], ["b", [2]]]],
  ["a row that is short", 'a,b\n"x\ny",2\n\n3\n', "x.csv does not read as a table: Too few fields: expected 2 fields as in the header, got 1 on line 5"],
  ["a row that is long", "a,b\n1,2\n3,4,5\n", "x.csv does not read as a table: Too many fields: expected 2 fields as in the header, got 3 on line 3"],
  ["a name fewer than columns", "a,b\nr,1,2\ns,3,4\n", expect.stringContaining("on line 2; every row has one more than the header: a name is missing")],
  ["no header", "1,2\n3,4\n", [[["1", [3]], ["2", [4]]], [expect.stringContaining("has numbers for a header")]]],
  ["a header alone", "a,b", "x.csv has no rows: expected at least one below the header"],
  ["one row without an end", "a,b\n1,2", [["a", [1]], ["b", [2]]]],
  // Headers.
  ["names that are numbers keep their order", "b,10,2\n5,6,7\n", [["b", [5]], ["10", [6]], ["2", [7]]]],
  ["names that are missing", "a, ,\n1,2,3\n", [["a", [1]], ["column_2", [2]], ["column_3", [3]]]],
  ["names that are twice there", "a,a_1,a\n1,2,3\n", [["a", [1]], ["a_1", [2]], ["a_2", [3]]]],
  ["names that objects have already", "__proto__,constructor\n1,2\n", [["__proto__", [1]], ["constructor", [2]]]],
  // Numbers.
  ["what is too large or too small for a number", "a,b\n1e400,1e-400\n1,1\n", [["a", ["1e400", "1"]], ["b", ["1e-400", "1"]]]],
  ["ids and codes", "a,b\n007,12345678901234567890\n", [["a", ["007"]], ["b", ["12345678901234567890"]]]],
  ["ids with a point", "a,b\n12345678901234567.5,9007199254740993.0\n1.5,1.0\n", [["a", ["12345678901234567.5", "1.5"]], ["b", ["9007199254740993.0", "1.0"]]]],
  ["doubles above 2⁵³ with a point", "a\n10000000000000000.0\n36893488147419103000.0\n", [["a", [1e16, 36893488147419103000]]]],
  ["telephone numbers, and differences with a plus", "a,b\n+4915112345678,+1\n,-2\n", [["a", ["+4915112345678", null]], ["b", [1, -2]]]],
  ["decimal commas without a digit on one side", "a;b\n,5;1,5\n2,;2\n", [["a", [0.5, 2]], ["b", [1.5, 2]]]],
  ["signs, points and exponents", "a,b,c,d\n+5,.5,5.,1E+5\n", [["a", [5]], ["b", [0.5]], ["c", [5]], ["d", [1e5]]]],
  ["other spellings of numbers", "a,b,c\n0x10,1_000,1'000\n", [["a", ["0x10"]], ["b", ["1_000"]], ["c", ["1'000"]]]],
  ["thousands in quotes", 'a\n"1,234"\n', [["a", ["1,234"]]]],
  ["percent, money and brackets", "a,b,c\n5%,$5,(5)\n", [["a", ["5%"]], ["b", ["$5"]], ["c", ["(5)"]]]],
  ["infinity", "a\nInfinity\n-inf\n", [["a", [Infinity, -Infinity]]]],
  ["dates and times", "a,b,c,d\n2020-01-02T03:04:05+02:00,02.01.2020,1/2,12:30\n", [["a", ["2020-01-02T03:04:05+02:00"]], ["b", ["02.01.2020"]], ["c", ["1/2"]], ["d", ["12:30"]]]],
  ["words of truth", "a,b\ntrue,FALSE\n", [["a", ["true"]], ["b", ["FALSE"]]]],
  ["what is missing, and what only looks so", "a,b,c\nNA,-,?\n1,2,3\n", [["a", [N, 1]], ["b", ["-", "2"]], ["c", ["?", "3"]]]],
  // Other files.
  ["gzip", gzipSync("a,b\n1,2\n"), "x.csv is no table but a gzip archive: unpack it first"],
  ["a spreadsheet", Buffer.from("PK\x03\x04........"), expect.stringContaining("(.xlsx): unpack it, or save it as CSV")],
  ["a picture", Buffer.from("89504e470d0a1a0a", "hex"), "x.csv is no table but a PNG picture"],
  ["a pointer of Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:4d\n", expect.stringContaining("git lfs pull")],
  ["JSON", '[{"a":1}]', "x.csv holds JSON: expected lines of cells; give it the extension .json"],
  ["lines of JSON", '{"a":1}\n{"a":2}\n', expect.stringContaining("holds JSON")],
  ["a page", "<!DOCTYPE html>\n<html>404, not found</html>\n", "x.csv is no table but a page: expected lines of cells"],
  ["a mark alone", "\uFEFF", "x.csv has no rows: expected at least one below the header"],
])("%s", async (_, content, expected) => {
  expect(await read(content)).toEqual(expected);
});

// prettier-ignore
it.each<[string, string, unknown]>([
  ["lists and records", '[{"a":{"k":1},"b":[1,2]},{"a":null,"b":[]}]', [["a", ['{"k":1}', null]], ["b", ["[1,2]", "[]"]]]],
  ["text as it is", '[{"a":" x ","b":"NA","c":""},{"a":"y","b":null,"c":"z"},{"b":"DE"}]', [["a", [" x ", "y", null]], ["b", ["NA", null, "DE"]], ["c", ["", "z", null]]]],
  ["numbers in text", '[{"a":"5","b":"007"},{"a":"NA","b":"8"}]', [["a", [5, N]], ["b", ["007", "8"]]]],
  ["ids with a point", '[{"a":12345678901234567.5},{"a":1}]', [["a", ["12345678901234567.5", "1"]]]],
])("JSON: %s", async (_, content, expected) => {
  expect(await read(content, "x.json")).toEqual(expected);
});

it("reads a long cell, and a hundred thousand columns of one name", async () => {
  const long = (await read(`a,b\n${"x".repeat(1e6)},1\n`)) as [string, string[]][];
  expect(long[0]![1][0]).toHaveLength(1e6);
  const many = (await read(`${"a,".repeat(20_000)}a\n${"1,".repeat(20_000)}1\n`)) as unknown[];
  expect(many).toHaveLength(20_001);
  expect(many[20_000]).toEqual(["a_20000", [1]]);
});

it("says how a table is found when its name is unknown", async () => {
  await expect(readTableFile("x")).rejects.toThrow(
    /there is no table "x"; .*Any other file is read by its path, with its extension: "\.\/x\.csv"$/,
  );
});
