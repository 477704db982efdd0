import { describe, expect, it } from "vitest";
import { readDerivation } from "../../src/outputs/derivation.js";
import { readExercise } from "../../src/outputs/exercise.js";
import { readExplore } from "../../src/outputs/exploration.js";
import { isFigure } from "../../src/outputs/figure.js";
import { readTableData } from "../../src/outputs/table.js";

const step = { number: 1, relationTex: "=", tex: "x", reason: "", points: 200 };
const derivation = {
  version: 1, anchor: "a", title: "t", start: "x", steps: [step], quantities: [], definitions: [],
}; // prettier-ignore
const exercise = { version: 1, id: "a", title: "t", question: "q", solution: "s", hints: ["h"] };
const control = { kind: "slider", name: "n", label: "l", positions: [1, 2], start: 1 };
const exploration = { version: 1, id: "a", title: "t", words: {}, controls: [control] };
const table = { name: "t", columns: [{ name: "a", type: "number", values: [1, null] }] };
const figure = { data: [], layout: {}, alt: "a" };

type Guard = (json: unknown) => unknown;
const guards: readonly (readonly [string, Guard, object, readonly object[]])[] = [
  [
    "derivation",
    readDerivation,
    derivation,
    [
      { version: 2 },
      { anchor: 1 },
      { title: undefined },
      { start: null },
      { steps: {} },
      { steps: [{ ...step, tex: 3 }] },
      { steps: [{ ...step, points: "many" }] },
      { quantities: undefined },
      { definitions: "none" },
    ],
  ],
  [
    "exercise",
    readExercise,
    exercise,
    [{ version: 0 }, { id: 1 }, { question: undefined }, { hints: "h" }, { hints: [1] }],
  ],
  [
    "exploration",
    readExplore,
    exploration,
    [
      { version: "1" },
      { id: 1 },
      { words: [] },
      { controls: [{ ...control, positions: [] }] },
      { controls: [{ ...control, name: 1 }] },
      { controls: [{ ...control, positions: Array.from({ length: 1001 }, (_, i) => i) }] },
    ],
  ],
  [
    "table",
    readTableData,
    table,
    [{ name: 1 }, { columns: {} }, { columns: [{ name: "a", type: "date", values: [] }] }],
  ],
  ["figure", (json) => (isFigure(json) ? json : undefined), figure, [{ data: {} }, { layout: 1 }]],
];

describe.each(guards)("the guard of a %s", (_, read, whole, faults) => {
  it("lets a whole one through as it is", () => {
    expect(read(whole)).toBe(whole);
  });

  it.each(faults.map((fault) => [JSON.stringify(fault).slice(0, 60), fault] as const))(
    "refuses one with %s",
    (_name, fault) => {
      expect(read({ ...whole, ...fault })).toBeUndefined();
    },
  );

  it.each([undefined, null, 3, "text", []])("refuses %j", (value) => {
    expect(read(value)).toBeUndefined();
  });
});
