import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { main } from "../../../src/node/cli/main.js";

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

it("the README names every command that lossbook --help names, in its order", async () => {
  let help = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    help += String(text);
    return true;
  });
  await main(["--help"]);
  const commands = [...help.split("Commands:")[1]!.matchAll(/^ {2}(\w+)/gm)].map(
    ([, name]) => name,
  );
  const readme = readFileSync(join(import.meta.dirname, "..", "..", "..", "README.md"), "utf8");
  const rows = [...readme.matchAll(/^\| `npx lossbook (\w+)/gm)].map(([, name]) => name);
  expect(rows).toEqual(commands.filter((name) => name !== "help"));
  expect(rows.length).toBeGreaterThan(5);
});
