import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../../src/node/cli/main.js";
import { formatNotebook } from "../../../src/nbformat/formatNotebook.js";
import { notebookOf } from "../../nbformat/notebookOf.js";

const folder = mkdtempSync(join(tmpdir(), "lossbook-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const command = join(import.meta.dirname, "..", "..", "..", "bin", "lossbook.mjs");
const write = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
/** The command as a process of its own. */
function started(args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd: folder,
    encoding: "utf8",
    input,
  });
  return { status, stdout, stderr };
}

const home = process.cwd();
beforeEach(() => process.chdir(folder));
afterEach(() => process.chdir(home));

/** The command in this process, which costs a tenth of one of its own. */
async function lossbook(args: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      said[name] += String(text);
      return true;
    });
  try {
    await main(args);
    return { status: process.exitCode, ...said };
  } finally {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  }
}

write("ok.ipynb", formatNotebook(notebookOf(["1"])));
write(
  "python.ipynb",
  formatNotebook(
    notebookOf(["1"], ({ metadata }) => {
      metadata.kernelspec = { name: "python3", display_name: "Python", language: "python" };
    }),
  ),
);
write("old.ipynb", '{"nbformat":3,"nbformat_minor":0,"worksheets":[]}');
write("list.json", "[1]");

describe("wrong usage ends with 2 and one clear line", () => {
  it.each<[string[], string]>([
    [["runn"], "unknown command 'runn'"],
    [["run"], "missing required argument"],
    [["run", "none.ipynb"], "none.ipynb: no such file"],
    [["run", "python.ipynb"], "python.ipynb: a notebook in python"],
    [["run", "old.ipynb"], "old.ipynb: nbformat must be 4, got 3"],
    [["run", "list.json"], "not a notebook"],
    [["run", "ok.ipynb", "--timeout", "soon"], "Expected a number of seconds"],
    [["run", "ok.ipynb", "-j", "0"], "Expected a whole number"],
    [["run", "ok.ipynb", "-p", "novalue"], "Expected name=value"],
    [["run", "ok.ipynb", "-p", "class=1"], "is a word of the language"],
    [["run", "ok.ipynb", "--params", "list.json"], "expected a JSON object"],
    [["run", "ok.ipynb", "--params", "none.json"], "cannot be read as JSON"],
    [["run", "ok.ipynb", "-o", "ok.ipynb"], "would overwrite ok.ipynb"],
    [["run", "ok.ipynb", "-o", "none/"], "expected a folder that exists"],
    [["run", "ok.ipynb", "-o", "x", "--inplace"], "cannot be used with"],
    [["run", "ok.ipynb", "-o", "none/x.ipynb"], "the folder none does not exist"],
    [["run", "ok.ipynb", "--kernel", "python3"], "got python3: there is no such file"],
    [["run", "ok.ipynb", "--kernel", "list.json"], "must have an argv of strings"],
    [["verify", "ok.ipynb", "--kernel", "."], "got .: it is a folder"],
    [["report", "ok.ipynb", "-o", "list.json"], "expected a folder, or a name for a new one"],
    [["new", "Topic"], "expected two digits and a topic"],
    [["new", `01-${"é".repeat(120)}`], "at most 200 bytes"],
    [["clean", "old.ipynb"], "nbformat must be 4"],
  ])("lossbook %j", async (args, message) => {
    const { status, stderr } = await lossbook(args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(2);
  });

  it("as a process of its own, and where a pipe brings nothing", () => {
    const { status, stdout, stderr } = started(["clean", "--stdin"]);
    expect(stderr).toMatch(/^lossbook: .*the file is empty.*\n$/);
    expect([status, stdout]).toEqual([2, ""]);
  });
});

it("new writes a notebook where no lossbook is installed, and says what is missing to run it", async () => {
  write("lossbook.config.json", '{ "title": "T" }');
  try {
    const { status, stdout, stderr } = await lossbook(["new", "02-mine"]);
    expect(stdout).toBe("02-mine.ipynb: written\n");
    expect(stderr).toMatch(
      /has not been run: .*npm install lossbook, then lossbook verify --update/,
    );
    expect(status).toBe(0);
  } finally {
    for (const path of ["lossbook.config.json", "02-mine.ipynb"]) rmSync(join(folder, path));
  }
});

describe("a file whose name is an option", () => {
  it.each(["--output=ok2.ipynb", "-pid=1.ipynb", "--inplace"])("%s is none", async (name) => {
    const path = write(name, formatNotebook(notebookOf(["1"])));
    try {
      // As a shell writes `lossbook clean *`.
      const { status, stderr } = await lossbook(["clean", name, "ok.ipynb"]);
      expect(stderr).toBe(
        `lossbook: ${name} is an option and a file of this folder: name the file as ./${name}\n`,
      );
      expect(status).toBe(2);
      if (name.endsWith(".ipynb")) expect((await lossbook(["clean", `./${name}`])).status).toBe(0);
    } finally {
      rmSync(path);
    }
  });
});

describe("a file whose name steers a terminal", () => {
  it("is named, and steers none", async () => {
    const name = "a\u001b]0;owned\u0007\u202e.ipynb";
    const path = write(name, formatNotebook(notebookOf([{ execution_count: 4 }])));
    try {
      const said = [];
      for (const args of [["clean", "--check", name], ["clean", name], [name]])
        said.push(await lossbook(args));
      said.push(await lossbook(["clean", `${name}.none`]));
      for (const { stdout, stderr } of said) {
        expect(stdout + stderr).toContain("a\\u001b]0;owned\\u0007\\u202e.ipynb");
        // eslint-disable-next-line no-control-regex
        expect(stdout + stderr).not.toMatch(/[\u001b\u0007\u202e]/);
      }
    } finally {
      rmSync(path);
    }
  });
});

describe("lossbook clean", () => {
  it("strips outputs, repairs ids, and then has nothing to do", async () => {
    const dirty = notebookOf([
      { execution_count: 4, metadata: { execution: { a: 1 } } },
      { id: "c1" },
    ]);
    const path = write("dirty.ipynb", formatNotebook(dirty));
    expect(await lossbook(["clean", "--check", path])).toMatchObject({ status: 1, stdout: "" });
    expect(readFileSync(path, "utf8")).toBe(formatNotebook(dirty));
    expect((await lossbook(["clean", path])).status).toBe(0);
    expect((await lossbook(["clean", "--check", path])).status).toBe(0);
    expect(readFileSync(path, "utf8")).not.toMatch(/"execution"|"execution_count": 4/);
  });

  it("works as a git filter", () => {
    const { status, stdout } = started(
      ["clean", "--stdin"],
      formatNotebook(notebookOf([{ execution_count: 4 }])),
    );
    expect(status).toBe(0);
    expect(stdout).toBe(formatNotebook(notebookOf([""])));
  });
});
