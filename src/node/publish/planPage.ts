import type { CourseData, IndexExercise } from "../../page/index/courseData.js";
import type { LiveData } from "../../page/live/liveData.js";
import { markup, embeddedJson, trusted, type Html } from "../../report/html.js";
import { dataScript, renderPage, type Asset, type PageParts } from "../../report/page/page.js";
import type { PageNeighbours } from "../../report/page/pager.js";
import { wordsOf } from "../../report/words.js";
import { colourStyle, type SiteConfig } from "../course/siteConfig.js";
import type { Draft, DraftLive } from "./draft.js";
import { pageCells } from "./pageCells.js";
import type { PageAssets } from "./pageAssets.js";
import {
  policiesOf,
  scriptsOf,
  sharedName,
  type PageForm,
  type PlannedScript,
} from "./pageScripts.js";
import { withPlaces } from "./notebookLinks.js";
import { renderProvenance, type ProjectProvenance } from "./provenance.js";
import { renderIndex, type IndexEntry } from "./renderIndex.js";
import { notebookId, workName } from "./workName.js";

/** A page that is to be written. */
export interface PagePlan {
  readonly file: string;
  readonly html: string;
  /** All scripts that it runs or hands on, with their hashes; its policies are derived from them. */
  readonly scripts: readonly PlannedScript[];
  /** The shared files that it asks for: name → content. */
  readonly assets: ReadonlyMap<string, string>;
}

/** What all pages of a call have in common. */
export interface SiteParts {
  readonly config: SiteConfig;
  readonly assets: PageAssets;
  readonly project: ProjectProvenance;
  readonly logo: string | undefined;
  readonly singleFile: boolean;
  /** The KaTeX fonts that any page uses: the shared style has them all. */
  readonly fonts: readonly string[];
}

/** A notebook's line in the index, and what the page says of the reader's work there. */
export interface CourseEntry extends IndexEntry {
  /** The title without its formulas. */
  readonly plainTitle: string;
  /** The notebook's own: `notebookId`. */
  readonly id?: string | undefined;
  /** What the reader can solve there; undefined where the page is not alive. */
  readonly exercises: readonly IndexExercise[] | undefined;
}

/** Where a page stands among the others; a page that is published alone has no neighbours and no index. */
export interface Neighbours extends PageNeighbours {
  readonly home?: string | undefined;
}

/** The page of a notebook. */
export function planPage(draft: Draft, near: Neighbours, site: SiteParts): PagePlan {
  const { report, executed, live } = draft;
  const { config } = site;
  const words = wordsOf(config.language);
  // A foreign page carries all it needs, so that its policy admits nothing but scripts by their hash.
  const form: PageForm = executed === undefined ? "foreign" : site.singleFile ? "single" : "site";
  const takesTables = report.article.text.includes('<div class="reader-table"');
  const scripts = scriptsOf({ form, plotly: report.plotly, live, takesTables }, site.assets);
  // What a live page needs of each code cell; a foreign notebook's code is shown and nothing more.
  const cells =
    executed === undefined ? undefined : dataScript("lossbook-cells", pageCells(report.codeCells));
  return assemblePage(draft.page, form, scripts, report.fonts, site, {
    title: report.title,
    description: report.summary,
    live: live === undefined ? undefined : livePartsOf(scripts),
    data: markup`${scriptHolder(scripts, "lossbook-plotly")}${cells}${live !== undefined && liveDataOf(draft, live, scripts, config)}`,
    ...near,
    headings: report.headings,
    article: withPlaces(report.article),
    notice: executed === undefined ? words.foreign : undefined,
    footer: renderProvenance({
      project: site.project,
      notebook: draft.notebook,
      bytes: draft.bytes,
      name: draft.name,
      executed,
      footer: config.footer,
      words,
    }),
  });
}

/** By which name a course's work is kept in the reader's browser. */
const courseName = ({ id, title }: SiteConfig): string => id ?? title;

/** The first page: the course's title and its notebooks in order, and what the reader did in those that are alive. */
export function planIndex(entries: readonly CourseEntry[], site: SiteParts): PagePlan {
  const { config } = site;
  const form = site.singleFile ? "single" : "site";
  const progress = entries.some(({ exercises }) => exercises !== undefined);
  const scripts = scriptsOf({ form, plotly: undefined, live: undefined, progress }, site.assets);
  const fonts = entries.some(({ title }) => title.text.includes("katex")) ? site.fonts : [];
  return assemblePage("index.html", form, scripts, fonts, site, {
    title: config.title,
    description: config.subtitle ?? config.title,
    headings: [],
    article: renderIndex(config, entries),
    data: progress ? courseDataOf(entries, config) : undefined,
    footer: markup`${config.footer !== undefined && markup`<p>${config.footer}</p>`}
          <p>lossbook ${site.project.version}</p>`,
  });
}

function courseDataOf(entries: readonly CourseEntry[], config: SiteConfig): Html {
  const data: CourseData = {
    course: courseName(config),
    words: wordsOf(config.language).progress,
    notebooks: entries.flatMap(({ page, plainTitle, id, exercises }) =>
      exercises === undefined
        ? []
        : [{ page, title: plainTitle, notebook: workName(id, page), exercises }],
    ),
  };
  return dataScript("lossbook-course", data);
}

type OwnParts = Omit<
  PageParts,
  | "language"
  | "words"
  | "siteTitle"
  | "author"
  | "policies"
  | "styles"
  | "early"
  | "scripts"
  | "logo"
>;

/** A page from its own parts and those that follow from its scripts and from the site. */
function assemblePage(
  file: string,
  form: PageForm,
  scripts: readonly PlannedScript[],
  fonts: readonly string[],
  { config, assets, logo, fonts: siteFonts }: SiteParts,
  parts: OwnParts,
): PagePlan {
  const styles = stylesOf(form, fonts, siteFonts, config, assets);
  const html = renderPage({
    ...parts,
    language: config.language,
    words: wordsOf(config.language),
    siteTitle: config.title,
    author: config.author,
    policies: policiesOf(form, scripts),
    styles: styles.map(({ file: url, text }): Asset => (url === undefined ? { text } : { url })),
    early: scripts.find(({ name }) => name === "early")?.text ?? "",
    scripts: scripts
      .filter(({ place }) => place === "end")
      .map(({ file: url, text }): Asset => (url === undefined ? { text } : { url })),
    logo,
  });
  const shared = [...styles, ...scripts].flatMap(({ file: name, text }) =>
    name === undefined ? [] : [[name, text] as const],
  );
  return { file, html, scripts, assets: new Map(shared) };
}

function stylesOf(
  form: PageForm,
  fonts: readonly string[],
  siteFonts: readonly string[],
  config: SiteConfig,
  assets: PageAssets,
): readonly { readonly file?: string; readonly text: string }[] {
  const style = (name: string, text: string) =>
    form === "site" ? { file: sharedName(name, "css", text), text } : { text };
  const page = style("report", `${assets.style}${colourStyle(config.colours)}`);
  if (fonts.length === 0) return [page];
  // A site's pages share one file with the fonts that any of them uses.
  return [page, style("katex", assets.katexStyle(form === "site" ? siteFonts : fonts))];
}

/** The boot script, and what begins the worker while the article is still being read. */
function livePartsOf(scripts: readonly PlannedScript[]): PageParts["live"] {
  const text = (wanted: string) => scripts.find(({ name }) => name === wanted)?.text ?? "";
  return {
    boot: text("boot"),
    head: markup`${scriptHolder(scripts, "lossbook-worker")}
      <script>${trusted(text("starter"))}</script>`,
  };
}

/** The element of a script that is asked for later: it holds the script, or says in which file it is. */
function scriptHolder(scripts: readonly PlannedScript[], id: string): Html | undefined {
  const script = scripts.find(({ element }) => element === id);
  if (script === undefined) return undefined;
  if (script.file !== undefined)
    return markup`<script type="text/plain" id="${id}" data-url="${script.file}"></script>`;
  return markup`<script type="text/plain" id="${id}">
      ${trusted(script.zipped?.() ?? "")}
    </script>`;
}

/** What a live page needs beside its cells: what sets outputs, the editor, its words and tables. */
function liveDataOf(
  draft: Draft,
  { tables, imports }: DraftLive,
  scripts: readonly PlannedScript[],
  config: SiteConfig,
): Html {
  const data: LiveData = {
    course: courseName(config),
    notebook: workName(notebookId(draft.notebook), draft.page),
    words: wordsOf(config.language).live,
    tables,
    ...(imports === undefined ? {} : { imports }),
  };
  return markup`${scriptHolder(scripts, "lossbook-modules")}${scriptHolder(scripts, "lossbook-render")}${scriptHolder(scripts, "lossbook-editor")}${scriptHolder(scripts, "lossbook-tables")}
      <script type="application/json" id="lossbook-live" data-plotly="${draft.report.plotly ?? ""}">
        ${embeddedJson(data)}
      </script>`;
}
