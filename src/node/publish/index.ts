export { publish, type NotebookSource, type PublishOptions, type Published } from "./publish.js";
export { readSiteConfig, type SiteConfig } from "../course/siteConfig.js";
