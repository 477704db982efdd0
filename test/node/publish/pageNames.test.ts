import { describe, expect, it } from "vitest";
import { pageNames } from "../../../src/node/publish/pageNames.js";

describe("pageNames", () => {
  it("makes a name of a notebook's", () => {
    expect(pageNames(["notebooks/06-binary.ipynb", "a b?.IPYNB", "...ipynb"])).toEqual([
      "06-binary.html",
      "a-b.html",
      "notebook.html",
    ]);
  });

  it("gives no name twice, whatever the case, and none that is taken", () => {
    expect(pageNames(["x/a.ipynb", "y/A.ipynb", "index.ipynb", "b.ipynb"], ["B.html"])).toEqual([
      "a.html",
      "A-2.html",
      "index-2.html",
      "b-2.html",
    ]);
  });

  it("stays within what a file's name may hold, and splits no letter", () => {
    const long = ["名".repeat(90), "😀".repeat(90), "𝒳".repeat(90), "x".repeat(300)];
    for (const name of pageNames([...long, ...long].map((base) => `${base}.ipynb`))) {
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      expect(name).not.toContain("\ufffd");
      expect(() => encodeURIComponent(name)).not.toThrow();
    }
    expect(pageNames([`${"名".repeat(80)}.ipynb`])).toEqual([`${"名".repeat(80)}.html`]);
  });
});
