import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

// `npm run faults` puts them in, and asks their tests.
const root = join(import.meta.dirname, "..");
const faults = JSON.parse(
  readFileSync(join(root, "test", "mutation", "faults.json"), "utf8"),
) as Record<"fault" | "file" | "find" | "replace" | "test", string>[];

it.each(faults)("$fault: its text stands once in $file", ({ file, find, replace, test }) => {
  expect(readFileSync(join(root, file), "utf8").split(find)).toHaveLength(2);
  expect(replace).not.toBe(find);
  expect(existsSync(join(root, test))).toBe(true);
});
