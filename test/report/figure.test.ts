import { describe, expect, it } from "vitest";
import { alternativeOf, cleanFigure } from "../../src/report/outputs/figure.js";

describe("a figure as data only", () => {
  it("keeps emphasis in labels and drops links, styles and everything else", () => {
    const figure = cleanFigure({
      data: [{ y: [1], name: '<b>a</b><a href="javascript:1">b</a><img src=x>' }],
      layout: {},
    });
    expect(figure!.data[0]!["name"]).toBe("<b>a</b>b&lt;img src=x&gt;");
  });

  it("leaves a less-than sign between numbers alone", () => {
    expect(cleanFigure({ data: [{ name: "x < 3 and y > 2" }] })!.data[0]!["name"]).toBe(
      "x < 3 and y > 2",
    );
  });

  it("shows pictures by their own bytes only", () => {
    const { layout } = cleanFigure({
      data: [],
      layout: {
        images: [{ source: "https://x.org/a.png" }, { source: "data:image/png;base64,AAAA" }],
      },
    })!;
    expect(layout["images"]).toEqual([{ source: "data:image/png;base64,AAAA" }]);
  });

  it("drops what would reach for a server or for a prototype", () => {
    const figure = cleanFigure(
      JSON.parse(
        '{"data":[{"type":"scattermap"},{"type":"bar","__proto__":{"a":1}}],"layout":{"mapbox":{},"width":1e9}}',
      ),
    )!;
    expect(figure.data).toEqual([{ type: "bar" }]);
    expect(figure.layout).toEqual({});
  });

  it("is no figure without data", () => {
    expect(cleanFigure({ layout: {} })).toBeUndefined();
    expect(cleanFigure(null)).toBeUndefined();
  });
});

it("takes the sentence of a figure from its alt, its text output or its title, in this order", () => {
  const titled = { layout: { title: { text: "<b>Title</b>" } } };
  expect(alternativeOf({ ...titled, alt: "Alt." }, "Text.")).toBe("Alt.");
  expect(alternativeOf(titled, "Text.")).toBe("Text.");
  expect(alternativeOf(titled, "{ data: 1 }")).toBe("Title");
  expect(alternativeOf({}, "")).toBeUndefined();
});
