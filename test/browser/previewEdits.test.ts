import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

/** Of the 500 of `bench/previewEdits.mjs` a few, others with every commit. */
it("random edits end in the page that a clean report makes", () => {
  const root = join(import.meta.dirname, "..", "..");
  const given = process.env["LOSSBOOK_SAMPLE"] ?? "";
  const seed = [...given].reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) % 1e6, 7);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "bench", "previewEdits.mjs"), "--edits", "24", "--look", "12", "--seed", String(seed), "--browser"], // prettier-ignore
    { encoding: "utf8" },
  );
  expect(status, stdout + stderr).toBe(0);
}, 300_000);
