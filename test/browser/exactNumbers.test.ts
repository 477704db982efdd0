import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { parseNotebook } from "../../src/nbformat/parseNotebook.js";
import { publish } from "../../src/node/publish/publish.js";
import { openBrowser } from "./openBrowser.js";
import { openPage } from "./openPage.js";

let browser: Browser;
let output: string;
beforeAll(async () => {
  browser = await openBrowser();
  output = mkdtempSync(join(tmpdir(), "lossbook-numbers-"));
});
afterAll(async () => {
  await browser?.close();
  rmSync(output, { recursive: true, force: true });
});

const figures = [
  `{"data":[{"type":"scatter","mode":"markers","x":[1,2],"y":[9007199254740991,9007199254740987]}]}`,
  // Beyond 2⁵³ as a file has them: numbers without a fraction, which no double holds.
  `{"data":[{"type":"scatter","mode":"markers","x":[1,2],"y":[9007199254740993,9007199254740997]}]}`,
  `{"data":[{"type":"bar","x":["a","b"],"y":[123456789,234567891]}]}`,
  `{"data":[{"type":"scatter","mode":"markers","x":[1234567890123,1234567890126],"y":[-0.0,1]}]}`,
];
const cells = figures.map(
  (figure, at) =>
    `{"cell_type":"code","id":"c${at}","metadata":{},"execution_count":1,"source":"","outputs":[${outputOf(figure)}]}`,
);

function outputOf(figure: string): string {
  const whole = `${figure.slice(0, -1)},"layout":{}}`;
  return `{"output_type":"display_data","metadata":{},"data":{"application/vnd.plotly.v1+json":${whole}}}`;
}

/** What is told of each point, of the ticks, and in the table of the figure's data. */
async function told(plot: Locator) {
  await plot.scrollIntoViewIfNeeded();
  await expect
    .poll(() => plot.evaluate((place) => place.className), { timeout: 60_000 })
    .toContain("js-plotly-plot");
  // As Plotly tells it where a pointer stands on the point.
  const hovers = await plot.evaluate(async (place) => {
    const { Plotly } = window as unknown as {
      Plotly: { Fx: { hover(place: Element, points: object[]): void } };
    };
    const texts: string[] = [];
    for (const pointNumber of [0, 1]) {
      let text = "";
      // Plotly tells of the next point when its own pause is over.
      for (let turn = 0; turn < 100 && (text === "" || text === texts[0]); turn++) {
        Plotly.Fx.hover(place, [{ curveNumber: 0, pointNumber }]);
        await new Promise((resolve) => setTimeout(resolve, 60));
        text = place.querySelector(".hovertext")?.textContent ?? "";
      }
      texts.push(text);
    }
    return texts;
  });
  const figure = plot.locator("xpath=ancestor::figure");
  await figure.locator("details.figure-data summary").click();
  return {
    hovers,
    ticks: await plot.locator(".xtick text, .ytick text").allTextContents(),
    table: await figure.locator(".figure-data td").allTextContents(),
  };
}

it("tells whole numbers of a figure whole: on axes, of points, in its table", async () => {
  const text = `{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[${cells.join(",")}]}`;
  const path = join(output, "numbers.ipynb");
  await publish([{ path, bytes: Buffer.from(text), json: parseNotebook(text) }], {
    output,
    course: findCourse(output),
  });
  const { page, problems, close } = await openPage(browser, join(output, "numbers.html"));
  const plot = (at: number) => page.locator(".plot").nth(at);

  const one = await told(plot(0));
  expect(one.hovers).toEqual(["(1, 9007199254740991)", "(2, 9007199254740987)"]);
  expect(one.ticks).toEqual(expect.arrayContaining(["9007199254740988", "9007199254740989"]));
  expect(one.table).toEqual(["1", "9007199254740991", "2", "9007199254740987"]);

  const two = await told(plot(1));
  expect(two.hovers).toEqual(["(1, 9007199254740993)", "(2, 9007199254740997)"]);
  expect(two.table).toEqual(["1", "9007199254740993", "2", "9007199254740997"]);

  const three = await told(plot(2));
  expect(three.hovers).toEqual(["(a, 123456789)", "(b, 234567891)"]);
  expect(three.table).toEqual(["a", "123456789", "b", "234567891"]);

  const four = await told(plot(3));
  expect(four.ticks).toEqual(expect.arrayContaining(["1234567890123", "1234567890124"]));
  // Plotly itself writes −0 as 0; the data keep it.
  expect(four.table).toEqual(["1234567890123", "-0", "1234567890126", "1"]);
  expect(problems).toEqual([]);
  await close();
});
