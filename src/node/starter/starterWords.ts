/** What `init` and `new` write for people to read: texts, headings, and what an exercise says. */
export interface StarterWords {
  readonly first: {
    readonly title: string;
    readonly withExercise: string;
    readonly withoutExercise: string;
    readonly model: string;
    readonly figure: { readonly title: string; readonly x: string; readonly y: string };
    readonly curve: string;
    readonly residuals: string;
    readonly yourTurn: string;
    readonly tower: Exercise & { readonly mistake: string };
  };
  readonly plain: {
    readonly question: string;
    readonly look: string;
    readonly numbers: string;
    readonly figure: { readonly title: string; readonly x: string; readonly y: string };
    readonly exercises: string;
    readonly fifth: Exercise & { readonly mistake: string };
    readonly sources: string;
  };
  readonly data: string;
  readonly readme: string;
}

interface Exercise {
  readonly title: string;
  readonly question: string;
  readonly hint: string;
  readonly solution: string;
  readonly stub: string;
}

const english: StarterWords = {
  first: {
    title: "First steps",
    withExercise:
      "How long does a stone fall? This notebook reads a table of `data/`, uses a function of `falling.ts`, draws a figure and asks a question. Replace one after the other by what is yours.",
    withoutExercise:
      "How long does a stone fall? This notebook reads a table of `data/`, uses a function of `falling.ts` and draws a figure. Replace one after the other by what is yours.",
    model:
      "## What the model says\n\nA body that falls from the height $h$ takes $t = \\sqrt{2h/g}$.",
    figure: {
      title: "Four times the height takes twice the time",
      x: "height, m",
      y: "time, s",
    },
    curve: "model",
    residuals: "measured − model, in seconds",
    yourTurn: "## Your turn",
    tower: {
      title: "From a tower",
      question:
        "How many seconds does a stone fall from 45 m? Take g = 9.81 m/s², and give two decimals.",
      mistake: "That is h/g: the height grows with the square of the time.",
      hint: "Solve $h = \\\\tfrac12 g t^2$ for $t$.",
      solution: "$t = \\\\sqrt{2h/g} = \\\\sqrt{90/9.81} \\\\approx 3.03$ s.",
      stub: "your number, in seconds",
    },
  },
  plain: {
    question: "Which question does this notebook answer, in one sentence that somebody would ask?",
    look: "## A first look\n\nSay what is computed, and what to watch for.",
    numbers: "the first squares",
    figure: {
      title: "Say the point of the figure here",
      x: "x, in its unit",
      y: "y, in its unit",
    },
    exercises: "## Exercises",
    fifth: {
      title: "The next one",
      question: "Which number follows 1, 4, 9 and 16?",
      mistake: "That adds 7 once more: the steps themselves grow by 2.",
      hint: "Look at the differences.",
      solution: "The squares go on with $5^2 = 25$.",
      stub: "your number",
    },
    sources: "## Sources\n\n- Author, *Title* (year), section.",
  },
  data: `# Data

| file | columns | where it comes from |
| --- | --- | --- |
| \`falls.csv\` | \`height\` in m, \`time\` in s | made up for this starter |

A notebook reads it by its name: \`await readTable("falls")\`.
`,
  readme: `Notebooks in TypeScript that become pages which run in the browser, with the network off.
You need [Node.js](https://nodejs.org) 20.19 or newer.

\`\`\`sh
npm install
npm run report   # runs notebooks/ and writes reports/index.html: open it
npm run verify   # runs them and compares with the results in notebooks/results/
\`\`\`

\`npx lossbook new 02-topic\` makes a notebook; \`npx lossbook kernel install\` makes the kernel known to Jupyter and VS Code.
The workflows check every commit, and publish the pages with GitHub Pages (Settings → Pages → Source: GitHub Actions).
`,
};

const german: StarterWords = {
  first: {
    title: "Erste Schritte",
    withExercise:
      "Wie lange fällt ein Stein? Dieses Notebook liest eine Tabelle aus `data/`, benutzt eine Funktion aus `falling.ts`, zeichnet eine Abbildung und stellt eine Frage. Ersetzen Sie eins nach dem anderen durch Ihres.",
    withoutExercise:
      "Wie lange fällt ein Stein? Dieses Notebook liest eine Tabelle aus `data/`, benutzt eine Funktion aus `falling.ts` und zeichnet eine Abbildung. Ersetzen Sie eins nach dem anderen durch Ihres.",
    model:
      "## Was das Modell sagt\n\nEin Körper, der aus der Höhe $h$ fällt, braucht $t = \\sqrt{2h/g}$.",
    figure: { title: "Aus vierfacher Höhe dauert es doppelt so lange", x: "Höhe, m", y: "Zeit, s" },
    curve: "Modell",
    residuals: "gemessen − Modell, in Sekunden",
    yourTurn: "## Jetzt Sie",
    tower: {
      title: "Von einem Turm",
      question:
        "Wie viele Sekunden fällt ein Stein aus 45 m? Nehmen Sie g = 9,81 m/s², und geben Sie zwei Nachkommastellen an.",
      mistake: "Das ist h/g: die Höhe wächst mit dem Quadrat der Zeit.",
      hint: "Lösen Sie $h = \\\\tfrac12 g t^2$ nach $t$ auf.",
      solution: "$t = \\\\sqrt{2h/g} = \\\\sqrt{90/9{,}81} \\\\approx 3{,}03$ s.",
      stub: "Ihre Zahl, in Sekunden",
    },
  },
  plain: {
    question: "Welche Frage beantwortet dieses Notebook, in einem Satz, den jemand fragen würde?",
    look: "## Ein erster Blick\n\nSagen Sie, was berechnet wird und worauf zu achten ist.",
    numbers: "die ersten Quadrate",
    figure: {
      title: "Hier steht, was die Abbildung zeigt",
      x: "x, in seiner Einheit",
      y: "y, in seiner Einheit",
    },
    exercises: "## Aufgaben",
    fifth: {
      title: "Die nächste Zahl",
      question: "Welche Zahl folgt auf 1, 4, 9 und 16?",
      mistake: "Das zählt noch einmal 7 dazu: die Schritte selbst wachsen um 2.",
      hint: "Sehen Sie sich die Differenzen an.",
      solution: "Die Quadrate gehen mit $5^2 = 25$ weiter.",
      stub: "Ihre Zahl",
    },
    sources: "## Quellen\n\n- Autorin, *Titel* (Jahr), Abschnitt.",
  },
  data: `# Daten

| Datei | Spalten | woher sie kommt |
| --- | --- | --- |
| \`falls.csv\` | \`height\`: Höhe in m, \`time\`: Zeit in s | für diesen Anfang erfunden |

Ein Notebook liest sie mit ihrem Namen: \`await readTable("falls")\`.
`,
  readme: `Notebooks in TypeScript, die zu Seiten werden, welche im Browser laufen, auch ohne Netz.
Sie brauchen [Node.js](https://nodejs.org) 20.19 oder neuer.

\`\`\`sh
npm install
npm run report   # führt notebooks/ aus und schreibt reports/index.html: die Seite öffnen
npm run verify   # führt sie aus und vergleicht mit den Ergebnissen in notebooks/results/
\`\`\`

\`npx lossbook new 02-thema\` legt ein Notebook an; \`npx lossbook kernel install\` macht Jupyter und VS Code den Kernel bekannt.
Die Workflows prüfen jeden Commit und veröffentlichen die Seiten mit GitHub Pages (Settings → Pages → Source: GitHub Actions).
`,
};

/** The words in the language that a page's own words have too: German, and English for every other tag. */
export const starterWords = (language: string): StarterWords =>
  /^de\b/i.test(language) ? german : english;
