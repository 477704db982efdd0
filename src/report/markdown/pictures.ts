import type { Root } from "hast";
import { markup } from "../html.js";
import { pictureUrl } from "../outputs/picture.js";
import type { MarkdownContext } from "./context.js";
import { eachElement, rawNode } from "./hast.js";
import { placeOf } from "./links.js";

/** Pictures by their own bytes; a picture that may not or cannot be read becomes its text alternative. */
export function embedPictures(tree: Root, context: MarkdownContext): void {
  eachElement(tree, "img", ({ properties }) => {
    const alt = String(properties["alt"] ?? "");
    const source = String(properties["src"] ?? "");
    const url = pictureUrl(source, context);
    if (url === undefined) {
      context.links.dead.push({
        ...placeOf(source, context),
        href: source.slice(0, 200),
        what: "picture",
      });
      return rawNode(
        markup`<span class="no-picture">${context.words.noPicture}${alt && `: ${alt}`}</span>`,
      );
    }
    properties["src"] = url;
    properties["alt"] = alt;
    return undefined;
  });
}
