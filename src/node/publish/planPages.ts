import { readSiteConfig, type SiteConfig } from "../course/siteConfig.js";
import type { Course } from "../course/course.js";
import type { NotebookSource } from "./draft.js";
import { makeDrafts } from "./makeDrafts.js";
import { loadPageAssets } from "./pageAssets.js";
import { planSite, type EarlierSite, type SitePlan } from "./planSite.js";
import { projectPictures } from "./projectPicture.js";
import { provenanceOf } from "./provenance.js";

export interface PlanOptions {
  /** Whose configuration holds; names of notebooks are given relative to its folder. */
  readonly course: Course;
  /** The folder that the site is meant for; nothing is read there or written. */
  readonly folder: string;
  readonly singleFile: boolean;
  /** Links were checked and told of before: nothing is said of them here. */
  readonly linksAreChecked: boolean;
  /** Told in one line of what is not shown as it was meant. */
  readonly onWarning: (line: string) => void;
  /** Told in one line of a notebook whose exercise no reader could solve: it gets no page, the others do. */
  readonly onRefused: (line: string) => void;
}

/**
 * All that a site of these notebooks consists of, beside the pages that are there already; undefined where none of them gets a
 * page. Writes nothing.
 *
 * Errors  NotebookError where a file is no notebook; one line where the configuration cannot be read.
 */
export async function planPages(
  sources: readonly NotebookSource[],
  { course, folder, singleFile, linksAreChecked, onWarning, onRefused }: PlanOptions,
  earlier: EarlierSite,
): Promise<SitePlan | undefined> {
  const config = readSiteConfig(course.folder);
  const logo = logoOf(config, course);
  const isOwn = sources.some(({ executed }) => executed !== undefined);
  const assets = loadPageAssets();
  const drafts = await makeDrafts(
    sources,
    {
      course,
      language: config.language,
      singleFile,
      folder,
      earlier: earlier.pages,
      linksAreChecked,
      onWarning,
      onRefused,
    },
    assets,
  );
  if (drafts.length === 0) return undefined;
  const project = provenanceOf(isOwn ? course : undefined);
  return planSite(drafts, { config, assets, project, logo, singleFile }, earlier);
}

function logoOf({ logo }: SiteConfig, course: Course): string | undefined {
  if (logo === undefined) return undefined;
  const picture = projectPictures(course.folder, course.folder)(logo);
  if (picture === undefined) throw new Error(`the logo ${logo} is no picture inside the course`);
  return picture;
}
