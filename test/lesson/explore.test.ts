import { beforeEach, describe, expect, it } from "vitest";
import { curvesFigure } from "../../src/figures/curvesFigure.js";
import { choice, slider, toggle } from "../../src/lesson/explore/controls.js";
import type { ExploreJson, ExploreView } from "../../src/outputs/exploration.js";
import { explore } from "../../src/lesson/explore/explore.js";
import { applyFrame, frameName, type FramedFigure } from "../../src/lesson/explore/frames.js";
import { installRuntime } from "../../src/lesson/runtime.js";
import { EXPLORE_MIME, FIGURE_MIME } from "../../src/outputs/mimeTypes.js";
import { testRuntime } from "./testRuntime.js";

interface PlotlySlider {
  readonly currentvalue: { readonly suffix: string };
  readonly steps: readonly { readonly args: readonly [readonly string[]] }[];
}
interface PlotlyJson {
  readonly layout: {
    readonly sliders?: readonly PlotlySlider[];
    readonly updatemenus?: readonly {
      readonly buttons: readonly {
        readonly label: string;
        readonly args: readonly [readonly string[]];
      }[];
    }[];
  };
  readonly frames: readonly {
    readonly name: string;
    readonly data: readonly { readonly y?: unknown }[];
    readonly layout?: { readonly sliders?: readonly PlotlySlider[] };
  }[];
}

let runtime = testRuntime();
beforeEach(() => {
  runtime = testRuntime();
  installRuntime(runtime);
});

function twoCurves(positions: number) {
  explore({
    id: "two-curves",
    title: "Two curves",
    controls: { mean: slider("mean", { from: -2, to: 2, positions }) },
    compute: ({ mean }) => ({
      figures: curvesFigure({
        title: "A bell and its logarithm",
        x: "x",
        y: "value",
        range: [-5, 5],
        points: 200,
        curves: [
          { name: "bell", f: (x) => Math.exp(-((x - mean) ** 2)) },
          { name: "log", f: (x) => -((x - mean) ** 2) },
        ],
      }),
      numbers: { "mean": mean, "mean²": mean ** 2 },
      sentences: `The bell stands at ${mean}.`,
    }),
  });
  return runtime.shown.at(-1)!;
}

function decode(value: unknown): number[] {
  const bytes = Uint8Array.from(atob((value as { bdata: string }).bdata), (c) => c.charCodeAt(0));
  return Array.from(new Float32Array(bytes.buffer));
}

describe("explore on the kernel", () => {
  it("stays below 300 KB for 60 positions over two curves of 200 points, with every frame", () => {
    const bundle = twoCurves(60);
    expect(JSON.stringify(bundle).length).toBeLessThan(300_000);
    const json = bundle[EXPLORE_MIME] as ExploreJson;
    expect(json.frames).toBe("all");
    expect(Object.keys(json.words)).toHaveLength(60);
    expect((bundle[FIGURE_MIME] as FramedFigure).frames).toHaveLength(60);
  });

  it("keeps figures out of its own JSON", () => {
    expect(JSON.stringify(twoCurves(60)[EXPLORE_MIME])).not.toContain("bdata");
  });

  it("gives at each frame what compute gives there, to seven digits", () => {
    const bundle = twoCurves(21);
    const json = bundle[EXPLORE_MIME] as ExploreJson;
    const name = frameName(json.controls, { mean: 1 });
    expect(json.words[name]).toEqual({
      numbers: [
        { label: "mean", text: "1" },
        { label: "mean²", text: "1" },
      ],
      sentences: ["The bell stands at 1."],
    });
    const { data } = applyFrame(bundle[FIGURE_MIME] as FramedFigure, name);
    const x = decode(data[0]!["x"]);
    const y = decode(data[0]!["y"]);
    y.forEach((value, i) => expect(value).toBeCloseTo(Math.exp(-((x[i]! - 1) ** 2)), 5));
  });

  const many = (positions: number, frames: number) => {
    explore({
      id: "many",
      title: "Many",
      controls: {
        a: slider("a", { from: 0, to: 1, positions, start: 0.3, unit: "m" }),
        unit: choice("unit", ["nats", "bits"]),
        shade: toggle("shade"),
      },
      compute: ({ a, unit, shade }) => ({
        figures: { data: [{ y: [a, unit.length, Number(shade)] }], layout: {}, alt: "a" },
        sentences: `${a} ${unit} ${shade}`,
      }),
      budget: { frames },
    });
    return runtime.shown.at(-1)!;
  };

  it("takes all combinations while they fit, then thins the sliders, then each control alone", () => {
    const json = (positions: number, frames: number): ExploreJson =>
      many(positions, frames)[EXPLORE_MIME] as ExploreJson;
    const all = json(11, 44);
    expect([all.frames, Object.keys(all.words).length]).toEqual(["all", 44]);
    const thin = json(11, 43);
    expect(thin.controls[0]!.positions).toEqual([0, 0.2, 0.3, 0.4, 0.6, 0.8, 1]);
    expect([thin.frames, Object.keys(thin.words).length]).toEqual(["all", 28]);
    expect(thin.words["2-1-1"]!.sentences).toEqual(["0.3 bits true"]);
    const alone = json(11, 27);
    expect([alone.frames, Object.keys(alone.words).length]).toEqual(["one-at-a-time", 13]);
    expect(alone.words["3-1-0"]!.sentences).toEqual(["0.3 bits false"]);
    const least = json(11, 10);
    expect(least.controls[0]!.positions).toEqual([0, 0.2, 0.3, 0.4, 0.6, 0.8, 1]);
    expect(Object.keys(least.words)).toHaveLength(9);
  });

  it("says at which values the others stand where one control moves at a time", () => {
    const html = (frames: number): string => many(11, frames)["text/html"] as string;
    expect(html(27)).toContain("return to their start: a = 0.3 m, unit = nats, shade = off.");
    expect(html(44)).not.toContain("One control moves");
  });

  it("gives Plotly a menu of all choices, whose entries bring their slider along", () => {
    const figure = (frames: number) => many(11, frames)[FIGURE_MIME] as PlotlyJson;
    const { layout, frames } = figure(44);
    const buttons = layout.updatemenus![0]!.buttons;
    expect(buttons.map(({ label }) => label)).toEqual([
      "nats · shade: off",
      "nats · shade: on",
      "bits · shade: off",
      "bits · shade: on",
    ]);
    const names = new Map(frames.map((frame) => [frame.name, frame]));
    // The menu's frame shows its choice, and so does every step of the slider that comes along.
    const chosen = names.get(buttons[3]!.args[0][0]!)!;
    expect(chosen.data[0]!.y).toEqual([0.3, 4, 1]);
    const steps = chosen.layout!.sliders![0]!.steps;
    expect(steps).toHaveLength(11);
    expect(names.get(steps[10]!.args[0][0]!)!.data[0]!.y).toEqual([1, 4, 1]);
    expect(layout.sliders![0]!.currentvalue.suffix).toBe(" m");
  });

  it("names beside Plotly's slider what stands still", () => {
    const { layout } = many(11, 27)[FIGURE_MIME] as PlotlyJson;
    expect(layout.updatemenus).toBeUndefined();
    expect(layout.sliders![0]!.currentvalue.suffix).toBe(" m (here unit = nats, shade = off)");
  });

  it("hides a trace that a view does not have", () => {
    explore({
      id: "more",
      title: "More",
      controls: { both: toggle("both") },
      compute: ({ both }) => ({
        figures: {
          data: both ? [{ type: "bar" }, { type: "bar", name: "second" }] : [{ type: "bar" }],
          layout: {},
          alt: "bars",
        },
      }),
    });
    const figure = runtime.shown[0]![FIGURE_MIME] as FramedFigure;
    expect(applyFrame(figure, "0").data[1]).toMatchObject({ visible: false });
    expect(applyFrame(figure, "1").data[1]).toMatchObject({ visible: true, type: "bar" });
  });

  it("keeps its script in one piece whatever the texts say", () => {
    explore({
      id: "x",
      title: "</script><script>alert(1)</script>",
      controls: { c: choice("</script>", ["<b>", "</script>"]) },
      compute: ({ c }) => ({ sentences: `</script>${c}` }),
    });
    const html = runtime.shown[0]!["text/html"] as string;
    expect(html.match(/<\/script/g)).toHaveLength(1);
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  it("names the values at which compute failed", () => {
    expect(() =>
      explore({
        id: "fails",
        title: "Fails",
        controls: { k: slider("k", { from: 0, to: 2, positions: 3 }) },
        compute: ({ k }) => {
          if (k === 2) throw new Error("no");
          return {};
        },
      }),
    ).toThrow("explore fails: compute failed at k = 2: no");
  });

  it("refuses an impure compute, a bad id and no controls", () => {
    let calls = 0;
    const controls = { t: toggle("t") };
    expect(() =>
      explore({ id: "i", title: "", controls, compute: () => ({ numbers: { n: calls++ } }) }),
    ).toThrow(/must be pure/);
    expect(() => explore({ id: "A b", title: "", controls, compute: () => ({}) })).toThrow(/id/);
    expect(() => explore({ id: "a", title: "", controls: {}, compute: () => ({}) })).toThrow(
      /at least one control/,
    );
  });
});

describe("explore in a live page", () => {
  it("registers compute and shows the start alone", () => {
    const registered = new Map<string, (values: Record<string, number>) => ExploreView>();
    runtime = testRuntime({ registerExplore: (id, compute) => void registered.set(id, compute) });
    installRuntime(runtime);
    const bundle = twoCurves(60);
    const json = bundle[EXPLORE_MIME] as ExploreJson;
    expect(json.frames).toBe("live");
    expect(Object.keys(json.words)).toHaveLength(1);
    const view = registered.get("two-curves")!({ mean: 0.123 });
    expect(view.sentences).toEqual(["The bell stands at 0.123."]);
    expect(view.figures[0]!.data).toHaveLength(2);
  });
});

describe("controls", () => {
  it("spaces positions evenly, or by factors", () => {
    expect(slider("s", { from: 0, to: 0.3, positions: 4 })).toMatchObject({
      positions: [0, 0.1, 0.2, 0.3],
      start: 0.2,
    });
    expect(
      slider("s", { from: 0.01, to: 100, positions: 5, scale: "logarithmic", start: 0.9 }),
    ).toMatchObject({ positions: [0.01, 0.1, 1, 10, 100], start: 1 });
  });
  it("refuses what has no positions", () => {
    expect(() => slider("s", { from: 1, to: 1 })).toThrow('slider "s": from must be less than to');
    expect(() => slider("s", { from: 0, to: 1, scale: "logarithmic" })).toThrow("from > 0");
    expect(() => slider("s", { from: 0, to: 1, positions: 1 })).toThrow("from 2 to 500, got 1");
    expect(() => choice("c", [])).toThrow("start must be one of");
  });
});
