import { describe, expect, it } from "vitest";
import { alternativeOf, bundleFor, cleanFigure } from "../../src/report/outputs/figure.js";
import { render, shown } from "./render.js";

describe("a figure as data only", () => {
  it.each([
    ["between the ends of its axis", { range: [0, 1e15], dtick: 1 }, [0, 1], false],
    ["between dates", { range: ["2020-01-01", "2021-01-01"], dtick: 1000 }, [0, 1], false],
    ["between the ends of the data", { dtick: 1 }, [0, 1e15], false],
    ["that an axis has room for", { range: [0, 1000], dtick: 1 }, [0, 1e15], true],
    ["of small data", { dtick: 0.01 }, [0, 1], true],
  ])("has as many ticks as can be told apart: %s", (_, xaxis, x, stays) => {
    const { layout } = cleanFigure({ data: [{ x, y: [1, 2] }], layout: { xaxis } })!;
    expect("dtick" in (layout["xaxis"] as object)).toBe(stays);
  });

  it("keeps emphasis in labels and drops links, styles and everything else", () => {
    const figure = cleanFigure({
      data: [{ y: [1], name: '<b>a</b><a href="javascript:1">b</a><img src=x>' }],
      layout: {},
    });
    expect(figure!.data[0]!["name"]).toBe("<b>a</b>b&lt;img src=x>");
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
        '{"data":[{"type":"scattermap"},{"type":"bar","__proto__":{"a":1}}],"layout":{"geo":{},"mapbox":{},"map":{},"width":1e9,"autosize":true,"hidesources":true}}',
      ),
    )!;
    expect(figure.data).toEqual([{ type: "bar" }]);
    expect(figure.layout).toEqual({});
  });

  it.each([
    [
      "markup that its own removal puts together",
      '<<a>a href="https://x.org">b',
      '&lt;a href="https://x.org">b',
    ],
    ["a bracket that a tick would complete", "<", "&lt;"],
    ["a tag that Plotly completes", "<a href='%{meta}", "&lt;a href='%{meta}"],
    ["emphasis", "<b>a</b><br>H<sub>2</sub>", "<b>a</b><br>H<sub>2</sub>"],
    ["the second box of a hover text", "%{z}<extra></extra>", "%{z}<extra></extra>"],
  ])("%s is no markup but emphasis", (_, text, shown) => {
    expect(cleanFigure({ data: [{ name: text }] })!.data[0]!["name"]).toBe(shown);
  });

  it("keeps buttons that play and set what they may, and nothing else", () => {
    const buttons = [
      { method: "animate", args: [null, { frame: { duration: 1 } }] },
      { method: "animate", args: [{ data: [{ type: "scattermap" }] }] },
      {
        method: "restyle",
        args: [{ "visible": true, "type": "scattermap", "marker.color": "red" }],
      },
      { method: "relayout", args: ["images[0].source", "https://x.org"], args2: [{ images: [] }] },
      { method: "update", args: [{ x: [[1]] }, { "title.text": "a", "mapbox.style": "x" }] },
      { method: "eval", args: ["x"] },
    ];
    const { layout } = cleanFigure({ data: [], layout: { updatemenus: [{ buttons }] } })!;
    expect((layout["updatemenus"] as { buttons: unknown[] }[])[0]!.buttons).toEqual([
      { method: "animate", args: [null, { frame: { duration: 1 } }] },
      { method: "animate", args: [{ data: [{}] }, {}] },
      { method: "restyle", args: [{ "visible": true, "marker.color": "red" }, undefined] },
      { method: "relayout", args: [{}] },
      { method: "update", args: [{ x: [[1]] }, { "title.text": "a" }, undefined] },
      { method: "skip", args: [] },
    ]);
  });

  it("leaves out what a browser would draw for minutes, and packed lists that are none", () => {
    const { layout, data } = cleanFigure({
      data: [
        {
          x: { dtype: "f4", bdata: "AAAAAA==" },
          y: { dtype: "f8", bdata: "!!!" },
          z: { dtype: "f4", bdata: "AAAAAA==", shape: "9, 9" },
        },
      ],
      layout: {
        grid: { rows: 1e6, columns: 2 },
        xaxis: { dtick: 1e-9, nticks: 1e9, rangebreaks: [{ dvalue: 1 }] },
        yaxis: { dtick: 0.5, nticks: 5, rangebreaks: [{ bounds: ["sat", "mon"] }] },
        shapes: Array(2000).fill({ xsizemode: "pixel", x0: 0, x1: 4e8 }),
      },
    })!;
    expect(layout["grid"]).toBeUndefined();
    expect(layout["xaxis"]).toEqual({});
    expect(layout["yaxis"]).toEqual({
      dtick: 0.5,
      nticks: 5,
      rangebreaks: [{ bounds: ["sat", "mon"] }],
    });
    expect(layout["shapes"]).toHaveLength(1000);
    expect((layout["shapes"] as unknown[])[0]).toEqual({ x0: 0, x1: 4e8 });
    expect(data[0]).toMatchObject({ x: { bdata: "AAAAAA==" }, y: [], z: [] });
  });

  it("keeps what a control plays: a group, names, points of its own", () => {
    const played = (frames: unknown) => {
      const buttons = [{ method: "animate", args: [frames] }];
      const { layout } = cleanFigure({ data: [], layout: { updatemenus: [{ buttons }] } })!;
      const [menu] = layout["updatemenus"] as [{ buttons: [{ args: [unknown, unknown] }] }];
      return menu.buttons[0].args[0];
    };
    expect(played("group")).toBe("group");
    expect(played(["a", 1, "b"])).toEqual(["a", "b"]);
    expect(played([null])).toEqual([null]);
    expect(played({ data: [{ type: "surface", x: [1] }], traces: [0], layout: {} })).toEqual({
      data: [{ x: [1] }],
      traces: [0],
    });
    expect(played(7)).toBeNull();
  });

  it("says what it cannot draw, beside what it can; alone it falls to the next form", async () => {
    const map = { type: "choroplethmap" };
    const figure = (data: unknown[], more: object = {}) =>
      render({
        outputs: [shown({ "application/vnd.plotly.v1+json": { data, layout: {} }, ...more })],
      }).then(({ article }) => article.text);
    const both = await figure([{ x: [1] }, map]);
    expect(both).toContain('<figure class="figure"');
    expect(both).toMatch(/class="notice">[^<]*choroplethmap/);
    expect(await figure([map], { "text/plain": "Figure()" })).toMatch(/notice">[^<]*choroplethmap/);
    expect(await figure([map], { "image/png": "iVBORw0KGgo=" })).toContain("<img");
    expect(await figure([map], { "text/html": "<b>a map</b>" })).toContain("<b>a map</b>");
    expect(await figure([map], { "text/html": "<script>plot()</script>" })).toContain("notice");
    const kinds = ["a", "b", "c", "d", "e", "f"].map((name) => ({ type: `kind-${name}` }));
    const named = (await figure(kinds)).match(/kind-[a-f]/g);
    expect(named).toEqual(["kind-a", "kind-b", "kind-c", "kind-d", "kind-e"]);
  });

  it("keeps the frames that are frames", () => {
    const { frames } = cleanFigure({
      data: [],
      frames: [null, 1, { name: "a", data: [{ x: [1] }] }],
    })!;
    expect(frames).toEqual([{ name: "a", data: [{ x: [1] }] }]);
    // A frame may change the layout, within the bounds of a layout.
    const titled = { data: [], frames: [{ layout: { title: "t", width: 9, geo: {} } }] };
    expect(cleanFigure(titled)!.frames).toEqual([{ layout: { title: "t" } }]);
  });

  it("is no figure without data", () => {
    expect(cleanFigure({ layout: {} })).toBeUndefined();
    expect(cleanFigure(null)).toBeUndefined();
  });
});

describe("the bundle of Plotly that a page carries", () => {
  // Plotly's own lists: dist/README.md of plotly.js, the traces of each partial bundle.
  it.each([
    ["basic", "bar pie scatter"],
    ["cartesian", "box contour heatmap histogram histogram2d histogram2dcontour image scatterternary violin"],
    ["gl3d", "cone isosurface mesh3d scatter3d streamtube surface volume"],
    ["full", "scattergl scatterpolar scatterpolargl barpolar parcoords parcats splom sunburst treemap icicle sankey funnel funnelarea waterfall indicator table candlestick ohlc carpet scattercarpet contourcarpet scattersmith"],
  ])("is %s where it draws %s", (bundle, traces) => {
    for (const type of traces.split(" ")) {
      const figure = cleanFigure({ data: [{ type }], frames: [{ data: [{ type }] }] })!;
      expect([...figure.unknown], type).toEqual([]);
      expect(bundleFor(figure.traces), type).toBe(bundle);
      expect(bundleFor(new Set(["scatter", type])), type).toBe(bundle);
      expect(figure.frames, type).toEqual([{ data: [{ type }] }]);
    }
  }); // prettier-ignore

  it("is the one for all of them, or none", () => {
    expect(bundleFor(new Set())).toBe(undefined);
    expect(bundleFor(new Set(["bar", "surface"]))).toBe("full");
    expect(bundleFor(new Set(["box", "bar"]))).toBe("cartesian");
    const mapped = cleanFigure({
      data: [{}],
      frames: [{ data: [{ type: "scattermap", x: [1] }] }],
    })!;
    expect(mapped.frames).toEqual([{ data: [{ x: [1] }] }]);
    expect([...mapped.traces]).toEqual(["scatter"]);
  });
});

it("takes the sentence of a figure from its alt, its text output or its title, in this order", () => {
  const titled = { layout: { title: { text: "<b>Title</b>" } } };
  expect(alternativeOf({ ...titled, alt: "Alt." }, "Text.")).toBe("Alt.");
  expect(alternativeOf(titled, "Text.")).toBe("Text.");
  expect(alternativeOf(titled, "{ data: 1 }")).toBe("Title");
  expect(alternativeOf({}, "")).toBeUndefined();
});
