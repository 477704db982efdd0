import { expect, it } from "vitest";
import { whatNeedsNode } from "../../src/page/worker/whatNeedsNode.js";

const places = {
  "lossbook": { lossbook: "lossbook" },
  "./io": { needs: "node:fs" },
  "./physics": { file: "physics.ts" },
  "node:fs": { needs: "node:fs" },
} as const;
const needs = (...sources: readonly (string | { readonly nodeOnly: string })[]) =>
  whatNeedsNode(
    sources.map((source, at) =>
      typeof source === "string"
        ? { id: String(at), source }
        : { id: String(at), source: source.nodeOnly, nodeOnly: true },
    ),
    places,
  ).map(({ cell, names }) => `${cell}: ${names.join(", ")}`);

type Sources = readonly (string | { readonly nodeOnly: string })[];

it.each<readonly [string, Sources, readonly string[]]>([
  [
    "a cell that uses a module of Node, not the one that imports it",
    ['import { read } from "./io";\nimport { g } from "./physics";', "g", "read()"],
    ["2: node:fs (./io)"],
  ],
  [
    "what such a cell declares, and what is made of that",
    [
      'import * as fs from "node:fs";',
      "const rows = fs.a();",
      "const n = rows.length",
      "n + 1",
      "1",
    ],
    ["1: node:fs", "2: node:fs (rows)", "3: node:fs (n)"],
  ],
  [
    "what such a cell sets",
    ['import fs from "node:fs"; let rows;', "rows = fs.a();", "rows"],
    ["1: node:fs", "2: node:fs (rows)"],
  ],
  [
    "not a name that is made again, nor one of another scope",
    [
      'import { read } from "./io";',
      "const rows = read();",
      "const rows = [1];",
      "rows",
      "((read) => read)(1)",
    ],
    ["1: node:fs (./io)"],
  ],
  ["what its author keeps from the page", [{ nodeOnly: "const rows = 1;" }, "rows"], ["1: rows"]],
  ["a module that is imported for what it does", ['import "./io";'], ["0: node:fs (./io)"]],
  ["a module that nobody knows", ['import { x } from "elsewhere";'], ["0: elsewhere"]],
  ["an asked-for module", ['await import("./io")'], ["0: node:fs (./io)"]],
])("finds %s", (_, cells, expected) => {
  expect(needs(...cells)).toEqual(expected);
});
