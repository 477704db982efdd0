import { exerciseMetadata } from "../../lesson/exercise/solutionRegion.js";
import { splitText } from "../../nbformat/multilineText.js";
import type { Cell, Notebook } from "../../nbformat/notebook.js";

/**
 * A notebook of the course to start from: question, prediction, derivation, figure, exercise, what to keep, sources.
 * Every part runs as it stands, so that the author replaces something that works.
 */
export function notebookTemplate(topic: string): Notebook {
  const title = topic.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
  const answer = "const surprise: number = undefined; // your answer, in nats";
  const cells: Cell[] = [
    markdown(
      "question",
      `# ${title}\n\n**Which question does this notebook answer?** One sentence that someone would ask.\n\n` +
        "*Needs: notebook 01. Takes about 30 minutes.*",
    ),
    code(
      "imports",
      'import { entropy, massFigure } from "lossbook";\n' +
        'import { derive, exercise, format, interval, show } from "lossbook/notebook";',
    ),
    markdown(
      "prediction",
      "## Predict\n\nBefore you run the next cell: which of the two coins surprises more, and by how much?",
    ),
    code(
      "figure",
      "const fair = [0.5, 0.5];\nconst loaded = [0.9, 0.1];\nshow(massFigure({\n" +
        '  title: "A loaded coin surprises less on average",\n  outcomes: ["heads", "tails"],\n' +
        '  masses: [{ name: "fair", probabilities: fair }, { name: "loaded", probabilities: loaded }],\n}));\n' +
        "console.log(format`entropy: fair ${entropy(fair)} nats, loaded ${entropy(loaded)} nats`);",
    ),
    markdown(
      "why",
      "## Derive\n\nSay what is shown, and why each step is allowed. Each line below is tested when the cell runs.",
    ),
    code(
      "derivation",
      'derive("surprise-adds", { p: interval(0, 1), q: interval(0, 1) })`\n' +
        "  The surprise of two independent events adds up\n" +
        "  −ln (p q)\n  = −(ln p + ln q)    ; the logarithm turns a product into a sum\n" +
        "  = −ln p − ln q      ; one surprise each\n`;",
    ),
    markdown("exercise", "## Solve"),
    code(
      "exercise-question",
      'const die = exercise({\n  kind: "numeric",\n  id: "die",\n  title: "A fair die",\n' +
        '  question: "How many nats is a six of a fair die worth?",\n  truth: Math.log(6),\n  unit: "nats",\n' +
        '  mistakes: [{ answer: 1 / 6, because: "That is the probability; its surprise is $-\\\\ln p$." }],\n' +
        '  hints: ["The surprise of $x$ is $-\\\\ln p(x)$."],\n' +
        '  solution: "$-\\\\ln\\\\tfrac16=\\\\ln 6\\\\approx1.792$ nats.",\n});',
      { tags: ["hide-input"] },
    ),
    code(
      "exercise-answer",
      "// BEGIN SOLUTION\nconst surprise = -Math.log(1 / 6);\n// END SOLUTION\ndie.check(surprise);",
      exerciseMetadata("die", 1, answer),
    ),
    markdown("keep", "## Keep\n\n1. First sentence.\n2. Second sentence.\n3. Third sentence."),
    markdown("sources", "## Sources\n\n- Author, *Title* (year), section."),
  ];
  return {
    cells,
    metadata: {
      kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
      language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function markdown(id: string, text: string): Cell {
  return { cell_type: "markdown", id, metadata: {}, source: splitText(text) };
}

function code(id: string, text: string, metadata: Cell["metadata"] = {}): Cell {
  return {
    cell_type: "code",
    execution_count: null,
    id,
    metadata,
    outputs: [],
    source: splitText(text),
  };
}
