import type { LiveWords } from "../../report/page/liveWords.js";
import { button } from "./menu.js";

/** Says that the author changed a cell since the reader did, with a button for each of the two versions. */
export function versionChoice(
  shown: "yours" | "new",
  words: LiveWords,
  swap: () => void,
): HTMLElement {
  const line = document.createElement("p");
  line.className = "cell-note version-choice";
  line.dataset["shown"] = shown;
  line.append(words.cellChanged, " ");
  for (const version of ["yours", "new"] as const) {
    const choose = button(version === "yours" ? words.yourVersion : words.newVersion, "", () => {
      if (version !== shown) swap();
    });
    choose.className = "plain";
    choose.setAttribute("aria-pressed", String(version === shown));
    line.append(choose, " ");
  }
  return line;
}
