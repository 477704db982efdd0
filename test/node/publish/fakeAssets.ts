import type { PageAssets } from "../../../src/node/publish/pageAssets.js";

export const zippable = (text: string) => ({ text, zipped: () => `zipped-${text}` });

export const liveAssets = {
  boot: "boot()",
  host: "host()",
  starter: "starter()",
  page: "live()",
  render: zippable("render()"),
  editor: zippable("editor()"),
  tables: zippable("tables()"),
};

/** Scripts whose texts are told apart at a glance. */
export const fakeAssets: PageAssets = {
  style: "body{}",
  early: "early()",
  reader: "reader()",
  index: () => "/* index */",
  katexStyle: (fonts) => `/*${fonts.join()}*/`,
  live: () => liveAssets,
  worker: (imports) => Promise.resolve(zippable(`worker(${JSON.stringify(imports)})`)),
  plotly: (bundle) => zippable(`plotly("${bundle}")`),
};
