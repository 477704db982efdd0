import { describe, expect, it } from "vitest";
import { pageCells } from "../../../src/node/publish/pageCells.js";

describe("the cells that a page carries", () => {
  it("seal what poses an exercise, and leave the author's answer out", () => {
    const question = 'exercise({ kind: "choice", options: [{ text: "größer", right: true }] })';
    const cells = pageCells([
      { id: "a", source: "1 + 1", metadata: {} },
      { id: "q", source: question, metadata: {} },
      {
        id: "s",
        source: "// BEGIN SOLUTION\nd.check(7)\n// END SOLUTION",
        stub: "d.check()",
        metadata: {},
      },
    ]);
    expect(JSON.stringify(cells)).not.toMatch(/right|größer|check\(7/);
    expect(cells[0]).toEqual({ id: "a", source: "1 + 1", metadata: {} });
    expect(Buffer.from(cells[1]!.sealed!, "base64").toString()).toBe(question);
    const compiled = pageCells([
      { id: "n", source: "namespace A { export const b = 1 }", metadata: {} },
    ]);
    expect(compiled[0]).toMatchObject({
      id: "n",
      compiled: expect.stringContaining("var A") as string,
    });
    expect(cells[2]).toEqual({ id: "s", source: "d.check()", metadata: {} });
  });
});
