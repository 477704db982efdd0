/** The words of a course's first page on what the reader did: plain text, since they travel to the page as JSON. */
export interface ProgressWords {
  readonly yourWork: string;
  /** Of a notebook or of the course. */
  readonly solved: string;
  readonly continue: string;
  readonly save: string;
  readonly load: string;
  readonly loaded: string;
  readonly takeBack: string;
  readonly takenBack: string;
  readonly notAFile: string;
  readonly otherCourse: string;
  readonly kept: string;
}

/** `{…}` are filled in by the page. */
export const englishProgress: ProgressWords = {
  yourWork: "Your work",
  solved: "Exercises solved: {solved} of {all} · points: {earned} of {points}",
  continue: "Continue with {title}",
  save: "Save your work as a file",
  load: "Load work from a file",
  loaded: "Loaded. Changed cells: {cells}, answers: {answers}.",
  takeBack: "Take that back",
  takenBack: "Your work is as it was before.",
  notAFile: "{name} is not a file that this page saved: {reason}.",
  otherCourse: "it belongs to “{course}”",
  kept: "Changes, answers and points are kept in this browser alone.",
};

export const germanProgress: ProgressWords = {
  yourWork: "Ihre Arbeit",
  solved: "Aufgaben gelöst: {solved} von {all} · Punkte: {earned} von {points}",
  continue: "Weiter mit {title}",
  save: "Ihre Arbeit als Datei sichern",
  load: "Arbeit aus einer Datei laden",
  loaded: "Geladen. Geänderte Zellen: {cells}, Antworten: {answers}.",
  takeBack: "Rückgängig machen",
  takenBack: "Ihre Arbeit ist wieder wie zuvor.",
  notAFile: "{name} ist keine Datei, die diese Seite gesichert hat: {reason}.",
  otherCourse: "Sie gehört zu „{course}“",
  kept: "Änderungen, Antworten und Punkte bleiben allein in diesem Browser.",
};
