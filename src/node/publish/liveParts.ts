import type { CodeCell } from "../../report/page/renderReport.js";
import { printable } from "../course/printable.js";
import type { Draft, DraftLive, DraftOptions } from "./draft.js";
import { zippable, type PageAssets } from "./pageAssets.js";
import { pageTables, tablesOnce } from "./pageTables.js";

/** Gives executed notebooks what their cells need: a single file what its own import, a site one worker for all. */
export async function addLiveParts(
  drafts: readonly Draft[],
  { course, singleFile, onWarning, onRefused }: DraftOptions,
  assets: PageAssets,
): Promise<readonly Draft[]> {
  const runnable = drafts.filter(
    ({ executed, report }) => executed !== undefined && report.codeCells.length > 0,
  );
  if (runnable.length === 0) return drafts;
  const { exportedNames, importsOf, unitedImports } = await import("./importsOf.js");
  const { collectModules } = await import("./courseModules.js");
  const { livenessOf } = await import("./liveness.js");
  const exported = await exportedNames();
  const tableOf = tablesOnce(onWarning);
  const made = new Map<Draft, DraftLive>();
  const refused = new Set<Draft>();
  for (const group of singleFile ? runnable.map((draft) => [draft]) : [runnable]) {
    const modules = await collectModules(
      course,
      group.map(({ folder, report }) => ({ folder, sources: report.codeCells.flatMap(textsOf) })),
    );
    const ofModules = importsOf(modules.sources.map(asCell), exported);
    const imports = group.map(({ report }) => importsOf(report.codeCells, exported));
    const worker = await assets.worker(unitedImports([...imports, ofModules]));
    const zipped = zippable(JSON.stringify(modules.course));
    for (const [at, draft] of group.entries()) {
      const own = modules.pages[at];
      const { codeCells } = draft.report;
      const { unsolvable, warning } = livenessOf(draft.notebook, codeCells, own?.places ?? {});
      if (unsolvable !== undefined) {
        refused.add(draft);
        onRefused?.(printable(`${draft.name}: ${unsolvable}`));
        continue;
      }
      if (warning !== undefined) onWarning(printable(`${draft.name}: ${warning}`));
      made.set(draft, {
        assets: assets.live(),
        worker,
        ...(own === undefined ? {} : { modules: zipped, imports: own }),
        tables: await pageTables(draft, tableOf),
      });
    }
  }
  return drafts
    .filter((draft) => !refused.has(draft))
    .map((draft) => ({ ...draft, live: made.get(draft) }));
}

/** What the author wrote, and what the reader finds in its place. */
const textsOf = ({ source, stub }: CodeCell): string[] =>
  stub === undefined ? [source] : [source, stub];

const asCell = (source: string, index: number): CodeCell => ({
  id: `module-${index}`,
  source,
  metadata: {},
});
