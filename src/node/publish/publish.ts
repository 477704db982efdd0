import { readSiteConfig, type SiteConfig } from "../course/siteConfig.js";
import { makeDrafts, type NotebookSource } from "./draft.js";
import { loadPageAssets } from "./pageAssets.js";
import { planSite } from "./planSite.js";
import { projectPictures } from "./projectPicture.js";
import { projectProvenance } from "./provenance.js";
import { writeSite } from "./writeSite.js";

export type { NotebookSource } from "./draft.js";

export interface PublishOptions {
  /** The folder that the site is written to. */
  readonly output: string;
  /** The folder of the configuration; names of notebooks are given relative to it. */
  readonly project: string;
  /** One self-contained file a notebook, instead of a site with shared assets. */
  readonly singleFile?: boolean;
  /** Told of every page that was written. */
  readonly onPage?: (file: string, bytes: number) => void;
}

export interface Published {
  /** The pages in the order of the notebooks, and the index last where there is one. */
  readonly files: readonly string[];
}

/**
 * Writes the reports of the given notebooks. A notebook that was not executed in this call is foreign: its page
 * stands alone, reads no file, and runs nothing but the reader's script.
 *
 * Errors  NotebookError where a file is no notebook; one line where a page cannot be written.
 */
export async function publish(
  sources: readonly NotebookSource[],
  { output, project, singleFile = false, onPage }: PublishOptions,
): Promise<Published> {
  const config = readSiteConfig(project);
  const assets = loadPageAssets();
  const logo = logoOf(config, project);
  const drafts = await makeDrafts(
    sources,
    { project, language: config.language, singleFile },
    assets,
  );
  const plan = planSite(drafts, {
    config,
    assets,
    project: projectProvenance(),
    logo,
    singleFile,
  });
  return { files: writeSite(plan, output, onPage) };
}

function logoOf({ logo }: SiteConfig, project: string): string | undefined {
  if (logo === undefined) return undefined;
  const picture = projectPictures(project, project)(logo);
  if (picture === undefined) throw new Error(`the logo ${logo} is no picture inside the project`);
  return picture;
}
