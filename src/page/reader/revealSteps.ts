import { announce, pageWords } from "./words.js";

/** A derivation can be read as a whole or be uncovered step by step; without this script it stands whole. */
export function revealSteps(root: ParentNode): void {
  const { stepByStep, nextStep, allSteps } = pageWords();
  for (const derivation of root.querySelectorAll<HTMLElement>(".derivation")) {
    const steps = [...derivation.querySelectorAll<HTMLElement>(".step")];
    if (steps.length < 2) continue;
    const bar = document.createElement("div");
    bar.className = "step-bar";
    const toggle = document.createElement("button");
    const next = document.createElement("button");
    toggle.type = next.type = "button";
    next.textContent = nextStep;
    bar.append(toggle, next);
    derivation.querySelector(".steps")?.after(bar);
    let shown = steps.length;
    const show = (count: number) => {
      shown = count;
      steps.forEach((step, index) => (step.hidden = index >= count));
      toggle.textContent = shown < steps.length ? allSteps : stepByStep;
      next.hidden = shown >= steps.length;
    };
    toggle.addEventListener("click", () => show(shown < steps.length ? steps.length : 1));
    next.addEventListener("click", () => {
      show(shown + 1);
      const step = steps[shown - 1];
      announce(step?.querySelector("annotation")?.textContent ?? step?.innerText ?? "");
      if (shown >= steps.length) toggle.focus();
    });
    show(steps.length);
    // A link to one step must find it.
    addEventListener("hashchange", () => {
      const at = steps.findIndex((step) => `#${step.id}` === location.hash);
      if (at >= shown) {
        show(at + 1);
        steps[at]?.scrollIntoView();
      }
    });
  }
}
