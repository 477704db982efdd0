import { element } from "./element.js";

interface Place {
  readonly cell?: number;
  readonly id?: string;
  readonly line?: number;
}

/** How far a notebook is, as the server says it. */
export interface State extends Place {
  readonly state: "waiting" | "running" | "ready" | "failed" | "unreadable" | "gone";
  readonly message?: string;
  readonly seconds?: number;
  readonly done?: number;
  readonly cells?: number;
  /** Cells that show what a kernel said on which others had run. */
  readonly provisional?: readonly string[];
  /** How many of them the clean run shows otherwise. */
  readonly corrected?: number;
}

export interface Finding extends Place {
  readonly rule: string;
  readonly level: string;
  readonly found: string;
  readonly remedy: string;
}

/** Shows the state below the page; a cell that failed is a button that leads to it. */
export function showState(state: State, reveal: (cell: string) => void): void {
  const line = element("#state");
  line.className = state.state;
  line.textContent = wordsOf(state);
  showPlace(element("#place"), state, reveal);
}

function wordsOf({
  state,
  message = "",
  seconds = 0,
  done = 0,
  cells = 0,
  provisional,
  corrected = 0,
}: State): string {
  switch (state) {
    case "waiting":
      return "Not run yet";
    case "running":
      return provisional === undefined
        ? `Running: ${done} of ${cells} cells`
        : `Provisional: ${cellsOf(provisional.length)} ran on a kernel that others had run on; clean run: ${done} of ${cells} cells`;
    case "ready":
      return `Ran in ${seconds.toFixed(1)} s${corrected === 0 ? "" : `; the clean run corrected ${cellsOf(corrected)}`}`;
    case "failed":
      return message;
    case "unreadable":
      return `The page shows what the notebook said before: ${message}`;
    case "gone":
      return "The preview has ended: start it again and open its new address";
  }
}

const cellsOf = (number: number): string => `${number} cell${number === 1 ? "" : "s"}`;

function showPlace(holder: HTMLElement, place: Place, reveal: (cell: string) => void): void {
  holder.textContent = "";
  const { cell, id, line } = place;
  if (cell === undefined) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `cell ${cell}${line === undefined ? "" : `, line ${line}`}`;
  if (id !== undefined) button.addEventListener("click", () => reveal(id));
  holder.append(button);
}

/** Shows what the rules found, folded. */
export function showFindings(findings: readonly Finding[], reveal: (cell: string) => void): void {
  const box = element<HTMLDetailsElement>("#findings");
  box.hidden = findings.length === 0;
  const errors = findings.filter(({ level }) => level === "error").length;
  const number = findings.length - errors;
  element("summary", box).textContent =
    `${errors} error${errors === 1 ? "" : "s"} and ${number} warning${number === 1 ? "" : "s"} in the notebook`;
  element("ul", box).replaceChildren(
    ...findings.map((finding) => {
      const item = document.createElement("li");
      item.className = finding.level;
      const place = document.createElement("span");
      showPlace(place, finding, reveal);
      item.append(place, ` ${finding.found}; ${finding.remedy} [${finding.rule}]`);
      return item;
    }),
  );
}
