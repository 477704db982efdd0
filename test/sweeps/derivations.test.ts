import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { equivalents, testThatChangesAreNoticed } from "../lesson/derivation/changesNoticed.js";
import { corpus } from "../lesson/derivation/corpus/index.js";
import {
  equalitiesOf,
  testThatEachHolds,
  testThatRelativeErrorsAreNoticed,
} from "../lesson/derivation/holdsAndNotices.js";

const root = join(import.meta.dirname, "..", "..");
const script = join(root, "scripts", "mutateDerivations.mjs");
const list = join(root, "test", "lesson", "derivation", "equivalentMutants.json");

describe("the corpus of true derivations", () => {
  testThatEachHolds(corpus);
});

testThatRelativeErrorsAreNoticed(corpus);

it("a relative error can be made in nearly every derivation", () => {
  const withEqualities = corpus.filter((spec) => equalitiesOf(spec).length > 0);
  expect(withEqualities.length).toBeGreaterThan(0.9 * corpus.length);
});

describe("changes to a derivation", () => {
  testThatChangesAreNoticed(corpus);

  it("are listed only while they are made: the list has no stale entry, and one would be noticed", () => {
    const stale = (file: string) =>
      spawnSync(process.execPath, [script, "--stale", `--list=${file}`], { encoding: "utf8" });
    const own = stale(list);
    expect(own.stderr).toBe("");
    expect(own.status).toBe(0);
    expect(own.stdout).toContain(`${equivalents.length} of ${equivalents.length} listed changes`);

    const folder = mkdtempSync(join(tmpdir(), "lossbook-stale-"));
    try {
      const [first] = equivalents;
      const gone = [
        { ...first!, mutant: "a change that nobody makes" },
        { ...first!, derivation: "a-derivation-that-is-gone" },
      ];
      writeFileSync(join(folder, "list.json"), JSON.stringify([first, ...gone]));
      const { status, stderr } = stale(join(folder, "list.json"));
      expect(status).toBe(1);
      expect(stderr.match(/made no more/g)).toHaveLength(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
