import type { NotebookSource } from "../publish/draft.js";
import { planPages, type PlanOptions } from "../publish/planPages.js";
import { pageNames } from "../publish/pageNames.js";
import { notebookKey, type ManifestPage } from "../publish/siteManifest.js";

/** Versions of a page that are kept: the browser compares the one it shows with the newest. */
const mostVersions = 3;

interface Version {
  readonly number: number;
  readonly html: string;
  /** The shared files that it asks for. */
  readonly assets: ReadonlyMap<string, string>;
}

/** The pages of a preview, in memory alone: the same bytes as `report` would write. */
export class PreviewPages {
  readonly #options: Omit<PlanOptions, "onRefused">;
  readonly #pages = new Map<string, Version[]>();
  readonly #manifest = new Map<string, ManifestPage>();
  /** What was said of each notebook when it was last rendered: it is not said again with every word. */
  readonly #warnings = new Map<string, ReadonlySet<string>>();

  constructor(notebooks: readonly string[], options: Omit<PlanOptions, "onRefused">) {
    this.#options = options;
    const names = pageNames(notebooks, [], options.course);
    notebooks.forEach((path, index) => this.#enter(path, names[index] ?? ""));
  }

  /** A notebook that came later; it stands among the others by its name. */
  add(notebook: string): void {
    const [name = ""] = pageNames(
      [notebook],
      [...this.#manifest.values()].map(({ file }) => file),
      this.#options.course,
    );
    this.#enter(notebook, name);
    const inOrder = [...this.#manifest].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#manifest.clear();
    for (const [path, page] of inOrder) this.#manifest.set(path, page);
  }

  #enter(path: string, file: string): void {
    const title = file.replace(/\.html$/, "");
    const key = notebookKey(this.#options.folder, path);
    // Until it is rendered, it is a page that other pages may lead to.
    this.#manifest.set(path, { file, notebook: key, title, summary: "", assets: [], hash: "" });
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
      gone: [],
      html: () => undefined,
    });
    if (plan === undefined) throw new Error(refused);
    for (const page of plan.manifest ?? [])
      if (page.file === own?.file) this.#manifest.set(source.path, page);
    let rendered: Version | undefined;
    for (const { file, html, assets } of plan.pages) {
      const version = this.#keep(file, html, assets);
      if (file === own?.file) rendered = version;
    }
    return rendered ?? { number: 0, html: "", assets: new Map() };
  }

  /** A page as it is, or as it was in the given version; undefined where there is none. */
  page(file: string, version?: number): Version | undefined {
    const versions = this.#pages.get(file) ?? [];
    return versions.find(({ number }) => number === version) ?? versions.at(-1);
  }

  asset(name: string): string | undefined {
    for (const versions of this.#pages.values())
      for (const { assets } of versions) {
        const content = assets.get(name);
        if (content !== undefined) return content;
      }
    return undefined;
  }

  #keep(file: string, html: string, assets: Version["assets"]): Version {
    const versions = this.#pages.get(file) ?? [];
    const last = versions.at(-1);
    if (last?.html === html) return last;
    const version = { number: (last?.number ?? 0) + 1, html, assets };
    this.#pages.set(file, [...versions, version].slice(-mostVersions));
    return version;
  }
}
