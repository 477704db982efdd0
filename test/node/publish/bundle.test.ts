import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { packageRoot } from "../../../src/node/course/packageRoot.js";
import { bundle } from "../../../src/node/publish/bundle.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What `bundle` gives in a process that was started in `cwd`: esbuild asks for the working folder once. */
function bundledIn(cwd: string, entry: unknown): string {
  const file = join(packageRoot(), "dist", "esm", "node", "publish", "bundle.js");
  const script = `import { bundle } from ${JSON.stringify(pathToFileURL(file).href)};
    process.stdout.write(await bundle(${JSON.stringify(entry)}));`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd,
    encoding: "utf8",
  });
}

describe("bundle", () => {
  it.each([
    ["a script", "page/reader/early.ts"],
    [
      "a module",
      { contents: `import { entropy } from "./src/index.ts"; console.log(entropy([1]));` },
    ],
  ])("takes nothing from the working folder for %s", async (_, entry) => {
    const expected = await bundle(entry);
    writeFileSync(join(folder, "evil.js"), "export const entropy = () => 'planted';");
    const paths = Object.fromEntries(
      ["*", "*/early.ts", "*/index.ts"].map((path) => [path, ["./evil.js"]]),
    );
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { paths, target: "ES5" } }),
    );
    expect(bundledIn(folder, entry)).toBe(expected);
  });

  it("refuses what is neither the package's nor installed for it", async () => {
    const stray = join(folder, "stray.js");
    writeFileSync(stray, "console.log('planted');");
    await expect(bundle({ contents: `import ${JSON.stringify(stray)};` })).rejects.toThrow(
      /^the bundled module: imports .*stray\.js, which is neither lossbook's nor a dependency's/,
    );
  });

  it("refuses inline text that would end its element", async () => {
    const contents = `console.log("</scr" + "ipt>", "<!-" + "-");`;
    await expect(bundle({ contents }, { inline: true })).rejects.toThrow('holds "</script"');
    expect(await bundle({ contents: "console.log(1)" }, { inline: true })).toContain("log(1)");
  });
});
