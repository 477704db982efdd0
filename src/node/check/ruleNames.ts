/** Every rule of `lossbook check`, as `lossbook.config.json` names it; `rules.ts` holds them. */
export const ruleNames = [
  "config",
  "notebook",
  "cell-id",
  "syntax",
  "types",
  "double-id",
  "place-name",
  "merge-conflict",
  "answer-stub",
  "answer-exercise",
  "unanswered-exercise",
  "exercise-parts",
  "choice-options",
  "unfolded-question",
  "failed-cell",
  "wrong-solution",
  "changed-output",
  "number-mark",
  "stale-number",
  "tex",
  "dead-link",
  "missing-picture",
  "missing-table",
  "alt-text",
  "random",
  "clock",
  "unreasoned-step",
  "cell-type",
  "unknown-tag",
  "unknown-setting",
  "title",
  "heading-order",
  "empty-cell",
] as const;

export type RuleName = (typeof ruleNames)[number];

/** What a finding means for the course: an error keeps a page from being published; `"off"` is not looked for. */
export const levels = ["error", "warning", "off"] as const;

export type Level = (typeof levels)[number];

/** How grave the findings of a rule are, where the course says otherwise than the rule. */
export type RuleLevels = Readonly<Partial<Record<RuleName, Level>>>;
