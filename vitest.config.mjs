import { defineConfig } from "vitest/config";
import { slowSuites } from "./vitest.suites.mjs";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: slowSuites,
    testTimeout: 60_000,
    maxWorkers: 2,
    // Some tests start a kernel: what fails twice is broken.
    retry: process.env.CI ? 1 : 0,
  },
});
