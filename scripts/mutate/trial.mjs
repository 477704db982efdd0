// The process that the trials run in: a vitest with one file, which the parent stops when a change never ends.
import { startVitest } from "vitest/node";

await startVitest("test", [], {
  watch: false,
  run: true,
  // The projects of vitest.config.mjs are not meant here.
  config: false,
  include: ["scripts/mutate/trials.mjs"],
  reporters: [{}],
  pool: "threads",
  maxWorkers: 1,
  dangerouslyIgnoreUnhandledErrors: true,
});
process.exit(0);
