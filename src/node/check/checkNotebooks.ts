import type { Course } from "../course/course.js";
import { configName, readSiteConfig } from "../course/siteConfig.js";
import { shownPath } from "../course/shownPath.js";
import { join } from "node:path";
import { readCourse, type CheckedCourse } from "./checkedCourse.js";
import { inOrder, type Finding, type Observation } from "./finding.js";
import type { RuleLevels, RuleName } from "./ruleNames.js";
import { levelOf, rules } from "./rules.js";
import { typeErrors, type Examiner } from "./typeErrors.js";

export interface CheckOptions {
  readonly course: Course;
  /** What finds errors of types; without one they are not looked for. */
  readonly compiler?: Examiner;
  readonly signal?: AbortSignal;
  /** Rules that somebody else looks after in this call. */
  readonly without?: readonly RuleName[];
}

/**
 * What the authors of these notebooks should know before a reader does. Runs nothing and changes nothing. The course's
 * configuration is read first: how grave a finding is stands there.
 */
export async function checkNotebooks(
  paths: readonly string[],
  { course, compiler, signal, without = [] }: CheckOptions,
): Promise<readonly Finding[]> {
  const { levels, findings } = readLevels(course);
  const checked = readCourse(paths, course);
  for (const rule of rules) {
    if (signal?.aborted === true) break;
    const level = levelOf(rule.name, levels);
    if (level === "off" || without.includes(rule.name)) continue;
    findings.push(...(await rule.find(checked)).map((one) => ({ ...one, rule: rule.name, level })));
  }
  if (compiler !== undefined)
    findings.push(...(await typeFindings(checked, compiler, levels, signal)));
  return inOrder(findings, [configPath(course), ...paths]);
}

/** Observations of a rule as the course's configuration weighs them; none where it is switched off. */
export function weigh(
  rule: RuleName,
  observations: readonly Observation[],
  levels: RuleLevels,
): Finding[] {
  const level = levelOf(rule, levels);
  return level === "off" ? [] : observations.map((one) => ({ ...one, rule, level }));
}

/** How grave findings are in this course; a configuration that cannot be read is one itself. */
function readLevels(course: Course): { levels: RuleLevels; findings: Finding[] } {
  try {
    return { levels: readSiteConfig(course.folder).rules ?? {}, findings: [] };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    const finding: Finding = {
      path: configPath(course),
      found: found.replace(`${configName}: `, ""),
      remedy: "mend it: until then the usual rules hold",
      rule: "config",
      level: "error",
    };
    return { levels: {}, findings: [finding] };
  }
}

const configPath = ({ folder }: Course): string => shownPath(join(folder, configName));

async function typeFindings(
  { notebooks }: CheckedCourse,
  compiler: Examiner,
  levels: RuleLevels,
  signal: AbortSignal | undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const notebook of notebooks) {
    if (signal?.aborted === true || levelOf("types", levels) === "off") break;
    findings.push(...weigh("types", await typeErrors(notebook, compiler), levels));
  }
  return findings;
}
