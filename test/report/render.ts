import { readLeniently } from "../../src/nbformat/readLeniently.js";
import {
  renderReport,
  type Report,
  type ReportOptions,
} from "../../src/report/page/renderReport.js";

/** Renders Markdown cells and outputs without the ceremony of a notebook. */
export function render(
  parts: {
    readonly markdown?: readonly string[];
    readonly outputs?: readonly unknown[];
    readonly code?: string;
    readonly tags?: readonly string[];
  },
  options: Partial<ReportOptions> = {},
): Promise<Report> {
  const cells: unknown[] = (parts.markdown ?? []).map((source, index) => ({
    cell_type: "markdown",
    id: `m${index}`,
    metadata: {},
    source,
  }));
  if (parts.outputs !== undefined || parts.code !== undefined)
    cells.push({
      cell_type: "code",
      id: "code",
      metadata: { tags: parts.tags ?? [] },
      execution_count: 1,
      source: parts.code ?? "",
      outputs: parts.outputs ?? [],
    });
  return renderReport(readLeniently({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }), {
    fallbackTitle: "untitled",
    ...options,
  });
}

export const shown = (data: Record<string, unknown>) => ({
  output_type: "display_data",
  data,
  metadata: {},
});
