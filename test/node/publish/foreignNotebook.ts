import { renderGuarded } from "../../../src/node/publish/renderGuarded.js";
import type { RenderLimits } from "../../../src/node/publish/renderRequest.js";

export const prose = (source: string) => ({ cell_type: "markdown", id: "", metadata: {}, source });
export const links = {
  folder: "/course",
  site: "/course/reports",
  pages: new Map<string, string>(),
};
/** Time enough, and little memory. */
export const limits: RenderLimits = {
  cell: 1_500,
  notebook: 20_000,
  rest: 60_000,
  memory: 150,
  mostOfCell: 5_000_000,
  mostOfPage: 8_000_000,
};
export const notebook = (cells: readonly unknown[]) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });

/** A notebook that nobody vouches for, of these cells. */
export const renderForeign = (cells: readonly unknown[]) =>
  renderGuarded(
    { json: notebook(cells), report: { language: "en", fallbackTitle: "theirs" }, links },
    limits,
  );
