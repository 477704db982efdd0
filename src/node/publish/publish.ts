import { rmdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Course } from "../course/course.js";
import { makeFolder } from "../course/refuseLinks.js";
import { readSiteConfig, type SiteConfig } from "../course/siteConfig.js";
import { makeDrafts, type NotebookSource } from "./draft.js";
import { loadPageAssets } from "./pageAssets.js";
import { planSite } from "./planSite.js";
import { projectPictures } from "./projectPicture.js";
import { provenanceOf } from "./provenance.js";
import { withSiteLock } from "./siteLock.js";
import { readManifest, unchangedPage } from "./siteManifest.js";
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
  const config = readSiteConfig(course.folder);
  const logo = logoOf(config, course);
  const isOwn = sources.some(({ executed }) => executed !== undefined);
  const assets = loadPageAssets();
  const folder = resolve(output);
  const wasCreated = makeFolder(folder);
  try {
    const write = async (): Promise<Published> => {
      const earlier = readManifest(folder);
      const drafts = await makeDrafts(
        sources,
        {
          course,
          language: config.language,
          singleFile,
          folder,
          earlier,
          linksAreChecked,
          onWarning,
          onRefused,
        },
        assets,
      );
      if (drafts.length === 0) return { files: [] };
      const plan = planSite(
        drafts,
        { config, assets, project: provenanceOf(isOwn ? course : undefined), logo, singleFile },
        { pages: earlier, html: (page) => unchangedPage(folder, page) },
      );
      return { files: writeSite(plan, output, onPage) };
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

function logoOf({ logo }: SiteConfig, course: Course): string | undefined {
  if (logo === undefined) return undefined;
  const picture = projectPictures(course.folder, course.folder)(logo);
  if (picture === undefined) throw new Error(`the logo ${logo} is no picture inside the course`);
  return picture;
}
