import { defineConfig } from "vitest/config";
import { slowSuites } from "./vitest.suites.mjs";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: slowSuites,
    testTimeout: 30_000,
    maxWorkers: 2,
  },
});
