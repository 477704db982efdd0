import { describe, expect, it } from "vitest";
import { fitFigure } from "../../src/figures/fitFigure.js";
import * as figures from "../../src/figures/index.js";
import type { Figure } from "../../src/figures/index.js";
import { presentFigure } from "../../src/figures/presentFigure.js";
import { darkTemplate, lightTemplate } from "../../src/figures/theme.js";
import { gallery } from "./gallery.js";

/** Four digits, and of long lists nine entries and the length: what a person can read in a review. */
function brief(value: unknown): unknown {
  if (typeof value === "number")
    return Number.isFinite(value) ? Number(value.toPrecision(4)) + 0 : `${value}`;
  if (Array.isArray(value)) {
    if (value.length <= 12) return value.map(brief);
    const step = Math.floor(value.length / 8);
    const some = value.filter((_, i) => i % step === 0).slice(0, 9);
    return [`${value.length} entries`, ...some.map(brief)];
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, brief(entry)]));
  }
  return value;
}

const builders = Object.keys(figures).filter(
  (name) => /[a-z]Figure$/.test(name) && name !== "presentFigure",
);
const each = Object.entries(gallery);
const titleOf = (figure: Figure): string => (figure.layout["title"] as { text: string }).text;

describe("the gallery", () => {
  it("has an example of every builder", () => {
    expect(Object.keys(gallery).sort()).toEqual(builders.sort());
  });

  it.each(each)("%s draws the same data as before", (name, make) => {
    const { data, layout, alt } = make();
    const { legend, ...rest } = layout;
    expect(legend).toBeDefined();
    expect(brief({ data, layout: rest, alt })).toMatchSnapshot(name);
  });

  it.each(each)("%s has a title, labelled axes and an alternative in words", (_, make) => {
    const { layout, alt } = make();
    expect(titleOf(make()).length).toBeGreaterThan(10);
    expect(alt.startsWith(titleOf(make()))).toBe(true);
    expect(alt.length).toBeGreaterThan(titleOf(make()).length + 20);
    expect(alt).not.toMatch(/NaN|undefined|<br>/);
    for (const [key, axis] of Object.entries(layout).filter(([key]) => /^[xy]axis/.test(key))) {
      const { title, visible } = axis as { title?: { text: string }; visible?: boolean };
      if (visible !== false) expect(title?.text, key).toBeTruthy();
    }
  });

  it.each(each)("%s carries no colours of ground and text, so that every theme fits", (_, make) => {
    expect(make().layout).not.toHaveProperty("template");
    expect(make().layout).not.toHaveProperty("paper_bgcolor");
    expect(make().layout).not.toHaveProperty("font");
  });

  it.each(each)("%s survives JSON and being fitted twice", (_, make) => {
    const once = fitFigure(make(), 375);
    expect(
      fitFigure(JSON.parse(JSON.stringify(fitFigure(make(), 800))) as Figure, 375).layout["height"],
    ).toBe(once.layout["height"]);
    for (const line of titleOf(once).split("<br>")) expect(line.length).toBeLessThanOrEqual(42);
    // 375 px without the margins hold 37 letters of an axis title; a single word may be longer.
    for (const [name, axis] of Object.entries(once.layout))
      if (/^xaxis\d*$/.test(name))
        for (const line of String((axis as { title?: { text?: string } }).title?.text ?? "").split(
          "<br>",
        ))
          if (line.includes(" ")) expect(line.length).toBeLessThanOrEqual(37);
  });
});

describe("presentFigure", () => {
  it("brightens the deep colours on a dark ground, and leaves the data alone", () => {
    const trace = {
      type: "scatter",
      y: [1, 2],
      line: { color: "#0072b2" },
      marker: { color: "rgba(0,114,178,0.6)" },
      name: "#0072b2 is blue",
    };
    const figure = { data: [trace], layout: {}, alt: "A line." };
    const drawn = (theme: "light" | "dark") => presentFigure(figure, { theme, width: 600 }).data[0];
    expect(drawn("light")).toEqual(trace);
    expect(drawn("dark")).toEqual({
      ...trace,
      line: { color: "#3f9fe0" },
      marker: { color: "rgba(63,159,224,0.6)" },
    });
  });

  it("exchanges the theme and puts panels below each other where it is narrow", () => {
    const figure = gallery["lossFigure"]!();
    const wide = presentFigure(figure, { theme: "light", width: 900 });
    const narrow = presentFigure(figure, { theme: "dark", width: 375 });
    expect(wide.layout["template"]).toBe(lightTemplate);
    expect(narrow.layout["template"]).toBe(darkTemplate);
    expect(wide.layout["grid"]).toMatchObject({ rows: 1, columns: 2 });
    expect(narrow.layout["grid"]).toMatchObject({ rows: 2, columns: 1 });
    expect(narrow.layout["height"] as number).toBeGreaterThan(
      1.6 * (wide.layout["height"] as number),
    );
    expect(presentFigure(narrow, { theme: "light", width: 900 }).layout).toEqual(wide.layout);
  });
  it("leaves the layout of a figure made by hand", () => {
    const hand: Figure = { data: [], layout: { height: 123 }, alt: "x" };
    expect(presentFigure(hand, { theme: "print", width: 300 }).layout).toMatchObject({
      height: 123,
    });
  });
});

describe("what figures say", () => {
  it("histograms have the data's share as area, the right end included", () => {
    const figure = figures.modelFitFigure({
      title: "t",
      x: "x",
      data: [0, 0.1, 0.5, 1, 1, 7, NaN],
      models: [],
      range: [0, 1],
      bins: 2,
    });
    expect(figure.data[0]).toMatchObject({ y: [2 / 3.5, 3 / 3.5], x: [0.25, 0.75] });
  });
  it("code lengths: the whole area is the cross-entropy", () => {
    const { alt } = gallery["codeLengthFigure"]!();
    // H = 1.75 bits; CE = ½·2 + ¼·2 + ⅛·log₂2.5 + ⅛·log₂10.
    expect(alt).toContain("the cross-entropy, is 2.08 bits, of which 1.75 bits are the entropy");
  });
  it("−ln 0 is drawn to the top and said as ∞", () => {
    const figure = figures.minusLogBarsFigure({
      title: "t",
      classes: ["a"],
      points: [
        { name: "sure", label: 0, probability: 1 },
        { name: "never", label: 0, probability: 0 },
      ],
    });
    expect(figure.data[0]).toMatchObject({ text: ["0", "∞"], y: [0, 0] });
    expect(figure.alt).toContain("the worst is never, the mean ∞ nats");
  });
  it("bars of a class that is called after a colour have it, the others the palette's", () => {
    const { data } = figures.probabilityBarsFigure({
      title: "t",
      classes: ["red", "green", "ill"],
      points: [{ name: "n", label: 0, probability: 0.5 }],
    });
    const colours = data.map(({ marker }) => (marker as { color: string }).color);
    expect(colours).toEqual([
      "rgba(213,94,0,0.85)",
      "rgba(0,158,115,0.85)",
      "rgba(0,114,178,0.85)",
    ]);
  });
  it("reliability bins count edges once, and their means are the data's", () => {
    expect(figures.reliabilityBins([0, 0.5, 1, 1], [0, 1, 1, 0], 2)).toEqual([
      { predicted: 0, observed: 0, count: 1 },
      { predicted: 2.5 / 3, observed: 2 / 3, count: 3 },
    ]);
  });
  it("Q–Q pairs the sorted sample with the quantiles at (i − ½)/N", () => {
    const figure = figures.quantileFigure({
      title: "t",
      sample: [3, 1],
      quantile: (u) => u,
      distribution: "uniform",
    });
    expect(figure.data[1]).toMatchObject({ x: [0.25, 0.75], y: [1, 3] });
  });
  it("confusion shares are of the true class", () => {
    expect(gallery["confusionFigure"]!().data[0]).toMatchObject({
      z: [
        [0.96, 0.04, 0],
        [7 / 23, 15 / 23, 1 / 23],
        [0, 0, 1],
      ],
    });
    expect(gallery["confusionFigure"]!().alt).toContain(
      "104 of 114 are predicted right. Most often mixed up: Chinstrap taken for Adelie (7)",
    );
  });
});

it("puts a mark's words where the curves run lower, and inside the plot at its ends", () => {
  const sideOf = (f: (x: number) => number, x: number): unknown => {
    const { data } = figures.curvesFigure({
      title: "A mark",
      x: "x",
      y: "y",
      curves: [{ name: "f", f }],
      range: [0, 1],
      marks: [{ x, y: f(x), label: "here" }],
    });
    return (data.at(-1) as { textposition: unknown }).textposition;
  };
  const rising = (x: number): number => x;
  const falling = (x: number): number => -x;
  expect(sideOf(rising, 0.4)).toEqual(["top left"]);
  expect(sideOf(falling, 0.7)).toEqual(["top right"]);
  expect(sideOf(rising, 0.05)).toEqual(["top right"]);
  expect(sideOf(falling, 0.95)).toEqual(["top left"]);
});

describe("a given range of the vertical axis", () => {
  const yRange = [0, 0.8] as const;
  it.each<[string, Figure]>([
    [
      "masses",
      figures.massFigure({
        title: "t",
        outcomes: [1, 2],
        masses: [{ name: "m", probabilities: [0.4, 0.6] }],
        yRange,
      }),
    ],
    [
      "densities",
      figures.densityFigure({
        title: "t",
        densities: [{ name: "a", density: () => 1 }],
        range: [0, 1],
        yRange,
      }),
    ],
    [
      "curves",
      figures.curvesFigure({
        title: "t",
        x: "x",
        y: "y",
        curves: [{ name: "a", f: () => 1 }],
        range: [0, 1],
        yRange,
      }),
    ],
  ])("holds for %s", (_, { layout }) => {
    expect(layout).toMatchObject({ yaxis: { range: [0, 0.8] } });
  });
});

describe("bad input names the argument", () => {
  it.each<[string, () => Figure, string]>([
    [
      "no curves",
      () => figures.curvesFigure({ title: "t", x: "", y: "", curves: [], range: [0, 1] }),
      "curves must not be empty",
    ],
    [
      "a range that descends",
      () =>
        figures.densityFigure({
          title: "t",
          densities: [{ name: "a", density: () => 1 }],
          range: [1, 0],
        }),
      "range must be two finite numbers in ascending order, got [1, 0]",
    ],
    [
      "a vertical range that descends",
      () =>
        figures.massFigure({
          title: "t",
          outcomes: [1],
          masses: [{ name: "m", probabilities: [1] }],
          yRange: [1, 0],
        }),
      "yRange must be two finite numbers in ascending order, got [1, 0]",
    ],
    [
      "lengths",
      () =>
        figures.massFigure({
          title: "t",
          outcomes: [1, 2],
          masses: [{ name: "m", probabilities: [1] }],
        }),
      "outcomes and probabilities of m must have the same length, got 2 and 1",
    ],
    [
      "no probability",
      () =>
        figures.probabilityBarsFigure({
          title: "t",
          classes: ["a"],
          points: [{ name: "n", label: 0, probability: 1.5 }],
        }),
      "the probability of n must lie in [0, 1], got 1.5",
    ],
    [
      "no class",
      () =>
        figures.minusLogBarsFigure({
          title: "t",
          classes: ["a"],
          points: [{ name: "n", label: 1, probability: 0.5 }],
        }),
      "the label of n must be the place of one of 1 classes, got 1",
    ],
    [
      "half a band",
      () => figures.trainingFigure({ title: "t", curves: [{ name: "c", values: [1], low: [1] }] }),
      "values of c and high must have the same length",
    ],
    [
      "no square",
      () => figures.confusionFigure({ title: "t", classes: ["a", "b"], counts: [[1, 2]] }),
      "counts must have 2 rows and columns, got 1 by 2",
    ],
    [
      "ε = 0",
      () =>
        figures.privacyUtilityFigure({
          title: "t",
          y: "u",
          curves: [{ name: "c", points: [{ epsilon: 0, utility: 1 }] }],
        }),
      "epsilon must be positive, got 0",
    ],
  ])("%s", (_, make, message) => {
    expect(make).toThrow(message);
  });
});
