import { formatNotebook } from "../../nbformat/formatNotebook.js";
import { firstNotebook } from "./firstNotebook.js";
import { devcontainer, checkWorkflow, gitignore, pagesWorkflow } from "./settings.js";

/** What a starter holds: a lesson with an exercise, a report without one, or the settings alone. */
export const starterKinds = ["course", "report", "empty"] as const;
export type StarterKind = (typeof starterKinds)[number];

export interface StarterOptions {
  readonly kind: StarterKind;
  /** The folder's name. */
  readonly name: string;
  /** What `package.json` says of lossbook: a version, or where its tarball lies. */
  readonly lossbook: string;
}

/** The files of a starter: their paths with `/`, and their texts. */
export function starterFiles({
  kind,
  name,
  lossbook,
}: StarterOptions): ReadonlyMap<string, string> {
  const settings: [string, string][] = [
    ["package.json", json(packageJson(name, lossbook))],
    ["lossbook.config.json", json({ title: titled(name), language: "en" })],
    [".gitignore", gitignore],
    [".github/workflows/pages.yml", pagesWorkflow],
    [".github/workflows/check.yml", checkWorkflow],
    [".devcontainer/devcontainer.json", json(devcontainer)],
    ["README.md", readme(name)],
  ];
  if (kind === "empty") return new Map(settings);
  return new Map([
    ...settings,
    ["notebooks/01-first-steps.ipynb", formatNotebook(firstNotebook(kind === "course"))],
    ["notebooks/falling.ts", falling],
    ["data/falls.csv", falls],
    ["data/README.md", dataReadme],
  ]);
}

/** The scripts of a course, by the names that its workflows call. */
export const scripts = { report: "lossbook report", verify: "lossbook verify" };

const packageJson = (name: string, lossbook: string) => ({
  name:
    name
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, "-")
      .replace(/^-+|-+$/g, "") || "course",
  private: true,
  scripts,
  dependencies: { lossbook },
});

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const titled = (name: string): string =>
  name.replaceAll(/[-_]+/g, " ").replace(/^./u, (letter) => letter.toUpperCase());

const falling = `/** Seconds that a body takes to fall from \`height\` metres, without air: √(2 h / g). */
export function fallTime(height: number, g = 9.81): number {
  return Math.sqrt((2 * height) / g);
}
`;

const falls = `height,time
1,0.46
4,0.91
9,1.36
16,1.80
25,2.27
`;

const dataReadme = `# Data

| file | columns | where it comes from |
| --- | --- | --- |
| \`falls.csv\` | \`height\` in m, \`time\` in s | made up for this starter |

A notebook reads it by its name: \`await readTable("falls")\`.
`;

const readme = (name: string): string => `# ${titled(name)}

Notebooks in TypeScript that become pages which run in the browser, with the network off.
You need [Node.js](https://nodejs.org) 20.19 or newer.

\`\`\`sh
npm install
npm run report   # runs notebooks/ and writes reports/index.html: open it
npm run verify   # runs them and compares with the results in notebooks/results/
\`\`\`

\`npx lossbook new 02-topic\` makes a notebook; \`npx lossbook kernel install\` makes the kernel known to Jupyter and VS Code.
The workflows check every commit, and publish the pages with GitHub Pages (Settings → Pages → Source: GitHub Actions).
`;
