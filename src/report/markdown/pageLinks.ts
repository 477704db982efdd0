import { escapeHtml } from "../../text/escapeHtml.js";
import { trusted, type Html } from "../html.js";
import type { PageIds } from "./ids.js";

/** Where a link stands in its notebook. */
export interface LinkPlace {
  /** 1 for the first cell. */
  readonly cell: number;
  /** The line of the cell, 1 for the first; undefined in an output. */
  readonly line: number | undefined;
}

/** A link that meets no target, a picture that cannot be read, a footnote without a text. */
export interface DeadLink extends LinkPlace {
  /** As the author wrote it. */
  readonly href: string;
  /** A link, where it is not said. */
  readonly what?: "picture" | "footnote";
}

/** A link to another notebook's page, or to a place in it, to be checked when all pages are there (`connectPages`). */
export interface OutgoingLink extends DeadLink {
  /** The address of the page. */
  readonly page: string;
  /** Empty: the page itself. */
  readonly fragment: string;
  /** The address as it stands in the markup. */
  readonly written: string;
}

/**
 * The links of one page. A link inside the page is written as a mark, since its target may stand further below, and
 * gets its address when all ids are known; one without a target keeps its words and is told of.
 */
export class PageLinks {
  readonly dead: DeadLink[] = [];
  readonly outgoing: OutgoingLink[] = [];
  readonly #inside: (DeadLink & { readonly fragment: string })[] = [];
  readonly #ids: Pick<PageIds, "find">;

  constructor(ids: Pick<PageIds, "find">) {
    this.#ids = ids;
  }

  /** What to write as the address of a link inside the page. */
  inside(href: string, fragment: string, place: LinkPlace): string {
    this.#inside.push({ ...place, href, fragment });
    return `#\uFDD5${this.#inside.length - 1}\uFDD6`;
  }

  resolve(html: Html): Html {
    return trusted(
      html.text.replace(/ href="#\uFDD5(\d+)\uFDD6"/g, (_, index: string) => {
        const link = this.#inside[Number(index)];
        if (link === undefined) return "";
        if (link.fragment === "" || link.fragment === "top") return ' href="#main"';
        // MathJax gives a labelled equation this name.
        const id = this.#ids.find(link.fragment.replace(/^mjx-eqn[-:]/, "equation-"));
        if (id !== undefined) return ` href="#${escapeHtml(encodeURI(id))}"`;
        const { cell, line, href } = link;
        this.dead.push({ cell, line, href });
        return "";
      }),
    );
  }
}

/** The line of a text on which an address stands first, 1 for the first line. */
export function lineOf(source: string, href: string): number | undefined {
  const at = source.indexOf(href);
  return at < 0 ? undefined : source.slice(0, at).split("\n").length;
}
