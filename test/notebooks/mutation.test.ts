import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, "notebooks");

/** The derivations that the cells of the notebooks show. */
const shown = readdirSync(folder)
  .filter((file) => file.endsWith(".ipynb"))
  .flatMap((file) => {
    const { cells } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
      readonly cells: readonly { readonly cell_type: string; readonly source: string | string[] }[];
    };
    return cells
      .filter((cell) => cell.cell_type === "code")
      .flatMap((cell) => [
        ...[cell.source]
          .flat()
          .join("")
          .matchAll(/\bderive\(\s*"([^"]+)"/g),
      ])
      .map((match) => ({ file, anchor: match[1]! }));
  });

describe("the derivations of the notebooks", () => {
  it("notice every mistake put into them that is none by accident", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, "scripts", "mutateDerivations.mjs"), "--notebooks"],
      { encoding: "utf8", cwd: root },
    );
    expect(stderr).toBe("");
    expect(status).toBe(0);
    // None was passed over.
    expect(shown.length).toBeGreaterThan(10);
    for (const { file, anchor } of shown) expect(stdout).toContain(` ${file} ${anchor}: `);
    expect(stdout).toMatch(/ 0 survived; 100\.00 %/);
  });
});
