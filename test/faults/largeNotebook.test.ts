import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "./runCommand.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-large-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lossbook(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "bin", "lossbook.mjs"), ...args],
    { cwd: folder, encoding: "utf8", timeout: 200_000 },
  );
  return { status, stdout, stderr };
}

/** Writes `start`, then `part` until the file has so many bytes, then `end`. */
function write(name: string, start: string, part: string, end: string, bytes = 200e6): string {
  const path = join(folder, name);
  const file = openSync(path, "w");
  writeSync(file, start);
  const block = part.repeat(Math.ceil(1e6 / part.length));
  for (let at = 0; at < bytes; at += block.length) writeSync(file, block);
  writeSync(file, end);
  closeSync(file);
  expect(statSync(path).size).toBeGreaterThanOrEqual(bytes);
  return name;
}

const head = '{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[';
const code = (id: string, source: string, outputs: string) =>
  `{"cell_type":"code","id":"${id}","metadata":{},"execution_count":null,"source":${source},"outputs":${outputs}}`;

describe("a notebook of 200 MB", () => {
  it("with its bulk in an output is cleaned", () => {
    const output = '[{"output_type":"stream","name":"stdout","text":["';
    const start = head + code("a", '"1"', output).replace(/\}$/, "");
    const name = write("bulk.ipynb", start, "xxxxxxxxx ", '"]}]}]}');
    expect(lossbook("clean", name)).toMatchObject({ status: 0, stderr: "" });
    expect(statSync(join(folder, name)).size).toBeLessThan(1000);
  });

  it("with its bulk in small outputs runs, and keeps none of them", () => {
    const line = '{"output_type":"stream","name":"stdout","text":["0.5\\n"]},';
    const output = `[${line}`;
    const start = head + code("a", '"1"', output).replace(/\}$/, "");
    const end = '{"output_type":"stream","name":"stdout","text":["0.5\\n"]}]}]}';
    const name = write("small.ipynb", start, line, end);
    expect(lossbook("run", name, "-o", "out.ipynb")).toMatchObject({ status: 0, stderr: "" });
    expect(statSync(join(folder, "out.ipynb")).size).toBeLessThan(1000);
  });

  it.each([
    [
      "cells of the wrong type",
      head,
      "11111,",
      "1]}",
      /cells\[0\] must be an object.*; and many more/,
    ],
    ["many values", head, "1,", "1]}", /more than 50 million values/],
    ["one text", '"', "xxxxxxxxx ", '"', /expected a JSON object with cells/],
    ["an object without cells", '{"a":[', "11111,", "1]}", /neither "nbformat" nor "cells"/],
    ["small arrays", '{"a":[', "[1],", "1]}", /more than 10 million arrays and objects/],
    [
      "text that breaks off",
      head,
      `{"cell_type":"raw","source":"${"x".repeat(100)}"},`,
      "",
      /not JSON/,
    ],
    ["no JSON", "", "lorem ", "", /not JSON/],
    ["arrays in each other", "", "[", "", /more than 10 million arrays and objects/],
  ])("of %s is refused in one line", (what, start, part, end, message) => {
    const { status, stderr } = lossbook("run", write("wrong.ipynb", start, part, end));
    expect(stderr, what).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr.length).toBeLessThan(1000);
    expect(status).toBe(2);
  });

  it("and one that no string can hold, is refused by its size", () => {
    const path = join(folder, "huge.ipynb");
    closeSync(openSync(path, "w"));
    truncateSync(path, 3 * 2 ** 30);
    const { status, stderr } = lossbook("run", "huge.ipynb");
    expect(stderr).toMatch(/is 3072 MiB: notebooks above 400 MiB are not read/);
    expect(status).toBe(2);
  });
});
