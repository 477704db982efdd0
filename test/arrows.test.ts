import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

const src = join(import.meta.dirname, "..", "src");

/** What each part of `src` may import (docs/architecture.md). `lesson/runtime` is a type that figures of a table need. */
const numeric = ["numeric"];
const random = ["random", ...numeric];
const losses = ["losses", ...numeric];
const information = ["information", ...numeric];
const distributions = ["distributions", ...losses, ...information, ...random];
const models = ["models", "distributions", "losses", ...random];
const training = ["training", "models", "losses", ...random];
const privacy = ["privacy", ...training];
const table = ["table", ...random];
const experiments = ["experiments", ...privacy, "distributions", "information", "table"];
const figures = ["figures", ...numeric];
const lesson = ["lesson", ...figures, ...distributions, "table"];
const notebook = ["notebook", ...lesson, ...table];
const arrows: Record<string, readonly string[]> = {
  numeric,
  random,
  losses,
  information,
  distributions,
  models,
  training,
  privacy,
  table,
  experiments,
  figures,
  lesson,
  notebook,
  report: ["report", "lesson", "figures"],
  // A live page sanitises and sets what its worker sends with the report's own code.
  page: ["page", "report", "notebook", "index", ...lesson, "table"],
  // The public surface re-exports the parts below it.
  index: Object.keys({
    numeric,
    random,
    losses,
    information,
    distributions,
    models,
    training,
    privacy,
    table,
    experiments,
    figures,
  }),
};

/** `report` may take types alone from these. */
const typesOnly: Record<string, readonly string[]> = {
  report: ["lesson", "figures"],
  lesson: ["table"],
};

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.split(sep).join("/"));

const part = (file: string): string => file.split("/")[0]!.replace(/\.ts$/, "");

function importsOf(file: string): { specifier: string; typeOnly: boolean }[] {
  const text = readFileSync(join(src, file), "utf8");
  const statement =
    /^\s*(?:import|export)\s+(type\s)?[^;"']*?(?:from\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/gm;
  return [...text.matchAll(statement)].map((match) => ({
    specifier: (match[2] ?? match[3])!,
    typeOnly: match[1] !== undefined,
  }));
}

describe("arrows", () => {
  it("every part of src is in the list", () => {
    const parts = [...new Set(files.map(part))].filter((name) => name !== "node");
    expect(parts.filter((name) => !(name in arrows))).toEqual([]);
  });

  it.each(files.filter((file) => part(file) !== "node"))("%s imports only what it may", (file) => {
    for (const { specifier, typeOnly } of importsOf(file)) {
      expect(specifier, "nothing outside src/node reaches for Node").not.toMatch(/^node:/);
      if (!specifier.startsWith(".")) continue;
      const target = relative(src, normalize(join(src, dirname(file), specifier)))
        .split(sep)
        .join("/");
      const name = part(target.replace(/\.js$/, ".ts"));
      expect(arrows[part(file)], `${file} imports ${specifier}`).toContain(name);
      if (typesOnly[part(file)]?.includes(name))
        expect(typeOnly, `${file} may take types alone from ${name}`).toBe(true);
    }
  });
});
