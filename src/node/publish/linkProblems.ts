import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { DeadLink } from "../../report/markdown/pageLinks.js";
import type { Report } from "../../report/page/renderReport.js";
import { printable } from "../course/printable.js";
import { isWaiting } from "./notebookLinks.js";
import { realPath } from "./siteManifest.js";

/** Links of one notebook that are told of one by one. */
const mostDeadLinks = 20;

/** A link, a picture or a footnote of a notebook that leads nowhere. */
export interface LinkProblem extends DeadLink {
  /** The notebook's path, as it was given. */
  readonly path: string;
  /** `"meets no target"`. */
  readonly says: string;
}

/**
 * What of a rendered notebook leads nowhere, in the order of its cells: the links that are `dead`, and those to
 * notebooks that are not there. Of a notebook for which `isOwn` is false no path is looked at.
 */
export function linkProblems(
  path: string,
  isOwn: boolean,
  { outgoingLinks }: Report,
  { dead }: { readonly dead: readonly DeadLink[] },
): LinkProblem[] {
  const waiting = outgoingLinks.filter((link) => isWaiting(link.page));
  return [
    ...dead.map(({ cell, line, href, what }) => ({
      ...{ path, cell, line, href, says: saysOf(what) },
      ...(what === undefined ? {} : { what }),
    })),
    ...(isOwn ? waiting.filter((link) => !isThere(path, link)) : waiting).map(
      ({ cell, line, href }) => ({
        ...{ path, cell, line, href },
        says: "leads to a notebook that has no page here",
      }),
    ),
  ].sort((a, b) => a.cell - b.cell || (a.line ?? 0) - (b.line ?? 0));
}

/** Each in one line, and how many more there are of a notebook with many. */
export function warnOfLinks(
  problems: readonly LinkProblem[],
  onWarning: (line: string) => void,
): void {
  for (const notebook of new Set(problems.map(({ path }) => path))) {
    const its = problems.filter(({ path }) => path === notebook);
    for (const { path, cell, line, href, what = "link", says } of its.slice(0, mostDeadLinks)) {
      const place = line === undefined ? `cell ${cell}` : `cell ${cell}, line ${line}`;
      onWarning(printable(`${path}: ${place}: the ${what} ${href.slice(0, 200)} ${says}`));
    }
    if (its.length > mostDeadLinks)
      onWarning(`${notebook}: ${its.length - mostDeadLinks} more links meet no target`);
  }
}

const saysOf = (what: DeadLink["what"]): string =>
  what === "picture" ? "cannot be read" : what === "footnote" ? "has no text" : "meets no target";

/** Whether an own notebook's link leads to a notebook that another call may publish. */
function isThere(path: string, { href }: DeadLink): boolean {
  try {
    return existsSync(
      resolve(dirname(realPath(path)), decodeURIComponent(href.replace(/#.*/s, ""))),
    );
  } catch {
    return false;
  }
}
