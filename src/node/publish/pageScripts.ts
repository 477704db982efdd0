import type { Policies } from "../../report/page/policy.js";
import { foreignPolicy, livePolicy, staticPolicy } from "../../report/page/policy.js";
import { contentHash, policyHash } from "./contentHash.js";
import type { LiveAssets, PageAssets, ZippedText } from "./pageAssets.js";
import type { PlotlyBundle } from "../../report/outputs/figure.js";

/**
 * What a page is made for: a `site` shares files in `assets/`; a `single` file carries all that it needs; so does the
 * page of a `foreign` notebook, one that was not executed in this call.
 */
export type PageForm = "site" | "single" | "foreign";

/** Where a script of a page stands, which says under which of its policies it runs. */
export type ScriptPlace =
  /** In the head between the two policies of a live page: under the first alone. */
  | "boot"
  /** Inside the hidden frame, which keeps the first policy. */
  | "frame"
  /** In the head, under both. */
  | "head"
  /** At the end of the body, under both. */
  | "end"
  /** In an element that holds it, or says where it is, until the page asks for it; under both. */
  | "on-demand"
  /** In an element, as text for the worker: the page itself never runs it. */
  | "worker";

/** A script of a page: what it says, its hash as a policy writes it, and where it stands. */
export interface PlannedScript {
  readonly name: string;
  readonly place: ScriptPlace;
  readonly text: string;
  readonly hash: string;
  /** The shared file that it is, such as `assets/reader-….js`; undefined where the page itself holds its text. */
  readonly file?: string;
  /** The id of the element that holds it or says where it is. */
  readonly element?: string;
  /** The text gzipped, in base64, for an element that holds it. */
  readonly zipped?: () => string;
}

/** What a page's scripts depend on. */
export interface ScriptNeeds {
  readonly form: PageForm;
  readonly plotly: PlotlyBundle | undefined;
  /** What makes the page alive; undefined for one that is not. */
  readonly live:
    | {
        readonly assets: LiveAssets;
        readonly worker: ZippedText;
        /** What cells import beside lossbook, as JSON; absent where they import nothing else. */
        readonly modules?: ZippedText;
      }
    | undefined;
  /** Whether its reader may give tables of his own. */
  readonly takesTables?: boolean;
  /** Whether it shows what the reader did in the course. */
  readonly progress?: boolean;
}

/** All scripts of a page, in the order in which its policies name them. */
export function scriptsOf(
  { form, plotly, live, takesTables = false, progress = false }: ScriptNeeds,
  assets: PageAssets,
): readonly PlannedScript[] {
  const shared = form === "site";
  const inline = (name: string, place: ScriptPlace, text: string): PlannedScript => ({
    name,
    place,
    text,
    hash: policyHash(text),
  });
  const onDemand = (element: string, name: string, { text, zipped }: ZippedText) => ({
    ...inline(name, "on-demand", text),
    element,
    ...(shared ? { file: sharedName(name, "js", text) } : { zipped }),
  });
  const [last, lastText] =
    live !== undefined
      ? (["live", live.assets.page] as const)
      : progress
        ? (["index", assets.index()] as const)
        : (["reader", assets.reader] as const);
  return [
    ...(live === undefined
      ? []
      : [inline("boot", "boot", live.assets.boot), inline("host", "frame", live.assets.host)]),
    inline("early", "head", assets.early),
    {
      ...inline(last, "end", lastText),
      ...(shared ? { file: sharedName(last, "js", lastText) } : {}),
    },
    ...(plotly === undefined
      ? []
      : [onDemand("lossbook-plotly", `plotly-${plotly}`, assets.plotly(plotly))]),
    ...(live === undefined
      ? []
      : [
          textForWorker("worker", live.worker, shared),
          ...(live.modules === undefined ? [] : [textForWorker("modules", live.modules, shared)]),
          inline("starter", "head", live.assets.starter),
          onDemand("lossbook-render", "render", live.assets.render),
          onDemand("lossbook-editor", "editor", live.assets.editor),
          ...(takesTables ? [onDemand("lossbook-tables", "tables", live.assets.tables)] : []),
        ]),
  ];
}

/** A text that the worker gets: data of a page that holds it; a site's shared script says it as a string. */
function textForWorker(
  name: "worker" | "modules",
  { text, zipped }: ZippedText,
  shared: boolean,
): PlannedScript {
  const common = { name, element: `lossbook-${name}` };
  if (!shared) return { ...common, place: "worker", text, hash: policyHash(text), zipped };
  const variable = name === "worker" ? "lossbookWorker" : "lossbookModules";
  const script = `window.${variable}=${JSON.stringify(text)};`;
  const file = sharedName(name, "js", script);
  return { ...common, place: "on-demand", text: script, hash: policyHash(script), file };
}

/** The policies that admit exactly these scripts: those inside the page by their hash, a site's shared ones as its own. */
export function policiesOf(form: PageForm, scripts: readonly PlannedScript[]): Policies {
  const inline = scripts.filter(({ file, place }) => file === undefined && place !== "worker");
  const hashes = inline.map(({ hash }) => hash);
  if (form === "foreign") return foreignPolicy(hashes);
  if (!scripts.some(({ place }) => place === "boot")) return staticPolicy(hashes, form === "site");
  const ofBothPolicies = inline.filter(({ place }) => place !== "boot" && place !== "frame");
  return livePolicy(
    hashes,
    ofBothPolicies.map(({ hash }) => hash),
    form === "site",
  );
}

/** A shared file is named by its content: it can be kept for ever, and two versions of it never meet. */
export function sharedName(name: string, extension: "css" | "js", content: string): string {
  return `assets/${name}-${contentHash(content).slice(0, 12)}.${extension}`;
}
