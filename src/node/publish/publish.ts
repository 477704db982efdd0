import { rmdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Course } from "../course/course.js";
import { makeFolder } from "../course/refuseLinks.js";
import { printable } from "../course/printable.js";
import { readSiteConfig } from "../course/siteConfig.js";
import type { NotebookSource } from "./draft.js";
import { planPages } from "./planPages.js";
import { withSiteLock } from "./siteLock.js";
import { manifestName, readManifest, unchangedPage } from "./siteManifest.js";
import { writeSite } from "./writeSite.js";

export type { NotebookSource } from "./draft.js";

export interface PublishOptions {
  /** The folder that the site is written to. */
  readonly output: string;
  /** Whose configuration holds; names of notebooks are given relative to its folder. */
  readonly course: Course;
  /** One self-contained file a notebook, instead of a site with shared assets. */
  readonly singleFile?: boolean;
  /** Links were checked and told of before: nothing is said of them here. */
  readonly linksAreChecked?: boolean;
  /** Told of every page that was written. */
  readonly onPage?: (file: string, bytes: number) => void;
  /** Told in one line of a notebook's cells that are shown as their source. */
  readonly onWarning?: (line: string) => void;
  /** Told in one line of a notebook whose exercise no reader could solve: it gets no page, the others do. */
  readonly onRefused?: (line: string) => void;
  /** Ends the wait for another call that writes to the same folder. */
  readonly signal?: AbortSignal;
}

export interface Published {
  /** The pages in the order of the notebooks, and the index last where there is one. */
  readonly files: readonly string[];
}

/**
 * Writes the reports of the given notebooks into a folder, beside the pages that earlier calls wrote there. A notebook that was not executed in this call is foreign: its page
 * stands alone, reads no file, and runs nothing but the reader's script.
 *
 * Errors  NotebookError where a file is no notebook; one line where a page cannot be written.
 */
export async function publish(
  sources: readonly NotebookSource[],
  {
    output,
    course,
    singleFile = false,
    linksAreChecked = false,
    onPage,
    onWarning = () => undefined,
    onRefused = onWarning,
    signal,
  }: PublishOptions,
): Promise<Published> {
  // What is wrong with it is said before anything is made.
  readSiteConfig(course.folder);
  const folder = resolve(output);
  const wasCreated = makeFolder(folder);
  try {
    const write = async (): Promise<Published> => {
      const { pages, gone, isDamaged } = readManifest(folder);
      if (isDamaged) {
        onWarning(
          printable(
            `${join(output, manifestName)} is damaged: pages of earlier calls are missing from the index; report their notebooks again`,
          ),
        );
      }
      const plan = await planPages(
        sources,
        { course, folder, singleFile, linksAreChecked, onWarning, onRefused },
        { pages, gone, html: (page) => unchangedPage(folder, page) },
      );
      return { files: plan === undefined ? [] : writeSite(plan, output, onPage) };
    };
    return await withSiteLock(folder, write, { onWait: onWarning, signal });
  } finally {
    if (wasCreated) removeIfEmpty(folder);
  }
}

/** A call that published nothing leaves no empty folder behind. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds a site.
  }
}
