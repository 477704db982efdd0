// `npm run faults [-- WORD…]`: makes the faults of test/mutation/faults.json, one at a time, and asks of each the fast
// test file that is to notice it. The sources stay as they are: a fault is put in where the test reads its file.
// A fault whose text is gone, a test that is red without a fault, and a fault that no test notices end it with code 1.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createVitest } from "vitest/node";
import config from "../vitest.config.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const words = process.argv.slice(2);
const faults = JSON.parse(
  readFileSync(join(root, "test", "mutation", "faults.json"), "utf8"),
).filter(({ fault, file }) => words.every((word) => `${file} ${fault}`.includes(word)));

if (faults.length === 0) {
  console.error(`faults: none has ${words.join(" and ")} in its name or its file`);
  process.exit(2);
}
for (const { fault, file, find } of faults) {
  const places = readFileSync(join(root, file), "utf8").split(find).length - 1;
  if (places !== 1) {
    console.error(`faults: "${fault}": its text stands in ${file} ${places} times, not once`);
    process.exit(1);
  }
}

/** The names of the tests that fail in these files, with this fault or with none. */
async function failingTests(files, fault) {
  const plugin = {
    name: "fault",
    enforce: "pre",
    transform: (code, id) =>
      fault !== undefined && id.split("?")[0].replaceAll("\\", "/").endsWith(`/${fault.file}`)
        ? code.replace(fault.find, () => fault.replace)
        : undefined,
  };
  const { test: unit } = config.test.projects.find(({ test }) => test.name === "unit");
  // Without the configuration's file: a plugin given here would not reach its projects.
  const vitest = await createVitest(
    "test",
    {
      ...config.test,
      ...unit,
      config: false,
      root,
      watch: false,
      project: [],
      projects: undefined,
      reporters: [{}],
      bail: fault === undefined ? 0 : 1,
      maxWorkers: fault === undefined ? 2 : 1,
    },
    { plugins: [plugin] },
  );
  try {
    const specifications = (await vitest.globTestSpecifications()).filter(({ moduleId }) =>
      files.some((file) => moduleId.replaceAll("\\", "/").endsWith(`/${file}`)),
    );
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
    const failed = testModules.flatMap((module) => [
      ...[...module.children.allTests("failed")].map(({ fullName }) => fullName),
      // A file that cannot even be read noticed nothing: the fault is none, or was made wrongly.
      ...module.errors().map(({ message }) => `${module.moduleId}: ${message}`),
    ]);
    return { failed, ran: testModules.length, errors: unhandledErrors };
  } finally {
    await vitest.close();
  }
}

console.log("without a fault");
const files = [...new Set(faults.map(({ test }) => test))];
const sound = await failingTests(files, undefined);
if (sound.ran !== files.length || sound.failed.length > 0) {
  console.error(`faults: of ${files.length} files ${sound.ran} ran; red without a fault:`);
  for (const name of sound.failed) console.error(`  ${name}`);
  process.exit(1);
}
let unnoticed = 0;
for (const one of faults) {
  const { failed } = await failingTests([one.test], one);
  if (failed.length === 0) unnoticed++;
  console.log(
    failed.length === 0
      ? `NOT NOTICED  ${one.fault} (${one.file}; ${one.test})`
      : `noticed  ${one.fault}: ${failed[0]}`,
  );
}
console.log(`${faults.length - unnoticed} of ${faults.length} faults noticed`);
process.exitCode = unnoticed === 0 ? 0 : 1;
