import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import {
  readConnectionFile,
  writeConnectionFile,
} from "../../../src/node/kernel/connectionFile.js";

it("a connection file is this user's alone, names five ports and goes with its folder", async () => {
  const file = await writeConnectionFile("lossbook");
  const folder = dirname(file.path);
  try {
    if (process.platform !== "win32") {
      expect(statSync(file.path).mode & 0o777).toBe(0o600);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
    const read = readConnectionFile(file.path);
    expect(read).toEqual(file.connection);
    const { shell_port, iopub_port, stdin_port, control_port, hb_port } = read;
    expect(new Set([shell_port, iopub_port, stdin_port, control_port, hb_port]).size).toBe(5);
    expect(read.ip).toBe("127.0.0.1");
    expect(read.key).toMatch(/^[0-9a-f]{64}$/);
  } finally {
    file.remove();
  }
  expect(existsSync(folder)).toBe(false);
});

it("refuses a connection without a key", async () => {
  const file = await writeConnectionFile("lossbook");
  try {
    const connection = JSON.parse(readFileSync(file.path, "utf8")) as object;
    writeFileSync(file.path, JSON.stringify({ ...connection, key: "" }));
    expect(() => readConnectionFile(file.path)).toThrow(/must have a key/);
  } finally {
    file.remove();
  }
});
