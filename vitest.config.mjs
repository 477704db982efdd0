import { readFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";

// Where it really is: macOS reaches it by a link, and Windows by a short name, and what a test compares with would
// have another path.
const temporary = realpathSync.native(tmpdir());

const slow = {
  // Real kernels and browsers on a busy machine take their time.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  // Kernels and browsers of two suites at once would measure each other.
  fileParallelism: false,
  // Pages of the course: two at a time, on two cores.
  maxConcurrency: 2,
};
const kernel = ["notebooks", "faults", "recipes"].map((name) => `test/${name}/**/*.test.ts`);
const browser = ["test/browser/**/*.test.ts"];
/** What a fast test tries a few of, tried whole. */
const sweep = ["test/sweeps/**/*.test.ts"];

/**
 * Files with an environment of their own first, together. A process that shares its files ends where the next one has
 * another environment, and a new one reads everything anew: among the others, four such files made five processes more.
 */
class OwnEnvironmentsFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files);
    const own = ({ moduleId }) =>
      readFileSync(moduleId, "utf8").startsWith("// @vitest-environment") ? 0 : 1;
    return sorted.sort((a, b) => own(a) - own(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: OwnEnvironmentsFirst },
    // Without --project, the suite of every commit; `npm run test:slow` runs the others.
    project: "unit",
    maxWorkers: 2,
    env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    // A test that asserts nothing cannot fail.
    expect: { requireAssertions: true },
    // Some tests start a kernel: what fails twice is broken.
    retry: process.env.CI ? 1 : 0,
    // `npm run coverage`: the lines of the mathematics that no test reaches; one of them fails it.
    coverage: {
      include: ["src/math/**/*.ts"],
      reporter: ["text"],
      skipFull: true,
      reportOnFailure: true,
      thresholds: { lines: 100 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...kernel, ...browser, ...sweep],
          testTimeout: 60_000,
          // Files share a process, one after the other: what each would load anew costs more than its tests.
          isolate: false,
          setupFiles: ["test/setup.ts"],
        },
      },
      { extends: true, test: { name: "sweep", include: sweep, testTimeout: 300_000 } },
      { extends: true, test: { name: "kernel", include: kernel, ...slow } },
      { extends: true, test: { name: "browser", include: browser, ...slow } },
    ],
  },
});
