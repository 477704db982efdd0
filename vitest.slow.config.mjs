import { defineConfig } from "vitest/config";
import { slowSuites } from "./vitest.suites.mjs";

export default defineConfig({
  test: {
    include: slowSuites.map((suite) => suite.replace("/**", "/**/*.test.ts")),
    testTimeout: 300_000,
    // Real kernels and browsers on a busy machine: what fails twice is broken.
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 300_000,
    // Kernels and browsers of two suites at once would measure each other.
    fileParallelism: false,
    // Pages of the course: two at a time, on two cores.
    maxConcurrency: 2,
  },
});
