import { englishLive, germanLive, type LiveWords } from "./page/liveWords.js";
import { englishProgress, germanProgress, type ProgressWords } from "./page/progressWords.js";

/** The words of a page that are not the notebook's own, in the reader's language. */
export interface Words {
  readonly contents: string;
  readonly skip: string;
  readonly theme: string;
  readonly themeSystem: string;
  readonly themeLight: string;
  readonly themeDark: string;
  readonly previous: string;
  readonly next: string;
  readonly allNotebooks: string;
  readonly copy: string;
  readonly copied: string;
  readonly showCode: string;
  readonly showOutput: string;
  readonly showCell: string;
  readonly allLines: (count: number) => string;
  readonly output: string;
  readonly errorOutput: string;
  readonly figure: string;
  readonly figureData: string;
  readonly noScriptFigure: string;
  readonly noPicture: string;
  readonly cannotShow: (types: string) => string;
  readonly cannotDrawTraces: (types: string) => string;
  readonly source: string;
  readonly notTypeset: string;
  readonly tooLong: string;
  readonly asSource: string;
  readonly task: string;
  readonly linkTo: (title: string) => string;
  readonly callouts: Readonly<Record<"note" | "tip" | "important" | "warning" | "caution", string>>;
  readonly derivation: string;
  readonly step: (number: number) => string;
  readonly points: (count: number) => string;
  readonly notAProof: string;
  readonly equalIf: string;
  readonly exceptWhere: string;
  readonly stepByStep: string;
  readonly nextStep: string;
  readonly allSteps: string;
  readonly exercise: string;
  readonly hint: (number: number) => string;
  readonly solution: string;
  readonly authorAnswer: string;
  readonly pointsToEarn: (count: number) => string;
  readonly provenance: string;
  readonly reproduce: string;
  readonly cite: string;
  readonly foreign: string;
  /** `{name}`, `{rows}` and `{columns}` are filled in. */
  readonly authorTable: string;
  readonly live: LiveWords;
  readonly progress: ProgressWords;
}

const english: Words = {
  contents: "Contents",
  skip: "Skip to the text",
  theme: "Theme",
  themeSystem: "System",
  themeLight: "Light",
  themeDark: "Dark",
  previous: "Previous",
  next: "Next",
  allNotebooks: "All notebooks",
  copy: "Copy",
  copied: "Copied",
  showCode: "Code",
  showOutput: "Output",
  showCell: "Code and output",
  allLines: (count) => `All ${count.toLocaleString("en")} lines`,
  output: "Output",
  errorOutput: "Error",
  figure: "Figure",
  figureData: "The figure’s data as a table",
  noScriptFigure: "The figure is drawn by a script, which this reader does not run.",
  noPicture: "Picture not in this report",
  cannotShow: (types) => `An output that a report cannot show: ${types}`,
  cannotDrawTraces: (types) =>
    `A report cannot draw this kind of figure without the network: ${types}`,
  source: "Source",
  notTypeset:
    "This text is too long or nested too deeply to be typeset; it follows as it was written.",
  tooLong: "The rest was left out of the report; it is in the notebook.",
  asSource: "This cell was too much to set: here is its source.",
  task: "Task",
  linkTo: (title) => `Link to “${title}”`,
  callouts: {
    note: "Note",
    tip: "Tip",
    important: "Important",
    warning: "Warning",
    caution: "Caution",
  },
  derivation: "Derivation",
  step: (number) => `Step ${number}`,
  points: (count) => `tested at ${count} ${count === 1 ? "point" : "points"}`,
  notAProof: "Each step is evaluated on both sides at the points named: a test, not a proof.",
  equalIf: "equal if",
  exceptWhere: "except where",
  stepByStep: "Step by step",
  nextStep: "Next step",
  allSteps: "All steps",
  exercise: "Exercise",
  hint: (number) => `Hint ${number}`,
  solution: "Solution",
  authorAnswer: "One answer, and what it gives",
  pointsToEarn: (count) => `${count} ${count === 1 ? "point" : "points"}`,
  provenance: "How this page was made",
  reproduce: "Make it again",
  cite: "Cite",
  authorTable: "The author’s table {name}: {rows} rows; columns {columns}.",
  foreign:
    "This notebook was not run for this page: it shows the outputs stored in the file, and nothing of it is executed here.",
  live: englishLive,
  progress: englishProgress,
};

const german: Words = {
  contents: "Inhalt",
  skip: "Zum Text springen",
  theme: "Farben",
  themeSystem: "System",
  themeLight: "Hell",
  themeDark: "Dunkel",
  previous: "Zurück",
  next: "Weiter",
  allNotebooks: "Alle Kapitel",
  copy: "Kopieren",
  copied: "Kopiert",
  showCode: "Code",
  showOutput: "Ausgabe",
  showCell: "Code und Ausgabe",
  allLines: (count) => `Alle ${count.toLocaleString("de")} Zeilen`,
  output: "Ausgabe",
  errorOutput: "Fehler",
  figure: "Abbildung",
  figureData: "Die Daten der Abbildung als Tabelle",
  noScriptFigure: "Die Abbildung zeichnet ein Skript, das hier nicht läuft.",
  noPicture: "Bild nicht in diesem Bericht",
  cannotShow: (types) => `Eine Ausgabe, die ein Bericht nicht zeigen kann: ${types}`,
  cannotDrawTraces: (types) =>
    `Abbildungen dieser Art kann ein Bericht ohne Netz nicht zeichnen: ${types}`,
  source: "Quelltext",
  notTypeset:
    "Dieser Text ist zu lang oder zu tief verschachtelt; er folgt, wie er geschrieben wurde.",
  tooLong: "Der Rest steht nicht im Bericht, sondern im Notebook.",
  asSource: "Diese Zelle war zu viel, um gesetzt zu werden: hier ist ihr Quelltext.",
  task: "Aufgabe",
  linkTo: (title) => `Link zu „${title}“`,
  callouts: {
    note: "Hinweis",
    tip: "Tipp",
    important: "Wichtig",
    warning: "Warnung",
    caution: "Vorsicht",
  },
  derivation: "Herleitung",
  step: (number) => `Schritt ${number}`,
  points: (count) => `an ${count} ${count === 1 ? "Punkt" : "Punkten"} geprüft`,
  notAProof:
    "Beide Seiten jedes Schritts sind an den genannten Punkten ausgewertet: ein Test, kein Beweis.",
  equalIf: "gleich, wenn",
  exceptWhere: "außer wo",
  stepByStep: "Schritt für Schritt",
  nextStep: "Nächster Schritt",
  allSteps: "Alle Schritte",
  exercise: "Aufgabe",
  hint: (number) => `Tipp ${number}`,
  solution: "Lösung",
  authorAnswer: "Eine Antwort, und was sie ergibt",
  pointsToEarn: (count) => `${count} ${count === 1 ? "Punkt" : "Punkte"}`,
  provenance: "Wie diese Seite entstand",
  reproduce: "Noch einmal herstellen",
  cite: "Zitieren",
  authorTable: "Die Tabelle {name} des Autors: {rows} Zeilen; Spalten {columns}.",
  foreign:
    "Dieses Notebook wurde für die Seite nicht ausgeführt: Sie zeigt die gespeicherten Ausgaben, und nichts davon wird hier ausgeführt.",
  live: germanLive,
  progress: germanProgress,
};

/** The words of a language tag (`"de-CH"` → German); English where there are none. */
export function wordsOf(language: string): Words {
  return language.toLowerCase().split("-")[0] === "de" ? german : english;
}
