import { DomainError } from "../math/numeric/domainError.js";
import { checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { frame, joinWithAnd, withFullStop, type Trace } from "./layout.js";
import { seriesColour } from "./theme.js";

export interface ConfusionFigureOptions {
  readonly title: string;
  readonly classes: readonly string[];
  /** counts[i][j]: how often the true class i was predicted as j. */
  readonly counts: readonly ArrayLike<number>[];
  readonly alt?: string;
  readonly height?: number;
}

/**
 * A confusion matrix: a row for each true class, shaded by the share of the row, with the counts written in.
 *
 * Errors  DomainError unless counts is a square of non-negative numbers, a row and a column for each class.
 */
export function confusionFigure(options: ConfusionFigureOptions): Figure {
  const { title, classes, counts, height = 420 } = options;
  checkNotEmpty("classes", classes);
  const rows = counts.map((row) => Array.from(row));
  if (rows.length !== classes.length || rows.some((row) => row.length !== classes.length)) {
    throw new DomainError(
      `counts must have ${classes.length} rows and columns, got ${rows.length} by ${rows[0]?.length ?? 0}`,
    );
  }
  for (const count of rows.flat()) {
    if (!(count >= 0)) throw new DomainError(`a count must not be negative, got ${count}`);
  }
  const totals = rows.map((row) => row.reduce((sum, count) => sum + count, 0));
  const shares = rows.map((row, i) =>
    row.map((count) => (totals[i] === 0 ? 0 : count / (totals[i] as number))),
  );
  const matrix: Trace = {
    type: "heatmap",
    x: classes,
    y: classes,
    z: shares,
    zmin: 0,
    zmax: 1,
    colorscale: [
      [0, "rgba(0,114,178,0.06)"],
      [1, seriesColour(0)],
    ],
    showscale: false,
    xgap: 2,
    ygap: 2,
    hovertemplate: "true %{y}, predicted %{x}: %{z:.1%}<extra></extra>",
  };
  const base = frame({ title, x: "predicted class", y: "true class", height, legend: false });
  const total = totals.reduce((sum, count) => sum + count, 0);
  const right = rows.reduce((sum, row, i) => sum + (row[i] as number), 0);
  return {
    data: [matrix],
    layout: {
      ...base,
      xaxis: { ...(base["xaxis"] as object), type: "category" },
      yaxis: { ...(base["yaxis"] as object), type: "category", autorange: "reversed" },
      annotations: rows.flatMap((row, i) =>
        row.map((count, j) => ({
          x: classes[j],
          y: classes[i],
          text: String(count),
          showarrow: false,
          // White on the full blue; elsewhere the template's colour.
          ...(((shares[i] as number[])[j] as number) > 0.55 ? { font: { color: "#ffffff" } } : {}),
        })),
      ),
    },
    alt:
      options.alt ??
      `${withFullStop(title)} ${right} of ${total} are predicted right. ${worst(options, rows)}`,
  };
}

function worst({ classes }: ConfusionFigureOptions, rows: readonly (readonly number[])[]): string {
  const mixed = rows
    .flatMap((row, i) => row.map((count, j) => ({ i, j, count })))
    .filter(({ i, j, count }) => i !== j && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 2)
    .map(({ i, j, count }) => `${classes[i]} taken for ${classes[j]} (${count})`);
  return mixed.length === 0
    ? "Nothing is mixed up."
    : `Most often mixed up: ${joinWithAnd(mixed)}.`;
}
