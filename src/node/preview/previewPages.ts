import type { NotebookSource } from "../publish/draft.js";
import { planPages, type PlanOptions } from "../publish/planPages.js";
import { pageNames } from "../publish/pageNames.js";
import { notebookKey, type ManifestPage } from "../publish/siteManifest.js";

/** Versions of a page that are kept: the browser compares the one it shows with the newest. */
const mostVersions = 3;

interface Version {
  readonly number: number;
  readonly html: string;
}

/** The pages of a preview, in memory alone: the same bytes as `report` would write. */
export class PreviewPages {
  readonly #options: Omit<PlanOptions, "onRefused">;
  readonly #pages = new Map<string, Version[]>();
  readonly #assets = new Map<string, string>();
  readonly #manifest = new Map<string, ManifestPage>();
  /** What was said of each notebook when it was last rendered: it is not said again with every word. */
  readonly #warnings = new Map<string, ReadonlySet<string>>();

  constructor(notebooks: readonly string[], options: Omit<PlanOptions, "onRefused">) {
    this.#options = options;
    const names = pageNames(notebooks);
    notebooks.forEach((path, index) => {
      const file = names[index] ?? "";
      const title = file.replace(/\.html$/, "");
      const key = notebookKey(options.folder, path);
      // Until it is rendered, it is a page that other pages may lead to.
      const page = { file, notebook: key, title, summary: "", assets: [], hash: "" };
      this.#manifest.set(path, page);
    });
  }

  /** The name of a notebook's page. */
  fileOf(notebook: string): string {
    return this.#manifest.get(notebook)?.file ?? "";
  }

  /**
   * Renders a notebook; its page's new version, or that which there is where nothing has changed.
   *
   * Errors  one line where `report` would give it no page either.
   */
  async render(source: NotebookSource): Promise<Version> {
    const own = this.#manifest.get(source.path);
    const others = [...this.#manifest.values()].filter((page) => page !== own);
    let refused = "";
    const [before, warnings] = [this.#warnings.get(source.path), new Set<string>()];
    this.#warnings.set(source.path, warnings);
    const options = {
      ...this.#options,
      onRefused: (line: string) => void (refused = line),
      onWarning: (line: string) => {
        if (before?.has(line) !== true && !warnings.has(line)) this.#options.onWarning(line);
        warnings.add(line);
      },
    };
    const plan = await planPages([source], options, {
      pages: own === undefined ? others : [...this.#manifest.values()],
      html: () => undefined,
    });
    if (plan === undefined) throw new Error(refused);
    for (const [name, content] of plan.assets) this.#assets.set(name, content);
    for (const page of plan.manifest ?? [])
      if (page.file === own?.file) this.#manifest.set(source.path, page);
    let rendered: Version | undefined;
    for (const { file, html } of plan.pages) {
      const version = this.#keep(file, html);
      if (file === own?.file) rendered = version;
    }
    return rendered ?? { number: 0, html: "" };
  }

  /** A page as it is, or as it was in the given version; undefined where there is none. */
  page(file: string, version?: number): Version | undefined {
    const versions = this.#pages.get(file) ?? [];
    return versions.find(({ number }) => number === version) ?? versions.at(-1);
  }

  asset(name: string): string | undefined {
    return this.#assets.get(name);
  }

  #keep(file: string, html: string): Version {
    const versions = this.#pages.get(file) ?? [];
    const last = versions.at(-1);
    if (last?.html === html) return last;
    const version = { number: (last?.number ?? 0) + 1, html };
    this.#pages.set(file, [...versions, version].slice(-mostVersions));
    return version;
  }
}
