// Tries changes inside one vitest that stays warm: the parent sends a change, this answers whether a test noticed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createVitest } from "vitest/node";

let change;
const vitest = await createVitest(
  "test",
  {
    watch: true,
    // The projects of vitest.config.mjs would have servers of their own, without the plugin below.
    config: false,
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    maxWorkers: 2,
    reporters: [{}],
    bail: 1,
    retry: 0,
    // Threads end with this process, which the parent stops when a change never ends.
    pool: "threads",
    standalone: true,
  },
  {
    plugins: [
      {
        name: "change",
        enforce: "pre",
        load(id) {
          if (change === undefined || id.split("?")[0] !== change.id) return undefined;
          const source = readFileSync(change.id, "utf8");
          return source.slice(0, change.start) + change.text + source.slice(change.end);
        },
      },
    ],
  },
);

/** Runs these test files, the first that fails ends it. */
async function noticed(files) {
  const wanted = new Set(files.map((file) => join(process.cwd(), file).replaceAll("\\", "/")));
  const specifications = (await vitest.globTestSpecifications()).filter(({ moduleId }) =>
    wanted.has(moduleId),
  );
  vitest.state.filesMap.clear();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const failing = testModules.filter((module) => !module.ok());
  return {
    noticed: failing.length > 0 || unhandledErrors.length > 0,
    ran: testModules.length,
    by: failing[0]?.relativeModuleId,
  };
}

process.on("message", async ({ change: next, files }) => {
  const touched = [change?.id, next?.id].filter((id) => id !== undefined);
  change = next;
  for (const id of touched) vitest.invalidateFile(id);
  process.send(await noticed(files));
});
process.send("ready");
