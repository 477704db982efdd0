// Notebook JSON to HTML, pure: what a page is made of, and what it needs.
export {
  renderReport,
  type Report,
  type ReportOptions,
  type CodeCell,
} from "./page/renderReport.js";
export {
  renderPage,
  dataScript,
  type Asset,
  type LiveParts,
  type PageLink,
  type PageParts,
} from "./page/page.js";
export { foreignPolicy, livePolicy, staticPolicy, type Policies } from "./page/policy.js";
export { wordsOf, type Words } from "./words.js";
export { markup, trusted, escapeHtml, scriptJson, Html } from "./html.js";
export type { PlotlyBundle } from "./outputs/figure.js";
export type { Heading } from "./markdown/markdown.js";
