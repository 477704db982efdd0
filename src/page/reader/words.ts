/** The page's words for the script, as the page was written with them. */
export function pageWords(): {
  readonly copy: string;
  readonly copied: string;
  readonly stepByStep: string;
  readonly nextStep: string;
  readonly allSteps: string;
} {
  const given = document.querySelector<HTMLElement>(".tools")?.dataset["words"]?.split("|") ?? [];
  const [copy = "Copy", copied = "Copied", stepByStep = "", nextStep = "", allSteps = ""] = given;
  return { copy, copied, stepByStep, nextStep, allSteps };
}

let region: HTMLElement | undefined;

/** Says something to a screen reader without moving the focus. */
export function announce(text: string): void {
  if (region === undefined) {
    region = document.createElement("div");
    region.className = "sr-only";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = text;
}
