/** What the launcher repairs in tslab 1.0.22; docs/kernel.md has a line on each. */
export const repairs = [
  "publisher-limit",
  "text-pieces",
  "bind-first",
  "error-message",
  "execute-input",
  "execute-result",
  "aborted",
  "rejections",
  "late-output",
  "requests",
  "exit-on-shutdown",
  "parent-watch",
  "own-modules",
  "package-types",
  "reload",
  "watch-timers",
  "shorthand",
  "await-expression",
  "for-await",
  "positions",
  "inspect-depth",
  "print-null",
  "mime-bundle",
  "child-output",
  "no-input",
  "plain-inspection",
  "plain-stacks",
  "import-attributes",
] as const;

export type Repair = (typeof repairs)[number];

const without = new Set((process.env.LOSSBOOK_WITHOUT ?? "").split(",").map((name) => name.trim()));

/** Whether a repair is on. The tests switch single ones off, by LOSSBOOK_WITHOUT, to see the fault return. */
export const repaired = (repair: Repair): boolean => !without.has(repair);
