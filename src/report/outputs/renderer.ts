import type { Html } from "../html.js";
import type { MarkdownContext } from "../markdown/context.js";

export interface OutputContext extends MarkdownContext {
  /** A new id for a figure of the page. */
  readonly figureId: () => string;
  /** Told of every kind of trace, so that the page brings what draws them. */
  readonly usesTrace: (type: string) => void;
}

/** What a cell showed: one thing in several forms, by MIME type. */
export interface OutputBundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The bundle's plain text: what a richer form takes for its text alternative. */
  readonly plain: string;
}

/** What a type of output is, the richest first: of an output's forms, the richest is shown. */
export const kinds = [
  "lesson",
  "figure",
  "page",
  "prose",
  "picture",
  "formula",
  "data",
  "text",
] as const;

/** Shows one form of an output. */
export interface OutputRenderer {
  readonly mimeType: string;
  readonly kind: (typeof kinds)[number];
  /** The form as markup, or undefined where it is not what its type says: the next richest is shown then. */
  readonly render: (
    value: unknown,
    bundle: OutputBundle,
    context: OutputContext,
  ) => Html | undefined;
}
