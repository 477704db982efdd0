import { expect, it } from "vitest";
import { LiveOutputs } from "../../../src/page/live/liveOutputs.js";

const words = { line: "line {line}", leftOut: "left out", moreErrors: "and {count} more errors" };
const error = (at: number) =>
  ({ kind: "error", name: "Error", message: `no ${at}`, line: undefined, stack: "" }) as const;

it("shows twenty errors that nobody waited for, and counts the others", () => {
  const outputs = new LiveOutputs();
  for (let at = 0; at < 20_000; at++) outputs.add(error(at), 50);
  const report = outputs.report(words);
  expect(report).toHaveLength(21);
  expect(report.at(-2)).toMatchObject({ output_type: "error", evalue: "no 19" });
  expect(report.at(-1)).toMatchObject({ name: "stderr", text: "\nand 19980 more errors\n" });
});

it("says nothing of others where there are none", () => {
  const outputs = new LiveOutputs();
  for (let at = 0; at < 20; at++) outputs.add(error(at), 50);
  expect(outputs.report(words)).toHaveLength(20);
});
