import { expect, it } from "vitest";
import { describeExit } from "../../../src/node/kernel/executeResult.js";

it.each([
  ["", "SIGABRT"],
  [
    "----- Native stack trace -----\n 1: 0xb8 node::Abort() [node]\n10: follow (/home/ann/x.js:3:2)",
    "SIGABRT",
  ],
  [
    "1: 0xb8\nFATAL ERROR: heap out of memory\n 2: 0xc9",
    "SIGABRT: FATAL ERROR: heap out of memory",
  ],
  ["goodbye\n    at f (/home/ann/x.js:3:2)", "SIGABRT: goodbye"],
])("how a kernel ended is told without the frames of its stack: %j", (output, said) => {
  expect(describeExit({ code: null, signal: "SIGABRT" }, output)).toBe(said);
});
