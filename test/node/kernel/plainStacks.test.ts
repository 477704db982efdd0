import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../../src/node/course/packageRoot.js";
import { CellTexts } from "../../../src/node/kernel/cellTexts.js";
import { plainFrames, plainMessage } from "../../../src/node/kernel/plainStacks.js";
import { machinePaths } from "../machinePaths.js";

const root = packageRoot();
const frames = (...lines: string[]) =>
  plainFrames(
    lines.map((line) => `    at ${line}`),
    new CellTexts(),
  ).map((line) => line.replace("    at ", ""));

describe("the frames of a stack", () => {
  it("end in the cell; what runs it is nobody's business", () => {
    expect(
      frames(
        "f (cell 3:1:7)",
        "node:internal/process:12:3",
        "cell 4:2:1",
        `run (${root}/node_modules/tslab/dist/executor.js:1:1)`,
        `execute (${root}/dist/cjs/node/kernel/cellSession.js:9:9)`,
      ),
    ).toEqual(["f (cell 3:1:7)", "cell 4:2:1"]);
  });

  it.each([
    [`g (${root}/dist/cjs/index.js:5:6)`, "g (lossbook/dist/cjs/index.js:5:6)"],
    [`g (${root}/node_modules/a/b.js:5:6)`, "g (lossbook/node_modules/a/b.js:5:6)"],
    [`g (file://${root}/dist/esm/index.js:5:6)`, "g (lossbook/dist/esm/index.js:5:6)"],
    ["g (/srv/any/node_modules/a/b.js:5:6)", "g (node_modules/a/b.js:5:6)"],
    ["g (/srv/somebody/mine.js:5:6)", "g (mine.js:5:6)"],
    ["g (file:///srv/somebody/mine.mjs:5:6)", "g (mine.mjs:5:6)"],
    ["g (C:\\Users\\somebody\\mine.js:5:6)", "g (mine.js:5:6)"],
  ])("name a file without the folders of this machine: %s", (given, shown) => {
    const [line] = frames(given, "cell 4:2:1");
    expect(line).toBe(shown);
    expect(machinePaths(line!)).toEqual([]);
  });
});

describe("a message", () => {
  it("loses this machine's folders, and who required a module that is not there", () => {
    const message = plainMessage(
      `Cannot find module 'x'\nRequire stack:\n- ${root}/dist/cjs/node/kernel/launcher.js\n- ${root}/y.js`,
    );
    expect(message).toBe("Cannot find module 'x'");
    expect(plainMessage(`open '${join(root, "data", "x.csv")}'`)).toBe(
      "open 'lossbook/data/x.csv'",
    );
    if (homedir().length > 1) expect(plainMessage(join(homedir(), "x"))).toBe("~/x");
    expect(plainMessage("nothing to hide: a/b.js:1:2")).toBe("nothing to hide: a/b.js:1:2");
  });
});
