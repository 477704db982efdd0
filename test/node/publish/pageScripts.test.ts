import { expect, it } from "vitest";
import { policyHash } from "../../../src/node/publish/contentHash.js";
import { policiesOf, scriptsOf } from "../../../src/node/publish/pageScripts.js";
import { fakeAssets, liveAssets, zippable } from "./fakeAssets.js";

const live = { assets: liveAssets, worker: zippable("worker()") };
const hash = (text: string) => `'${policyHash(text)}'`;

it("a live page has its scripts by name, each in its place and element, shared or held by the page", () => {
  const shown = (form: "site" | "single") =>
    scriptsOf({ form, plotly: "basic", live }, fakeAssets).map(
      ({ name, place, element = "", file = "" }) =>
        `${name} ${place} ${element} ${file.replace(/-[0-9a-f]{12}/, "")}`.trim(),
    );
  expect(shown("site")).toEqual([
    "boot boot",
    "host frame",
    "early head",
    "live end  assets/live.js",
    "plotly-basic on-demand lossbook-plotly assets/plotly-basic.js",
    "worker on-demand lossbook-worker assets/worker.js",
    "starter head",
    "render on-demand lossbook-render assets/render.js",
    "editor on-demand lossbook-editor assets/editor.js",
  ]);
  expect(shown("single")).toEqual([
    "boot boot",
    "host frame",
    "early head",
    "live end",
    "plotly-basic on-demand lossbook-plotly",
    "worker worker lossbook-worker",
    "starter head",
    "render on-demand lossbook-render",
    "editor on-demand lossbook-editor",
  ]);
  const still = scriptsOf({ form: "single", plotly: undefined, live: undefined }, fakeAssets);
  expect(still.map(({ name, place, text }) => [name, place, text])).toEqual([
    ["early", "head", "early()"],
    ["reader", "end", "reader()"],
  ]);
});

it("a live page has two policies: what is boot's and the frame's stands in the first alone", () => {
  const scripts = scriptsOf({ form: "site", plotly: undefined, live }, fakeAssets);
  const { first, second } = policiesOf("site", scripts);
  const both = `${hash("early()")} ${hash("starter()")}`;
  const all = `${hash("boot()")} ${hash("host()")} ${both}`;
  expect(first).toContain(`script-src 'self' ${all} 'unsafe-eval'; worker-src blob:`);
  expect(second).toBe(`script-src 'self' ${both}; worker-src 'none'; frame-src 'none'`);
});

it("a foreign page may never evaluate, whatever scripts it has", () => {
  const scripts = scriptsOf({ form: "foreign", plotly: undefined, live }, fakeAssets);
  const { first, second } = policiesOf("foreign", scripts);
  expect(second).toBe(undefined);
  expect(first).not.toMatch(/unsafe-eval|worker-src|'self'/);
});
