import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "../../../src/node/kernel/kernel.js";
import { startKernel } from "../../../src/node/kernel/startKernel.js";
import type { Repair } from "../../../src/node/kernel/repairs.js";
import { repairCases } from "./repairCases.js";

/** One of each kind: what is repaired in messages, in values and in the text of a cell. The others: test/faults. */
const few: readonly Repair[] = [
  "error-message",
  "execute-result",
  "rejections",
  "shorthand",
  "positions",
];

describe("a repaired kernel", () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await startKernel({ cwd: import.meta.dirname });
  }, 60_000);
  afterAll(() => kernel.shutdown());

  it.each(repairCases.filter(({ repair }) => few.includes(repair)))(
    "$repair: $says",
    async ({ observe, expected }) => {
      expect(await observe(kernel)).toEqual(expected);
    },
  );

  it("completes and inspects through the rewriting, at the reader's own positions", async () => {
    await kernel.execute("let amount = 5; const label = '🙂';");
    const code = "'🙂'; const r = { amount }; await (async () => amount.toFix)()";
    const cursor = [...code.slice(0, code.indexOf(")()"))].length;
    const found = await kernel.request("complete_request", { code, cursor_pos: cursor });
    expect(found).toMatchObject({ status: "ok", matches: ["toFixed"] });
    expect(found.cursor_end).toBe(cursor);
    expect(found.cursor_start).toBe(cursor - "toFix".length);

    const inShorthand = await kernel.request("complete_request", {
      code: "const r = { amou }",
      cursor_pos: 16,
    });
    expect(inShorthand).toMatchObject({ cursor_start: 12, cursor_end: 16 });
    expect(inShorthand.matches).toContain("amount");

    const told = await kernel.request("inspect_request", { code, cursor_pos: 22 });
    expect((told.data as Record<string, string>)["text/plain"]).toBe("let amount: number");
  });
});
