// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { choice, slider, toggle } from "../../src/lesson/explore/controls.js";
import { explore } from "../../src/lesson/explore/explore.js";
import { installRuntime } from "../../src/lesson/runtime.js";
import { quantise, unpack } from "../../src/lesson/typedArrays.js";
import { testRuntime } from "./testRuntime.js";

const runtime = testRuntime();
installRuntime(runtime);
/** Calls of Plotly.react: what is drawn where. */
const react =
  vi.fn<(place: Element, data: { y: unknown[] }[], layout: { template: unknown }) => void>();

function html(frames: number): string {
  explore({
    id: "many",
    title: "Many",
    controls: {
      a: slider("a", { from: 0, to: 1, positions: 11, start: 0.3, unit: "m" }),
      unit: choice("unit", ["nats", "bits"]),
      shade: toggle("shade"),
    },
    compute: ({ a, unit, shade }) => ({
      figures: { data: [{ y: [a, unit.length, Number(shade)] }], layout: {}, alt: "a line" },
      numbers: { twice: 2 * a },
      sentences: `${a} ${unit} ${shade}`,
    }),
    budget: { frames },
  });
  return runtime.shown.at(-1)!["text/html"] as string;
}

/** The output in a page, with its script run: that comes as text, as it does in Jupyter. */
async function open(frames: number, runs = 1): Promise<void> {
  const output = html(frames);
  const place = output.indexOf("<script>");
  document.body.innerHTML = output.slice(0, place);
  const script = output.slice(place + "<script>".length, output.lastIndexOf("</script>"));
  expect(script).not.toContain("</script");
  for (let run = 0; run < runs; run++) new Function(script)();
  await new Promise((resolve) => setTimeout(resolve));
}

const find = <Kind extends Element>(selector: string): Kind =>
  document.querySelector<Kind>(selector)!;
const words = (): string[] =>
  [...document.querySelectorAll(".lossbook-words p")].map((line) => line.textContent);
const drawn = (): unknown => react.mock.lastCall![1][0]!.y;

function moveSlider(place: number): void {
  const input = find<HTMLInputElement>("input[type=range]");
  input.value = String(place);
  input.dispatchEvent(new Event("input"));
}

function choose(unit: string): void {
  find<HTMLSelectElement>("select").value = unit;
  find("select").dispatchEvent(new Event("change"));
}

beforeEach(() => {
  react.mockClear();
  Object.assign(window, { Plotly: { react }, __lossbook: undefined });
  document.body.dataset["jpThemeLight"] = "true";
});

describe("an exploration in Jupyter's page", () => {
  it("starts with its controls, words and figure", async () => {
    await open(44);
    expect([...document.querySelectorAll("label")].map((label) => label.textContent)).toEqual([
      "a 0.3 m",
      "unit natsbits",
      "shade ",
    ]);
    expect(words()).toEqual(["twice: 0.6", "0.3 nats false"]);
    expect(drawn()).toEqual([0.3, 4, 0]);
    expect(react.mock.lastCall![0]).toBe(find(".lossbook-figure"));
    expect(find(".lossbook-figure").textContent).toBe("");
    expect(find("input[type=range]").getAttribute("aria-valuetext")).toBe("0.3 m");
  });

  it("shows the frame and the words of where its controls stand", async () => {
    await open(44);
    moveSlider(10);
    expect(words()).toEqual(["twice: 2", "1 nats false"]);
    expect(drawn()).toEqual([1, 4, 0]);
    expect(find("output").textContent).toBe("1 m");
    choose("bits");
    const box = find<HTMLInputElement>("input[type=checkbox]");
    box.checked = true;
    box.dispatchEvent(new Event("change"));
    expect(words()).toEqual(["twice: 2", "1 bits true"]);
    expect(drawn()).toEqual([1, 4, 1]);
  });

  it("returns the other controls to their start where one moves at a time", async () => {
    await open(27);
    choose("bits");
    expect(words()).toEqual(["twice: 0.6", "0.3 bits false"]);
    moveSlider(10);
    expect(words()).toEqual(["twice: 2", "1 nats false"]);
    expect(find<HTMLSelectElement>("select").value).toBe("nats");
  });

  it("is drawn once, and dark where Jupyter is", async () => {
    document.body.dataset["jpThemeLight"] = "false";
    await open(44, 2);
    const dark = react.mock.lastCall![2].template;
    document.body.dataset["jpThemeLight"] = "true";
    moveSlider(1);
    expect(react.mock.lastCall![2].template).not.toEqual(dark);
    expect(document.querySelectorAll("input[type=range]")).toHaveLength(1);
  });

  it("keeps controls and words, and says what to do, where plotly.js is not found", async () => {
    Object.assign(window, { __lossbook: { plotly: Promise.reject(new Error("plotly.js")) } });
    await open(44);
    expect(find(".lossbook-figure").textContent).toMatch(/^Start Jupyter/);
    moveSlider(0);
    expect(words()).toEqual(["twice: 0", "0 nats false"]);
    expect(react).not.toHaveBeenCalled();
  });
});

describe("quantised lists", () => {
  const packed = (values: readonly number[], shape?: string): object => {
    const bytes = new Uint8Array(new Float32Array(values).buffer);
    const bdata = btoa(String.fromCharCode(...bytes));
    return { dtype: "f4", bdata, ...(shape === undefined ? {} : { shape }) };
  };

  it("come back as lists and rows, gaps as null, to a 65534th of their range", () => {
    const value = {
      x: packed([0, NaN, 3]),
      deep: [{ z: packed([1, 2, 3, 5, 5, 5], "2, 3") }],
      text: "q",
    };
    const back = unpack(quantise(value)) as {
      x: unknown[];
      deep: { z: number[][] }[];
      text: string;
    };
    expect(back.x).toEqual([0, null, 3]);
    expect(back.text).toBe("q");
    const [first, second] = back.deep[0]!.z;
    expect(first!.map((z) => Number(z.toFixed(4)))).toEqual([1, 2, 3]);
    expect(second!.map((z) => Number(z.toFixed(4)))).toEqual([5, 5, 5]);
  });
});
