import fc from "../fastCheck.js";
import { describe, expect, it } from "vitest";
import { findProblems } from "../../src/nbformat/findProblems.js";
import { formatNotebook } from "../../src/nbformat/formatNotebook.js";
import { NotebookError } from "../../src/nbformat/notebookError.js";
import { parseNotebook } from "../../src/nbformat/parseNotebook.js";
import { injectParameters } from "../../src/node/run/injectParameters.js";
import { compact, resultsOf } from "../../src/node/verify/lock.js";
import { notebookOf } from "./notebookOf.js";

/** A notebook with every kind of cell and output, so that a mutation can hit every field. */
const whole = {
  ...notebookOf([]),
  cells: [
    {
      cell_type: "markdown",
      id: "m",
      metadata: { tags: ["a"] },
      source: ["# T\n"],
      attachments: { "a.png": { "image/png": "aGk=" } },
    },
    { cell_type: "raw", id: "r", metadata: {}, source: "raw" },
    {
      cell_type: "code",
      execution_count: 3,
      id: "c",
      metadata: { tags: ["parameters"], lossbook: { tolerance: 1e-4 } },
      outputs: [
        { name: "stdout", output_type: "stream", text: ["a 0.5\n"] },
        {
          data: { "text/plain": ["1"], "application/json": { a: [1] } },
          execution_count: 3,
          metadata: {},
          output_type: "execute_result",
        },
        { data: { "image/png": "aGk=" }, metadata: {}, output_type: "display_data" },
        { ename: "E", evalue: "v", output_type: "error", traceback: ["t"] },
      ],
      source: ["let a = 1;\n", "a"],
    },
    { cell_type: "code", execution_count: null, id: "d", metadata: {}, outputs: [], source: "2" },
  ],
};

const wrong = [
  null,
  true,
  -1,
  1.5,
  1e308,
  "",
  "text",
  "\u0000\ud800",
  [],
  [[]],
  {},
  { a: 1 },
  [null],
  ["x", 2],
];

type Path = readonly (string | number)[];

/** Every place in a value that can be changed or taken out. */
function placesIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
}

const places = placesIn(whole).slice(1);

function mutated(path: Path, replacement: unknown, kind: string): string {
  const copy: unknown = JSON.parse(JSON.stringify(whole));
  let holder = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = path.at(-1)!;
  if (kind === "remove") {
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
  } else if (kind === "double" && Array.isArray(holder)) holder.push(holder[last]);
  else holder[last] = replacement;
  return JSON.stringify(copy);
}

/** Either one clear line, or a notebook on which everything works. */
function judge(text: string): "refused" | "right" {
  try {
    const notebook = parseNotebook(text);
    expect(findProblems(notebook)).toEqual([]);
    const again = formatNotebook(notebook);
    expect(formatNotebook(parseNotebook(again))).toBe(again);
    compact(resultsOf(notebook));
    injectParameters(notebook, { a: 1 });
    return "right";
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    expect(error.message).not.toMatch(/\n|undefined is|Cannot read|\[object/);
    expect(error.message.length).toBeGreaterThan(15);
    return "refused";
  }
}

describe("mutated notebooks", () => {
  it("the notebook that is mutated is right", () => {
    expect(judge(JSON.stringify(whole))).toBe("right");
  });

  it("end in one clear line or a right result: every field with every wrong type", () => {
    const counts = { refused: 0, right: 0 };
    for (const path of places) {
      for (const replacement of wrong) counts[judge(mutated(path, replacement, "set"))]++;
      for (const kind of ["remove", "double"]) counts[judge(mutated(path, null, kind))]++;
    }
    expect(counts.refused).toBeGreaterThan(300);
    expect(counts.right).toBeGreaterThan(50);
  });

  it("500 seeded ones, several mutations of the text or the tree at once", () => {
    const one = fc.tuple(
      fc.constantFrom(...places),
      fc.constantFrom(...wrong),
      fc.constantFrom("set", "remove", "double"),
    );
    const tree = one.map(([path, value, kind]) => mutated(path, value, kind));
    const text = fc
      .tuple(
        tree,
        fc.nat(),
        fc.nat({ max: 20 }),
        fc.constantFrom("", "}", "[", '"', "\\u", "1e999"),
      )
      .map(([source, at, length, insert]) => {
        const start = at % source.length;
        return source.slice(0, start) + insert + source.slice(start + length);
      });
    fc.assert(
      fc.property(fc.oneof(tree, text), (source) => void judge(source)),
      { seed: 20261121, numRuns: 500 },
    );
  });
});
