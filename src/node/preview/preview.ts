import { basename, dirname, join, relative, resolve } from "node:path";
import { isInside, type Course } from "../course/course.js";
import { hasNotebook, isNotebookName } from "../course/notebookPaths.js";
import { shownPath } from "../course/shownPath.js";
import { CompiledCells } from "./compiledCells.js";
import { NotebookPreview } from "./notebookPreview.js";
import type { PreviewEvent } from "./previewEvents.js";
import { PreviewPages } from "./previewPages.js";
import { startPreviewServer, type PreviewServer } from "./previewServer.js";
import { previewShell } from "./shellPage.js";
import { SpareKernel } from "./spareKernel.js";
import { WarmKernel } from "./warmKernel.js";
import { watchCourse } from "./watchCourse.js";

export interface PreviewOptions {
  readonly course: Course;
  readonly notebooks: readonly string[];
  /** Notebooks that come into the course's folder are shown too. */
  readonly follow?: boolean;
  /** 0 for one that is free. */
  readonly port: number;
  /** Told of what happens, and of what is not shown as it was meant. */
  readonly onEvent?: (event: PreviewEvent) => void;
  readonly onWarning?: (line: string) => void;
}

export interface Preview {
  /** With the token: whoever knows it sees the course. */
  readonly url: string;
  /** Ends everything: no kernel and no socket is left. */
  close(): Promise<void>;
}

/** Shows notebooks while they are being written. Writes nothing: pages live in memory, the notebooks stay their author's. */
export async function startPreview({
  course,
  notebooks,
  follow = false,
  port,
  onEvent = () => undefined,
  onWarning = () => undefined,
}: PreviewOptions): Promise<Preview> {
  const compiler = new CompiledCells();
  const kernels = new SpareKernel();
  const warm = new WarmKernel();
  const pages = new PreviewPages(notebooks, {
    course,
    // Where `report` would write: names and links of pages are those that it gives.
    folder: course.reports,
    singleFile: false,
    linksAreChecked: true,
    onWarning,
  });
  // A notebook may speak before there is a server.
  const listening: { server?: PreviewServer } = {};
  const tell = (event: PreviewEvent): void => {
    listening.server?.send(event);
    onEvent(event);
  };
  const begin = (path: string): NotebookPreview =>
    new NotebookPreview(path, { course, pages, compiler, kernels, warm, tell });
  const previews = notebooks.map(begin);
  const [first] = previews;
  const home =
    previews.length === 1 && first !== undefined ? pages.fileOf(first.path) : "index.html";
  const server = await startPreviewServer(port, {
    shell: previewShell(home),
    async page(file, version) {
      const its = previews.find(({ path }) => pages.fileOf(path) === file);
      await its?.start();
      // The index is made with any page.
      if (file === "index.html" && pages.page(file) === undefined) await first?.start();
      return pages.page(file, version);
    },
    asset: (name) => pages.asset(name),
    greeting: () =>
      previews.map(({ path, state }): PreviewEvent => ({
        type: "state",
        page: pages.fileOf(path),
        ...state,
      })),
  });
  listening.server = server;
  const isNew = (path: string): boolean =>
    follow &&
    (dirname(path) === resolve(course.notebooks) || hasNotebook(course, path)) &&
    isNotebookName(basename(path)) &&
    isInside(course, path);
  const watched = watchCourse(course, notebooks, isNew, (change, path) => {
    if (change === "code") compiler.forget();
    if (change === "notebook" && !previews.some((one) => resolve(one.path) === path)) {
      // Named as the others are.
      const named = join(shownPath(course.notebooks), relative(course.notebooks, path));
      pages.add(named);
      previews.push(begin(named));
      for (const preview of previews) void preview.looksChanged();
      return;
    }
    for (const preview of previews) {
      if (change === "notebook") {
        if (resolve(preview.path) === path) void preview.changed();
      } else if (change === "code") void preview.codeChanged();
      else void preview.looksChanged();
    }
  });
  return {
    url: server.url,
    async close() {
      watched.close();
      for (const preview of previews) preview.close();
      await Promise.all([server.close(), kernels.close(), ...previews.map((one) => one.ended())]);
      await warm.close();
      compiler.close();
    },
  };
}
