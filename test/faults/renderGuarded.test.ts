import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prose, renderForeign } from "../node/publish/foreignNotebook.js";

describe("a notebook that nobody vouches for", () => {
  it.each([
    ["takes too long", prose("1. a\n".repeat(58_000)), /took longer than 2 s/],
    [
      "becomes too large",
      prose(`[a]: http://x.org/${"y".repeat(5_000)}\n\n${"[a]\n\n".repeat(4_000)}`),
      /took more than 150 MB of memory|became \d+ MB of markup|took longer/,
    ],
  ])("shows a cell that %s as its source, and the others as they are", async (_, cell, reason) => {
    const { report, sourceCells } = await renderForeign([
      prose("*before*"),
      cell,
      prose("*after*"),
    ]);
    expect(sourceCells).toEqual([[1, expect.stringMatching(reason)]]);
    expect(report.article.text).toContain("<em>before</em>");
    expect(report.article.text).toContain("<em>after</em>");
    expect(report.article.text).toContain("This cell was too much to set");
  });
});

it("ends its command, whatever the libraries that set it have to say", () => {
  const folder = mkdtempSync(join(tmpdir(), "lossbook-guarded-"));
  const cell = { cell_type: "markdown", id: "a", metadata: {}, source: "$文$" };
  writeFileSync(
    join(folder, "a.ipynb"),
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] }),
  );
  const command = join(import.meta.dirname, "..", "..", "bin", "lossbook.mjs");
  const ended = spawnSync(
    process.execPath,
    [command, "report", "a.ipynb", "--no-run", "-o", "out"],
    { cwd: folder, encoding: "utf8", timeout: 30_000, killSignal: "SIGKILL" },
  );
  rmSync(folder, { recursive: true, force: true });
  expect(ended).toMatchObject({ status: 0, stderr: "" });
});
