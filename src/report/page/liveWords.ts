/** The words of a live page's own controls: plain text, since they travel to the page as JSON. */
export interface LiveWords {
  readonly cells: string;
  readonly intro: string;
  readonly run: string;
  readonly runAll: string;
  readonly runFromHere: string;
  readonly edit: string;
  readonly undo: string;
  readonly more: string;
  readonly reset: string;
  readonly stop: string;
  readonly running: string;
  readonly ready: string;
  readonly done: string;
  readonly stopped: string;
  readonly failed: string;
  readonly overLimit: string;
  readonly flood: string;
  readonly broken: string;
  /** The worker threw before it was ready. */
  readonly didNotStart: string;
  readonly lost: string;
  readonly reload: string;
  readonly code: string;
  readonly nodeOnly: string;
  readonly needsNode: string;
  readonly leftOut: string;
  /** Of errors that nobody waited for, when they are too many. */
  readonly moreErrors: string;
  /** Of cells that the reader stopped, and that others stand on. */
  readonly notRunAgain: string;
  readonly line: string;
  readonly points: string;
  readonly choose: string;
  readonly cannotDraw: string;
  readonly nextExercise: string;
  /** Where a reader may give a table of his own. */
  readonly ownTable: string;
  readonly dropTable: string;
  readonly tableTaken: string;
  readonly authorsTable: string;
  readonly tableTooLarge: string;
  /** Before everything on the page is forgotten. */
  readonly resetAsk: string;
  readonly resetYes: string;
  readonly resetNo: string;
  readonly wasReset: string;
  readonly takeBack: string;
  readonly cellChanged: string;
  readonly yourVersion: string;
  readonly newVersion: string;
}

/** `{…}` are filled in by the page. */
export const englishLive: LiveWords = {
  cells: "Cells",
  intro: "The cells of this page run here: change the code and run it again.",
  run: "Run",
  runAll: "Run all",
  runFromHere: "Run from here",
  edit: "Edit",
  undo: "Undo changes",
  more: "More",
  reset: "Reset",
  stop: "Stop",
  running: "Running …",
  ready: "Ready",
  done: "Done",
  stopped: "Stopped. The next run begins anew.",
  failed: "A cell failed",
  overLimit: "A function took longer than {limit} ms and was stopped.",
  flood: "A cell showed more than this page can hold and was stopped.",
  didNotStart: "Cells cannot run: what runs them did not start in this browser.",
  broken: "A cell broke what shows its outputs and was stopped. The next run begins anew.",
  lost: "The cells used up the memory and cannot run on. Your changes are kept.",
  reload: "Load the page again",
  code: "Code of cell {number}",
  nodeOnly: "This cell runs on the kernel only.",
  needsNode: "As it is written, this cell runs on the kernel only: a page has no {names}.",
  moreErrors: "and {count} more errors",
  notRunAgain: "Cell {numbers} was stopped and did not run again: run it yourself, or change it.",
  leftOut: "The rest is not shown: it is more than this page can hold.",
  line: "line {line}",
  points: "{earned} of {all} points",
  choose: "Choose {letter}",
  cannotDraw: "This page does not carry what draws this kind of figure.",
  nextExercise: "Next exercise",
  ownTable: "Your own table in place of {name}",
  dropTable: "Or drop a file here: CSV, TSV or JSON. It stays on this machine.",
  tableTaken: "The cells read {file}: {rows} rows; columns {columns}.",
  authorsTable: "Back to the author’s table",
  tableTooLarge:
    "This file is larger than {megabytes} MB: keep the rows and columns that are used.",
  resetAsk: "Forget your changes, answers and points on this page?",
  resetYes: "Forget them",
  resetNo: "Keep them",
  wasReset: "Everything is as it was written.",
  takeBack: "Bring mine back",
  cellChanged: "The author has changed this cell since you did.",
  yourVersion: "Yours",
  newVersion: "New",
};

export const germanLive: LiveWords = {
  cells: "Zellen",
  intro: "Die Zellen dieser Seite laufen hier: Ändern Sie den Code und führen Sie ihn neu aus.",
  run: "Ausführen",
  runAll: "Alle ausführen",
  runFromHere: "Ab hier ausführen",
  edit: "Ändern",
  undo: "Änderungen verwerfen",
  more: "Mehr",
  reset: "Zurücksetzen",
  stop: "Anhalten",
  running: "Läuft …",
  ready: "Bereit",
  done: "Fertig",
  stopped: "Angehalten. Der nächste Lauf beginnt von vorn.",
  failed: "Eine Zelle ist gescheitert",
  overLimit: "Eine Funktion brauchte länger als {limit} ms und wurde angehalten.",
  flood: "Eine Zelle zeigte mehr, als diese Seite halten kann, und wurde angehalten.",
  didNotStart: "Zellen laufen nicht: Was sie ausführt, ist in diesem Browser nicht gestartet.",
  broken:
    "Eine Zelle zerstörte, was ihre Ausgaben zeigt, und wurde angehalten. Der nächste Lauf beginnt von vorn.",
  lost: "Die Zellen haben den Speicher verbraucht. Ihre Änderungen sind bewahrt.",
  reload: "Seite neu laden",
  code: "Code der Zelle {number}",
  nodeOnly: "Diese Zelle läuft nur auf dem Kernel.",
  needsNode:
    "So, wie sie dasteht, läuft diese Zelle nur auf dem Kernel: Eine Seite hat kein {names}.",
  moreErrors: "und {count} weitere Fehler",
  notRunAgain:
    "Die angehaltene Zelle {numbers} lief nicht wieder: Führen Sie sie selbst aus, oder ändern Sie sie.",
  leftOut: "Der Rest wird nicht gezeigt: Es ist mehr, als diese Seite halten kann.",
  line: "Zeile {line}",
  points: "{earned} von {all} Punkten",
  choose: "{letter} wählen",
  cannotDraw: "Diese Seite bringt nicht mit, was diese Art von Abbildung zeichnet.",
  nextExercise: "Nächste Aufgabe",
  ownTable: "Ihre eigene Tabelle anstelle von {name}",
  dropTable: "Oder eine Datei hierher ziehen: CSV, TSV oder JSON. Sie bleibt auf diesem Rechner.",
  tableTaken: "Die Zellen lesen {file}: {rows} Zeilen; Spalten {columns}.",
  authorsTable: "Zurück zur Tabelle des Autors",
  tableTooLarge:
    "Diese Datei ist größer als {megabytes} MB: behalten Sie die Zeilen und Spalten, die gebraucht werden.",
  resetAsk: "Ihre Änderungen, Antworten und Punkte auf dieser Seite vergessen?",
  resetYes: "Vergessen",
  resetNo: "Behalten",
  wasReset: "Alles ist wieder so, wie es geschrieben wurde.",
  takeBack: "Meines zurückholen",
  cellChanged: "Die Zelle wurde vom Autor geändert, nachdem Sie sie geändert hatten.",
  yourVersion: "Ihre",
  newVersion: "Neue",
};
