import { lstatSync } from "node:fs";
import { join } from "node:path";
import { unknownName } from "../../math/numeric/nearestName.js";
import { levels, ruleNames, type RuleLevels } from "../check/ruleNames.js";
import { isDeeperThan } from "../../text/isDeeperThan.js";
import { printable } from "./printable.js";
import { readInside } from "./readInside.js";

/** What a teacher sets in `lossbook.config.json`; every part may be left out. */
export interface SiteConfig {
  /** By which name readers' work is kept in their browsers; the title without it. */
  readonly id?: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly author?: string;
  /** A picture beside the title, relative to the file. */
  readonly logo?: string;
  /** A language tag: of the notebooks' text, and of the page's own words (English, German). */
  readonly language: string;
  /** Colours of the page, each for light and dark: `{ "accent": ["#0b5c8f", "#7cc0ee"] }`. */
  readonly colours: Readonly<Record<string, readonly [string, string]>>;
  /** Text at the foot of every page. */
  readonly footer?: string;
  /** How grave the findings of `lossbook check` are: `{ "alt-text": "error", "random": "off" }`. */
  readonly rules?: RuleLevels;
}

export const configName = "lossbook.config.json";

const largestBytes = 1_000_000;
const mostLevels = 20;
/** An error tells what came, which may be long. */
const longestMessage = 1_000;

const defaults: SiteConfig = { title: "Notebooks", language: "en", colours: {} };
const colourNames = ["paper", "sheet", "ink", "soft", "rule", "accent"];
const textNames = ["id", "title", "subtitle", "author", "logo", "language", "footer"] as const;
const settings: readonly string[] = [...textNames, "colours", "rules"];

/**
 * Reads the course's `lossbook.config.json`, if there is one.
 *
 * Errors  one line that names the field, what was expected and what came.
 */
export function readSiteConfig(root: string): SiteConfig {
  if (lstatSync(join(root, configName), { throwIfNoEntry: false }) === undefined) return defaults;
  const bytes = readInside(root, configName, largestBytes);
  if (bytes === undefined)
    throw new Error(
      `${configName} must be a file of at most ${largestBytes / 1000} kB, and no link that leads out of its folder`,
    );
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    throw new Error(printable(`${configName} is not JSON: ${reason}`), { cause: error });
  }
  if (isDeeperThan(json, mostLevels))
    throw new Error(`${configName} is nested more than ${mostLevels} levels deep`);
  try {
    return checkedConfig(json);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
    throw new Error(printable(line), { cause: error });
  }
}

/** The configuration in `json`, or an error that names the field that is wrong. */
export function checkedConfig(json: unknown): SiteConfig {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new Error(`${configName} must be a JSON object, got ${JSON.stringify(json)}`);
  const fields = json as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(fields)) {
    if (name === "$schema" || settings.includes(name)) continue;
    throw new Error(`${configName}: ${unknownName("setting", name, settings)}`);
  }
  for (const name of textNames)
    if (fields[name] !== undefined && (typeof fields[name] !== "string" || fields[name] === ""))
      throw new Error(`${configName}: ${name} must be text, got ${JSON.stringify(fields[name])}`);
  const language = fields["language"];
  if (typeof language === "string" && !isLanguageTag(language))
    throw new Error(
      `${configName}: language must be a tag such as "en" or "de-CH", got "${language}"`,
    );
  return {
    ...defaults,
    ...fields,
    colours: checkedColours(fields["colours"]),
    ...(fields["rules"] === undefined ? {} : { rules: checkedRules(fields["rules"]) }),
  } as SiteConfig;
}

export const isLanguageTag = (text: string): boolean =>
  /^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$/.test(text);

function checkedRules(value: unknown): RuleLevels {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${configName}: rules must be an object, got ${JSON.stringify(value)}`);
  for (const [name, level] of Object.entries(value)) {
    if (!ruleNames.includes(name as never))
      throw new Error(`${configName}: rules: ${unknownName("rule", name, ruleNames)}`);
    if (!levels.includes(level as never))
      throw new Error(
        `${configName}: rules.${name} must be "error", "warning" or "off", got ${JSON.stringify(level)}`,
      );
  }
  return value;
}

function checkedColours(value: unknown): SiteConfig["colours"] {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${configName}: colours must be an object, got ${JSON.stringify(value)}`);
  const colours: Record<string, readonly [string, string]> = {};
  for (const [name, pair] of Object.entries(value)) {
    if (!colourNames.includes(name))
      throw new Error(
        `${configName}: colours.${name} is no colour of the page; there are ${colourNames.join(", ")}`,
      );
    const list: unknown[] =
      typeof pair === "string" ? [pair, pair] : Array.isArray(pair) ? pair : [];
    if (
      list.length !== 2 ||
      !list.every((one) => typeof one === "string" && /^#[0-9a-f]{3,8}$/i.test(one))
    )
      throw new Error(
        `${configName}: colours.${name} must be ["#light", "#dark"], got ${JSON.stringify(pair)}`,
      );
    colours[name] = [String(list[0]), String(list[1])];
  }
  return colours;
}

/** The colours as CSS that goes over the page's own. */
export function colourStyle(colours: SiteConfig["colours"]): string {
  const lines = Object.entries(colours).map(
    ([name, [light, dark]]) => `--${name}: light-dark(${light}, ${dark});`,
  );
  return lines.length === 0 ? "" : `:root { ${lines.join(" ")} }`;
}
