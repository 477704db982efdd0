import { formatNotebook } from "../../nbformat/formatNotebook.js";
import { firstNotebook } from "./firstNotebook.js";
import { starterWords } from "./starterWords.js";
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
  /** A language tag: of the course's pages, and of what the starter says. */
  readonly language: string;
}

/** The files of a starter: their paths with `/`, and their texts. */
export function starterFiles({
  kind,
  name,
  lossbook,
  language,
}: StarterOptions): ReadonlyMap<string, string> {
  const words = starterWords(language);
  const settings: [string, string][] = [
    ["package.json", json(packageJson(name, lossbook))],
    ["lossbook.config.json", json({ title: titled(name), language })],
    [".gitignore", gitignore],
    [".github/workflows/pages.yml", pagesWorkflow],
    [".github/workflows/check.yml", checkWorkflow],
    [".devcontainer/devcontainer.json", json(devcontainer)],
    ["README.md", `# ${titled(name)}\n\n${words.readme}`],
  ];
  if (kind === "empty") return new Map(settings);
  return new Map([
    ...settings,
    ["notebooks/01-first-steps.ipynb", formatNotebook(firstNotebook(kind === "course", words))],
    ["notebooks/falling.ts", falling],
    ["data/falls.csv", falls],
    ["data/README.md", words.data],
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
