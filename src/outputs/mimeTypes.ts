/** The MIME types of what a cell shows, each with its data type and guard in a file beside this one. */
export const DERIVATION_MIME = "application/vnd.lossbook.derivation+json";
export const EXERCISE_MIME = "application/vnd.lossbook.exercise+json";
export const EXPLORE_MIME = "application/vnd.lossbook.explore+json";
export const READER_TABLE_MIME = "application/vnd.lossbook.reader-table+json";
export const FIGURE_MIME = "application/vnd.plotly.v1+json";
