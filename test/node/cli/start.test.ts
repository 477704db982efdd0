import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");

/** The files that the command loads, by their addresses. */
function modulesOf(args: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "lossbook-start-"));
  try {
    const list = join(folder, "list.txt");
    const hooks = join(folder, "hooks.mjs");
    const start = join(folder, "start.mjs");
    writeFileSync(
      hooks,
      `import { appendFileSync } from "node:fs";
       export const load = (url, context, next) => (appendFileSync(${JSON.stringify(list)}, url + "\\n"), next(url, context));`,
    );
    writeFileSync(
      start,
      `import { register } from "node:module"; register(${JSON.stringify(pathToFileURL(hooks).href)});`,
    );
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--import", pathToFileURL(start).href, join(root, "bin/lossbook.mjs"), ...args],
      { encoding: "utf8" },
    );
    expect(status, stderr).toBe(0);
    return readFileSync(list, "utf8").split("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it("loads nothing heavy before a command is known: no kernel, no publisher, no rules, no package but commander", () => {
  const modules = modulesOf(["--help"]);
  expect(modules.some((url) => url.endsWith("/node/cli/check.js"))).toBe(true);
  const heavy = modules.filter(
    (url) =>
      /node_modules\/(?!commander\/)/.test(url) ||
      /\/dist\/esm\/(?:report|math\/(?!numeric\/)|learn|figures)\//.test(url) ||
      /\/node\/(?:publish|kernel\/(?!kernelCommand)|preview|check\/rules)/.test(url) ||
      url.endsWith("/node/run/runNotebook.js"),
  );
  expect(heavy).toEqual([]);
});
