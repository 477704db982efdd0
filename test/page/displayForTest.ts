import { currentRuntime } from "../../src/lesson/runtime.js";

/** What a cell shows without any of lossbook's own values. */
export const display = (bundle: Readonly<Record<string, unknown>>): void =>
  currentRuntime().display(bundle);
