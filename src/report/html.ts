import { escapeHtml } from "../text/escapeHtml.js";
import { scriptJson } from "../text/scriptJson.js";

/**
 * Markup that is safe to put into a page. Only `markup` and `trusted` make one, so a plain string can never become
 * markup by being forgotten: the template escapes it.
 */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[];

function textOfPart(part: HtmlPart): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(textOfPart).join("");
  return escapeHtml(String(part));
}

/** A template whose values are escaped unless they are markup already: markup`<p>${text}</p>`. */
export function markup(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(
    strings.reduce((text, next, index) => text + textOfPart(parts[index - 1]) + next),
  );
}

/** Marks text as markup: for what KaTeX, the highlighter and the sanitiser return, and for nothing else. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** JSON for a `<script type="application/json">`, as markup. */
export function embeddedJson(value: unknown): Html {
  return new Html(scriptJson(value));
}
