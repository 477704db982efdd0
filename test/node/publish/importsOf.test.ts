import { describe, expect, it } from "vitest";
import { exportedNames, importsOf, unitedImports } from "../../../src/node/publish/importsOf.js";

const exported = new Map([
  ["lossbook", ["entropy", "normal", "perplexity"]],
  ["lossbook/notebook", ["derive", "show"]],
]);
const cell = (source: string, stub?: string) => ({
  id: "a",
  source,
  metadata: {},
  ...(stub === undefined ? {} : { stub }),
});
const of = (source: string, stub?: string) => importsOf([cell(source, stub)], exported);
const none = { "lossbook": [], "lossbook/notebook": [] };

describe("importsOf", () => {
  it.each([
    [`import { entropy } from "lossbook";`, ["entropy"]],
    [`import {entropy}from'lossbook'`, ["entropy"]],
    [`import { entropy as H, type Loss } from "lossbook";`, ["entropy"]],
    [
      `import {\n  entropy, // the source's own (all)\n  /* and */ normal,\n} from "lossbook";`,
      ["entropy", "normal"],
    ],
    [`import * as L from "lossbook";`, ["entropy", "normal", "perplexity"]],
    [`import*as L from"lossbook"`, ["entropy", "normal", "perplexity"]],
    [`const L = await import("lossbook");`, ["entropy", "normal", "perplexity"]],
    ["const L = await import(`lossbook`);", ["entropy", "normal", "perplexity"]],
    [`const { entropy } = require('lossbook');`, ["entropy", "normal", "perplexity"]],
    [
      `1; import { normal } from "lossbook"; import { perplexity } from "lossbook"`,
      ["normal", "perplexity"],
    ],
  ])("finds what %s brings", (source, names) => {
    expect(of(source)).toEqual({ ...none, lossbook: names });
  });

  it.each([
    `import type { Loss } from "lossbook";`,
    `import { Loss } from "lossbook";`,
    `import { readFile } from "node:fs";`,
    `import { x } from "constructor"; import * as y from "__proto__"; require("toString")`,
    `entropy([1])`,
    `// import { entropy } from "lossbook";`,
  ])("finds nothing in %s", (source) => {
    expect(of(source)).toEqual(none);
  });

  it("looks into the learner's version of a cell as well", () => {
    expect(
      of(`import { normal } from "lossbook"`, `import { show } from "lossbook/notebook"`),
    ).toEqual({
      "lossbook": ["normal"],
      "lossbook/notebook": ["show"],
    });
  });

  it("knows what the package exports", async () => {
    const names = await exportedNames();
    expect(names.get("lossbook")).toContain("entropy");
    expect(names.get("lossbook/notebook")).toContain("derive");
  });
});

it("unitedImports is what several notebooks bring together", () => {
  const a = { "lossbook": ["normal"], "lossbook/notebook": [] };
  const b = { "lossbook": ["entropy", "normal"], "lossbook/notebook": ["show"] };
  expect(unitedImports([a, b])).toEqual({
    "lossbook": ["entropy", "normal"],
    "lossbook/notebook": ["show"],
  });
});
