import { describe, expect, it } from "vitest";
import { wordsOf } from "../../src/report/words.js";

/** Every word of a language by its path; a sentence with a gap is filled with 1, 2 or "gap". */
function flat(words: object, path = ""): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(words).map(([name, word]: [string, unknown]) => {
      const at = path + name;
      if (typeof word === "object" && word !== null) return flat(word, `${at}.`);
      if (typeof word !== "function") return { [at]: word };
      const said = word as (gap: unknown) => string;
      return { [at]: said("gap"), [`${at} of 1`]: said(1), [`${at} of 2`]: said(2) };
    }),
  ) as Record<string, string>;
}
const [english, german] = [flat(wordsOf("en")), flat(wordsOf("de"))];

describe("the words of a page", () => {
  it("say everything in both languages, and fill the same gaps", () => {
    expect(Object.keys(german)).toEqual(Object.keys(english));
    const gaps = (word: string): string[] => word.match(/\{\w+\}|gap|\b[12]\b/g)?.sort() ?? [];
    for (const [name, word] of Object.entries(english)) {
      expect(word, name).toMatch(/\p{L}{2}/u);
      expect(german[name], name).toMatch(/\p{L}{2}/u);
      expect(gaps(german[name]!), name).toEqual(gaps(word));
    }
  });

  it("are German for German readers, wherever they live, and English for all others", () => {
    expect(["de", "DE", "de-CH", "de-at-1996"].map((tag) => wordsOf(tag).contents)).toEqual(
      Array(4).fill("Inhalt"),
    );
    expect(["en", "", "fr", "nds-de", "dex"].map((tag) => wordsOf(tag).contents)).toEqual(
      Array(5).fill("Contents"),
    );
  });

  it("count one point and several", () => {
    const said = (["en", "de"] as const).map((tag) => [
      wordsOf(tag).points(1),
      wordsOf(tag).points(3),
      wordsOf(tag).pointsToEarn(1),
      wordsOf(tag).pointsToEarn(3),
      wordsOf(tag).allLines(12_345),
    ]);
    expect(said).toEqual([
      ["tested at 1 point", "tested at 3 points", "1 point", "3 points", "All 12,345 lines"],
      ["an 1 Punkt geprüft", "an 3 Punkten geprüft", "1 Punkt", "3 Punkte", "Alle 12.345 Zeilen"],
    ]);
  });
});
