// Notebook JSON to HTML, pure: what a page is made of, and what it needs.
export { renderReport, type Report, type ReportOptions, type CodeCell } from "./renderReport.js";
export { readNotebook, NotebookError, type Notebook, type Cell, type Output } from "./notebook.js";
export {
  renderPage,
  dataScript,
  type Asset,
  type LiveParts,
  type PageLink,
  type PageParts,
} from "./page.js";
export { foreignPolicy, livePolicy, staticPolicy, type Policies } from "./policy.js";
export { wordsOf, type Words } from "./words.js";
export { markup, trusted, escapeHtml, scriptJson, Html } from "./html.js";
export type { PlotlyBundle } from "./figure.js";
export type { Heading } from "./markdown.js";
