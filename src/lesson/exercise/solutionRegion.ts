import { DomainError } from "../../math/numeric/domainError.js";

// As nbgrader marks them, in any comment: `// BEGIN SOLUTION`, `//BEGIN SOLUTION:`, `### BEGIN SOLUTION`, `<!-- BEGIN SOLUTION -->`.
const BEGIN = /^\s*(?:\/\/+|#+|\/\*+|<!--+)\s*BEGIN SOLUTION\b/i;
const END = /^\s*(?:\/\/+|#+|\/\*+|<!--+)\s*END SOLUTION\b/i;

/** Whether a cell's source has a solution region. */
export function hasSolution(source: string): boolean {
  return source.split("\n").some((line) => BEGIN.test(line));
}

/**
 * The learner's version of a cell: the lines from `// BEGIN SOLUTION` to `// END SOLUTION`, both included, replaced by
 * the stub (`metadata.lossbook.stub`: text, or a list of lines as notebooks store text). The stub takes the indentation
 * of the BEGIN line. With several regions the stub goes into the first, the others fall away.
 *
 * Errors  DomainError when a region is not closed, or is opened inside another.
 */
export function withStub(source: string, stub: string | readonly string[]): string {
  const text = typeof stub === "string" ? stub : stub.join("");
  const kept: string[] = [];
  let inside = false;
  let placed = false;
  for (const line of source.split("\n")) {
    if (BEGIN.test(line)) {
      if (inside) throw new DomainError("BEGIN SOLUTION stands inside another solution");
      inside = true;
      if (!placed) {
        const indent = /^\s*/.exec(line)?.[0] ?? "";
        kept.push(
          ...text
            .replace(/\n$/, "")
            .split("\n")
            .map((row) => (row === "" ? "" : indent + row)),
        );
        placed = true;
      }
    } else if (END.test(line)) {
      if (!inside) throw new DomainError("END SOLUTION stands without BEGIN SOLUTION");
      inside = false;
    } else if (!inside) kept.push(line);
  }
  if (inside) throw new DomainError("BEGIN SOLUTION is not closed by END SOLUTION");
  return kept.join("\n");
}

/** The cell's source without the two marking lines: the author's answer as a reader sees it. */
export function withoutMarks(source: string): string {
  return source
    .split("\n")
    .filter((line) => !BEGIN.test(line) && !END.test(line))
    .join("\n");
}

/**
 * The metadata of the cell that poses an exercise: folded in a report, in Jupyter and in VS Code, since its source holds the
 * truth; and locked for nbgrader, which puts the author's source back before it grades.
 */
export function questionMetadata(id: string): {
  readonly jupyter: Readonly<Record<string, unknown>>;
  readonly nbgrader: Readonly<Record<string, unknown>>;
  readonly tags: string[];
} {
  return {
    jupyter: { source_hidden: true },
    nbgrader: {
      schema_version: 3,
      cell_type: "code",
      grade: false,
      grade_id: `${id}-question`,
      locked: true,
      solution: false,
      task: false,
    },
    tags: ["hide-input"],
  };
}

/** The metadata of the cell that the reader fills in: lossbook's stub, and nbgrader's record of a manual grade. */
export function exerciseMetadata(
  id: string,
  points: number,
  stub: string,
): Readonly<Record<string, unknown>> {
  return {
    lossbook: { stub },
    nbgrader: {
      schema_version: 3,
      cell_type: "code",
      grade: true,
      grade_id: id,
      locked: false,
      points,
      solution: true,
      task: false,
    },
  };
}
