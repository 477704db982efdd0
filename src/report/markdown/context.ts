import type { Html } from "../html.js";
import type { PageMathematics } from "../mathematics/pageMathematics.js";
import type { PictureSources } from "../outputs/picture.js";
import type { Words } from "../words.js";
import type { Highlighter } from "./highlight.js";
import type { PageIds } from "./ids.js";
import type { PageLinks } from "./pageLinks.js";

export interface Heading {
  readonly level: number;
  readonly id: string;
  /** The heading as markup, formulas typeset; without links. */
  readonly title: Html;
  readonly text: string;
}

/** A text that is shown as it was written, and what about it was too much. */
export interface NotSet {
  /** 1 for the first cell. */
  readonly cell: number;
  /** 1 for the first line; undefined in an output. */
  readonly line: number | undefined;
  readonly what: string;
}

/** What a cell's text is rendered with. */
export interface MarkdownContext extends PictureSources {
  readonly highlighter: Highlighter;
  readonly ids: PageIds;
  readonly links: PageLinks;
  readonly mathematics: PageMathematics;
  readonly words: Words;
  /** Told of a text that was too much to set. */
  readonly notSet?: ((text: NotSet) => void) | undefined;
  /** Makes the ids of one cell's footnotes differ from another's. */
  readonly cell: string;
  /** The number of the cell in its notebook, 1 for the first: for those who look for a fault. */
  readonly cellNumber: number;
  /** The footnotes that the notebook's cells define (`footnotesIn`). */
  readonly footnotes: ReadonlyMap<string, string>;
  /** The cell's own text, where this is it. */
  readonly source?: string | undefined;
  /** The address of another notebook's page, or undefined where it has none. */
  readonly link?: ((path: string) => string | undefined) | undefined;
}
