import { readdirSync, realpathSync, rmSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { LiveData } from "../../page/live/liveData.js";
import { markup, scriptJson, trusted, type Html } from "../../report/html.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { readLeniently } from "../../nbformat/readLeniently.js";
import { dataScript, renderPage, type Asset, type PageLink } from "../../report/page/page.js";
import { foreignPolicy, livePolicy, staticPolicy } from "../../report/page/policy.js";
import { renderReport, type Report } from "../../report/page/renderReport.js";
import { wordsOf } from "../../report/words.js";
import type { TableData } from "../../learn/table/tableData.js";
import { makeFolder } from "../course/refuseLinks.js";
import { writeAtomically } from "../course/writeAtomically.js";
import { contentHash, policyHash } from "./contentHash.js";
import { exportedNames, importsOf, unitedImports } from "./importsOf.js";
import {
  loadPageAssets,
  type Imports,
  type LiveAssets,
  type PageAssets,
  type ZippedText,
} from "./pageAssets.js";
import { pageTables, tablesOnce } from "./pageTables.js";
import { projectOf } from "./projectOf.js";
import { projectPictures } from "./projectPicture.js";
import { projectProvenance, renderProvenance, type ProjectProvenance } from "./provenance.js";
import { renderIndex } from "./renderIndex.js";
import { exerciseCell } from "./exerciseCell.js";
import { colourStyle, readSiteConfig, type SiteConfig } from "../course/siteConfig.js";

/** A notebook to publish: its file, and what stands in it, or what a run of this call made of it. */
export interface NotebookSource {
  readonly path: string;
  /** The file as it was read, before the run. */
  readonly bytes: Uint8Array;
  /** The notebook's JSON, with outputs. */
  readonly json: unknown;
  /** When it was run in this call; absent for one that was not, which nobody vouches for. */
  readonly executed?: Date;
}

export interface PublishOptions {
  /** The folder that the site is written to. */
  readonly output: string;
  /** The folder of the configuration; names of notebooks are given relative to it. */
  readonly project: string;
  /** One self-contained file a notebook, instead of a site with shared assets. */
  readonly singleFile?: boolean;
  /** Told of every file that was written. */
  readonly onPage?: (file: string, bytes: number) => void;
}

export interface Published {
  /** The pages in the order of the notebooks, and the index last where there is one. */
  readonly files: readonly string[];
}

interface Draft {
  readonly source: NotebookSource;
  readonly notebook: Notebook;
  readonly own: boolean;
  readonly page: string;
  readonly name: string;
  readonly report: Report;
  /** What makes its page alive; a foreign notebook's page is not. */
  readonly live: DraftLive | undefined;
}

interface DraftLive {
  readonly assets: LiveAssets;
  readonly imports: Imports;
  readonly tables: Readonly<Record<string, TableData>>;
  readonly worker: ZippedText;
}

/**
 * Writes the reports of the given notebooks. A notebook that was not executed in this call is foreign: its page
 * stands alone, reads no file, and runs nothing but the reader's script.
 *
 * Errors  NotebookError where a file is no notebook; one line where a page cannot be written.
 */
export async function publish(
  sources: readonly NotebookSource[],
  options: PublishOptions,
): Promise<Published> {
  const config = readSiteConfig(options.project);
  const assets = loadPageAssets();
  const drafts = await draftsOf(sources, options, config, assets);
  const site = new Site(options, config, assets, drafts);
  return site.write();
}

async function draftsOf(
  sources: readonly NotebookSource[],
  options: PublishOptions,
  config: SiteConfig,
  assets: PageAssets,
): Promise<Draft[]> {
  const pages = pageNames(sources.map((source) => source.path));
  const byPath = new Map(sources.map((source, index) => [realpathOf(source.path), pages[index]!]));
  const drafts: Draft[] = [];
  for (const [index, source] of sources.entries()) {
    const own = source.executed !== undefined;
    const folder = dirname(resolve(source.path));
    const notebook = readLeniently(source.json);
    const report = await renderReport(notebook, {
      language: config.language,
      fallbackTitle: basename(source.path, ".ipynb"),
      // A foreign notebook's strings are never paths.
      picture: own ? projectPictures(projectOf(source.path), folder) : undefined,
      link: (path) => linkTo(path, folder, byPath),
      exerciseCell,
    });
    const name = relative(options.project, resolve(source.path)).split(sep).join("/");
    drafts.push({
      source,
      notebook,
      own,
      page: pages[index]!,
      name: name.startsWith("..") ? basename(source.path) : name,
      report,
      live: undefined,
    });
  }
  return withLive(drafts, options, assets);
}

/** A single file brings what its own cells import; the pages of a site share one worker. */
async function withLive(
  drafts: readonly Draft[],
  options: PublishOptions,
  assets: PageAssets,
): Promise<Draft[]> {
  const own = drafts.filter((draft) => draft.own && draft.report.codeCells.length > 0);
  if (own.length === 0) return [...drafts];
  const exported = await exportedNames();
  const live = assets.live();
  const each = new Map(own.map((draft) => [draft, importsOf(draft.report.codeCells, exported)]));
  const united = unitedImports([...each.values()]);
  const tableOf = tablesOnce();
  return Promise.all(
    drafts.map(async (draft) => {
      const needed = each.get(draft);
      if (needed === undefined) return draft;
      const imports = options.singleFile === true ? needed : united;
      const [worker, tables] = await Promise.all([
        assets.worker(imports),
        pageTables(draft.report.codeCells, tableOf),
      ]);
      return { ...draft, live: { assets: live, imports, tables, worker } };
    }),
  );
}

const realpathOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
};

/** A link to another notebook leads to its page when that is published too. */
function linkTo(
  path: string,
  folder: string,
  pages: ReadonlyMap<string, string>,
): string | undefined {
  if (!/\.ipynb$/i.test(path) || path.includes("\0")) return undefined;
  return pages.get(resolve(folder, path));
}

/** `06-binary.ipynb` → `06-binary.html`; two of the same name are told apart. */
function pageNames(paths: readonly string[]): string[] {
  const used = new Set(["index.html"]);
  return paths.map((path) => {
    const base =
      basename(path)
        .replace(/\.ipynb$/i, "")
        .replace(/[^\p{Letter}\p{Number}._-]+/gu, "-")
        .replace(/^[.-]+|[.-]+$/g, "")
        .slice(0, 100) || "notebook";
    let name = `${base}.html`;
    for (let count = 2; used.has(name.toLowerCase()); count++) name = `${base}-${count}.html`;
    used.add(name.toLowerCase());
    return name;
  });
}

class Site {
  readonly #options: PublishOptions;
  readonly #config: SiteConfig;
  readonly #assets: PageAssets;
  readonly #drafts: readonly Draft[];
  readonly #project: ProjectProvenance;
  readonly #logo: string | undefined;
  readonly #siteFonts: readonly string[];
  readonly #shared = new Map<string, string>();
  readonly #files: string[] = [];

  constructor(
    options: PublishOptions,
    config: SiteConfig,
    assets: PageAssets,
    drafts: readonly Draft[],
  ) {
    this.#options = options;
    this.#project = projectProvenance();
    this.#config = config;
    this.#assets = assets;
    this.#drafts = drafts;
    this.#siteFonts = [...new Set(drafts.flatMap((draft) => draft.report.fonts))].sort();
    this.#logo =
      config.logo === undefined
        ? undefined
        : projectPictures(options.project, options.project)(config.logo);
    if (config.logo !== undefined && this.#logo === undefined)
      throw new Error(`the logo ${config.logo} is no picture inside the project`);
  }

  write(): Published {
    makeFolder(this.#options.output);
    const index = !this.#options.singleFile || this.#drafts.length > 1;
    this.#drafts.forEach((draft, at) => this.#writePage(draft, at, index));
    if (index) this.#writeIndex();
    if (!this.#options.singleFile) this.#removeStaleAssets();
    return { files: this.#files };
  }

  #put(name: string, content: string): void {
    const path = join(this.#options.output, name);
    writeAtomically(path, content);
    this.#files.push(path);
    this.#options.onPage?.(path, Buffer.byteLength(content));
  }

  /** A shared file, named by its content: written once, cached for ever. */
  #asset(name: string, extension: string, content: string): string {
    const file = `assets/${name}-${contentHash(content).slice(0, 12)}.${extension}`;
    if (!this.#shared.has(file)) {
      makeFolder(join(this.#options.output, "assets"));
      writeAtomically(join(this.#options.output, file), content);
      this.#shared.set(file, content);
    }
    return file;
  }

  #removeStaleAssets(): void {
    const folder = join(this.#options.output, "assets");
    makeFolder(folder);
    for (const name of readdirSync(folder))
      if (
        /^(?:report|katex|reader|live|render|editor|worker|plotly-\w+)-[0-9a-f]{12}\.(?:css|js)$/.test(
          name,
        )
      )
        if (!this.#shared.has(`assets/${name}`)) rmSync(join(folder, name), { force: true });
  }

  #styles(alone: boolean, fonts: readonly string[]): Asset[] {
    const style = `${this.#assets.style}${colourStyle(this.#config.colours)}`;
    const list: Asset[] = [alone ? { text: style } : { url: this.#asset("report", "css", style) }];
    if (fonts.length > 0) {
      // A site's pages share one file with the fonts that any of them uses.
      const katex = this.#assets.katexStyle(alone ? fonts : this.#siteFonts);
      list.push(alone ? { text: katex } : { url: this.#asset("katex", "css", katex) });
    }
    return list;
  }

  /** A large script that a page asks for when it needs it. */
  #holder(id: string, name: string, script: ZippedText, alone: boolean, hashes: string[]): Html {
    if (!alone) {
      const url = this.#asset(name, "js", script.text);
      return markup`<script type="text/plain" id="${id}" data-url="${url}"></script>`;
    }
    hashes.push(policyHash(script.text));
    return markup`<script type="text/plain" id="${id}">
      ${trusted(script.zipped())}
    </script>`;
  }

  /** What a live page needs: its words and tables, what sets outputs, and the worker. */
  #liveData(draft: Draft, live: DraftLive, alone: boolean, hashes: string[]): Html {
    const data: LiveData = {
      hash: contentHash(draft.source.bytes).slice(0, 16),
      words: wordsOf(this.#config.language).live,
      tables: live.tables,
    };
    const render = this.#holder("lossbook-render", "render", live.assets.render, alone, hashes);
    const editor = this.#holder("lossbook-editor", "editor", live.assets.editor, alone, hashes);
    return markup`${render}${editor}
      <script type="application/json" id="lossbook-live" data-plotly="${draft.report.plotly ?? ""}">
        ${scriptJson(data)}
      </script>`;
  }

  /** The worker's text and what begins it, before the article: it is ready when the article is there. */
  #liveHead({ assets, worker }: DraftLive, alone: boolean, hashes: string[]): Html {
    // The worker's text is data for the page: a single file needs no hash for it, a site's script says it as a string.
    const holder = alone
      ? markup`<script type="text/plain" id="lossbook-worker">
          ${trusted(worker.zipped())}
        </script>`
      : markup`<script type="text/plain" id="lossbook-worker" data-url="${this.#asset("worker", "js", `window.lossbookWorker=${JSON.stringify(worker.text)};`)}"></script>`;
    hashes.push(policyHash(assets.starter));
    return markup`${holder}
      <script>${trusted(assets.starter)}</script>`;
  }

  #writePage(draft: Draft, at: number, index: boolean): void {
    const { report, own } = draft;
    // A foreign page carries all it needs, so that its policy admits nothing but scripts by their hash.
    const alone = this.#options.singleFile === true || !own;
    const words = wordsOf(this.#config.language);
    const hashes = [policyHash(this.#assets.early)];
    const live = draft.live;
    const script = live?.assets.page ?? this.#assets.reader;
    if (alone) hashes.push(policyHash(script));
    const plotly =
      report.plotly === undefined
        ? undefined
        : this.#holder(
            "lossbook-plotly",
            `plotly-${report.plotly}`,
            this.#assets.plotly(report.plotly),
            alone,
            hashes,
          );
    const head = live === undefined ? undefined : this.#liveHead(live, alone, hashes);
    const liveData = live === undefined ? undefined : this.#liveData(draft, live, alone, hashes);
    // What a live page needs of each code cell; a foreign notebook's code is shown and nothing more.
    const cells = own ? dataScript("lossbook-cells", report.codeCells) : undefined;
    const neighbour = (draft: Draft | undefined): PageLink | undefined =>
      draft === undefined ? undefined : { href: draft.page, title: draft.report.titleHtml };
    this.#put(
      draft.page,
      renderPage({
        language: this.#config.language,
        words,
        title: report.title,
        siteTitle: this.#config.title,
        author: this.#config.author,
        description: report.summary,
        policies:
          live !== undefined
            ? livePolicy(
                [policyHash(live.assets.boot), policyHash(live.assets.host), ...hashes],
                hashes,
                !alone,
              )
            : own
              ? staticPolicy(hashes, !alone)
              : foreignPolicy(hashes),
        live: live === undefined ? undefined : { boot: live.assets.boot, head },
        styles: this.#styles(alone, report.fonts),
        early: this.#assets.early,
        scripts: [
          alone
            ? { text: script }
            : { url: this.#asset(live === undefined ? "reader" : "live", "js", script) },
        ],
        data: markup`${plotly}${cells}${liveData}`,
        logo: this.#logo,
        home: index ? "index.html" : undefined,
        headings: report.headings,
        article: report.article,
        notice: own ? undefined : words.foreign,
        previous: neighbour(this.#drafts[at - 1]),
        next: neighbour(this.#drafts[at + 1]),
        footer: renderProvenance({
          project: this.#project,
          notebook: draft.notebook,
          bytes: draft.source.bytes,
          name: draft.name,
          executed: draft.source.executed,
          footer: this.#config.footer,
          words,
        }),
      }),
    );
  }

  #writeIndex(): void {
    const alone = this.#options.singleFile === true;
    const words = wordsOf(this.#config.language);
    const hashes = [policyHash(this.#assets.early)];
    if (alone) hashes.push(policyHash(this.#assets.reader));
    const fonts = this.#drafts.some((draft) => draft.report.titleHtml.text.includes("katex"))
      ? this.#siteFonts
      : [];
    this.#put(
      "index.html",
      renderPage({
        language: this.#config.language,
        words,
        title: this.#config.title,
        siteTitle: this.#config.title,
        author: this.#config.author,
        description: this.#config.subtitle ?? this.#config.title,
        policies: staticPolicy(hashes, !alone),
        styles: this.#styles(alone, fonts),
        early: this.#assets.early,
        scripts: [
          alone
            ? { text: this.#assets.reader }
            : { url: this.#asset("reader", "js", this.#assets.reader) },
        ],
        logo: this.#logo,
        headings: [],
        article: renderIndex(
          this.#config,
          this.#drafts.map(({ page, report }) => ({ page, report })),
        ),
        footer: markup`${this.#config.footer !== undefined && markup`<p>${this.#config.footer}</p>`}
          <p>lossbook ${this.#project.version}</p>`,
      }),
    );
  }
}
