// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { figureHtml } from "../../src/lesson/figureHtml.js";

/** Calls of Plotly.newPlot: what is drawn where. */
const newPlot = vi.fn<(place: Element, data: unknown, layout: unknown, config: unknown) => void>();
/** The addresses at which plotly.js was looked for. */
let asked: string[];

/** Answers every script that the page asks for: plotly.js is at this address, and nowhere else. */
function serve(found: string | undefined): void {
  vi.spyOn(document.head, "append").mockImplementation((script) => {
    const asking = script as HTMLScriptElement;
    asked.push(new URL(asking.src, "http://jupyter").pathname);
    queueMicrotask(() => {
      if (asked.at(-1) !== found) return asking.onerror!(new Event("error"));
      Object.assign(window, { Plotly: { newPlot } });
      asking.onload!(new Event("load"));
    });
  });
}

const output = figureHtml(
  { data: [{ y: [1] }], layout: { height: 300 }, config: {} },
  "A < B",
  300,
);
const place = output.indexOf("<script>");
const script = output.slice(place + "<script>".length, output.lastIndexOf("</script>"));

async function open(...bodies: readonly string[]): Promise<void> {
  document.body.innerHTML = bodies.join("") + output.slice(0, place);
  new Function(script)();
  await new Promise((resolve) => setTimeout(resolve));
}

beforeEach(() => {
  newPlot.mockClear();
  asked = [];
  Object.assign(window, { Plotly: undefined, __lossbook: undefined });
  document.body.dataset["jpThemeLight"] = "true";
  delete document.body.dataset["baseUrl"];
});

describe("a figure in Jupyter's page", () => {
  it("is drawn once, with the plotly.js that is there", async () => {
    Object.assign(window, { Plotly: { newPlot } });
    await open();
    new Function(script)();
    await new Promise((resolve) => setTimeout(resolve));
    expect(newPlot.mock.calls).toEqual([
      [document.querySelector("[role=img]"), [{ y: [1] }], { height: 300 }, {}],
    ]);
    expect(document.body.textContent.trim()).toBe("");
  });

  it("is dark where Jupyter is", async () => {
    Object.assign(window, { Plotly: { newPlot } });
    document.body.dataset["jpThemeLight"] = "false";
    await open();
    expect(newPlot.mock.lastCall![2]).toMatchObject({ height: 300, template: { layout: {} } });
  });

  it("looks for plotly.js below the server's root, one place after the other", async () => {
    serve("/lab/user/files/notebooks/assets/plotly.min.js");
    await open(
      '<script id="jupyter-config-data" type="application/json">{"baseUrl":"/lab/user/"}</script>',
    );
    expect(asked).toEqual([
      "/lab/user/files/assets/plotly.min.js",
      "/lab/user/files/notebooks/assets/plotly.min.js",
    ]);
    expect(newPlot).toHaveBeenCalledOnce();
  });

  it("keeps its text and says what to do where plotly.js is nowhere, and looks again next time", async () => {
    document.body.dataset["baseUrl"] = "/tree";
    serve(undefined);
    await open();
    expect(asked).toHaveLength(4);
    expect(asked[0]).toBe("/tree/files/assets/plotly.min.js");
    expect(document.body.textContent).toMatch(/A < B \(Start Jupyter in the project/);
    expect(newPlot).not.toHaveBeenCalled();
    serve("/tree/files/node_modules/plotly.js-dist-min/plotly.min.js");
    await open();
    expect(newPlot).toHaveBeenCalledOnce();
  });
});
