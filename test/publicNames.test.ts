import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as lossbook from "../src/index.js";

const root = join(import.meta.dirname, "..");
const pages = readdirSync(join(root, "docs")).filter((file) => file.endsWith(".md"));
const documented = pages.map((file) => readFileSync(join(root, "docs", file), "utf8")).join("\n");
/** Every identifier that stands in a code mark or a code block of docs/. */
const named = new Set(
  [...documented.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].flatMap(([code]) =>
    [...code.matchAll(/[A-Za-z_$][\w$]*/g)].map(([name]) => name),
  ),
);

describe("what lossbook exports", () => {
  it("is documented: every value stands in code on a page of docs/", () => {
    expect(Object.keys(lossbook).length).toBeGreaterThan(200);
    expect(Object.keys(lossbook).filter((name) => !named.has(name))).toEqual([]);
  });

  it("keeps the inside inside", () => {
    const inside = /^check[A-Z]|^(invertTails|findRoot|incompleteBeta|incompleteGamma|family)$/;
    expect(Object.keys(lossbook).filter((name) => inside.test(name))).toEqual([]);
  });
});
