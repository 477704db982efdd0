import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { formatNotebook } from "../../src/nbformat/formatNotebook.js";
import { notebookOf } from "../nbformat/notebookOf.js";

// A folder whose name needs quoting, as git hands the filter to a shell.
const base = mkdtempSync(join(tmpdir(), "lossbook-git-"));
const clone = join(base, "a clone's folder");
mkdirSync(clone);
afterAll(() => rmSync(base, { recursive: true, force: true }));

const command = join(import.meta.dirname, "..", "..", "bin", "lossbook.mjs");
const hasGit = spawnSync("git", ["--version"]).status === 0;

/** git without the settings of this machine. */
function git(...args: string[]) {
  const { status, stdout, stderr } = spawnSync("git", args, {
    cwd: clone,
    encoding: "utf8",
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: join(base, "none"),
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: "A",
      GIT_AUTHOR_EMAIL: "a@example.org",
      GIT_COMMITTER_NAME: "A",
      GIT_COMMITTER_EMAIL: "a@example.org",
    },
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

const install = () =>
  spawnSync(process.execPath, [command, "clean", "--install-git-filter"], {
    cwd: clone,
    encoding: "utf8",
  });

describe.skipIf(!hasGit)("lossbook clean --install-git-filter", () => {
  const output = { name: "stdout", output_type: "stream" as const, text: "0.5\n" };
  const executed = formatNotebook(
    notebookOf([{ source: "1", execution_count: 7, outputs: [output] }]),
  );
  const stripped = formatNotebook(notebookOf(["1"]));

  it("outside a clone fails with one line", () => {
    const { status, stderr } = install();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^lossbook: git rev-parse failed: .*not a git repository.*\n$/);
  });

  it("lets git store notebooks without outputs while the reader's file keeps them", () => {
    git("init", "--quiet");
    writeFileSync(join(clone, "mine.txt"), "0.5\n");
    mkdirSync(join(clone, ".git", "info"), { recursive: true });
    writeFileSync(join(clone, ".git", "info", "attributes"), "*.txt text\n");
    expect(install()).toMatchObject({ status: 0, stderr: "" });
    expect(install().status).toBe(0);
    const attributes = readFileSync(join(clone, ".git", "info", "attributes"), "utf8");
    expect(attributes).toBe("*.txt text\n*.ipynb filter=lossbook\n");

    const path = join(clone, "x.ipynb");
    writeFileSync(path, executed);
    git("add", ".");
    git("commit", "--quiet", "-m", "first");
    expect(git("show", "HEAD:x.ipynb")).toBe(stripped);
    expect(git("show", "HEAD:mine.txt")).toBe("0.5\n");
    expect(readFileSync(path, "utf8")).toBe(executed);
    expect(git("status", "--porcelain")).toBe("");

    // Another run's outputs are no change; another cell is one.
    writeFileSync(path, executed.replace("0.5", "0.7"));
    expect(git("diff", "--stat")).toBe("");
    writeFileSync(path, executed.replace('"1"', '"2"'));
    expect(git("diff", "--stat")).toContain("x.ipynb");

    git("checkout", "--quiet", "--", "x.ipynb");
    expect(readFileSync(path, "utf8")).toBe(stripped);
  });

  it("says why a file that is no notebook is stored as it is", () => {
    writeFileSync(join(clone, "broken.ipynb"), "{");
    const add = ["add", "broken.ipynb"];
    const { status, stderr } = spawnSync("git", add, { cwd: clone, encoding: "utf8" });
    expect(status).toBe(0);
    expect(stderr).toContain("not JSON");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(git("show", ":broken.ipynb")).toBe("{");
  });
});
