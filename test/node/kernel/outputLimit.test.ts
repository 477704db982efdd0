import { describe, expect, it } from "vitest";
import { OutputLimit } from "../../../src/node/kernel/outputLimit.js";

const sent = (limit: OutputLimit, text: string, cell: object): string =>
  [...limit.pieces(text, cell)].join("");

describe("what the kernel sends", () => {
  it("is everything where nobody set a limit, in pieces that part no character", () => {
    const text = `a${"🙂".repeat(2 ** 20)}`;
    const pieces = [...new OutputLimit().pieces(text, {})];
    expect(pieces.length).toBe(3);
    expect(pieces.join("") === text).toBe(true);
    expect(pieces.some((piece) => /[\ud800-\udbff]$/.test(piece))).toBe(false);
  });

  it("ends one character above the limit, for each cell that goes on", () => {
    const limit = new OutputLimit(10);
    const [first, second] = [{}, {}];
    expect(sent(limit, "12345", first)).toBe("12345");
    expect(sent(limit, "6789012", first)).toBe("678901");
    expect(sent(limit, "more", first)).toBe("");
    expect(sent(limit, "more", second)).toBe("m");
    expect(sent(limit, "more", second)).toBe("");
  });

  it("keeps a bundle's texts up to the limit, and one character more of those above", () => {
    const data = { "text/plain": "1234", "text/html": "123456789", "application/json": [1] };
    expect(new OutputLimit(5).bundle(data)).toEqual({ ...data, "text/html": "123456" });
  });
});
