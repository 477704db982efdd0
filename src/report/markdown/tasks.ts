import type { Root } from "hast";
import type { MarkdownContext } from "./context.js";
import { eachElement } from "./hast.js";

/** The boxes of a task list get a name for those who cannot see them. */
export function nameTasks(tree: Root, { words }: MarkdownContext): void {
  eachElement(tree, "input", (element) => {
    element.properties["ariaLabel"] = words.task;
    return undefined;
  });
}
