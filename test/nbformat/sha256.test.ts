import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { rng } from "../../src/math/random/rng.js";
import { sha256 } from "../../src/nbformat/sha256.js";

it("is the hash of the standard, at every length of a last block", () => {
  // FIPS 180-4, examples of appendix B.
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  for (let length = 0; length <= 130; length++) {
    const text = "x".repeat(length);
    expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
  }
});

it("hashes any text as Node does", () => {
  const random = rng(1);
  // Of one, two, three and four bytes in UTF-8; half of a pair, alone, is none of them.
  const ranges = [
    [0, 0x7f],
    [0x80, 0x7ff],
    [0x800, 0xffff],
    [0x1_0000, 0x10_ffff],
  ] as const;
  const character = (): string => {
    const [first, last] = ranges[random.integer(4)]!;
    return String.fromCodePoint(first + random.integer(last - first + 1));
  };
  for (let run = 0; run < 200; run++) {
    const text = Array.from({ length: random.integer(301) }, character).join("");
    expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
  }
});
