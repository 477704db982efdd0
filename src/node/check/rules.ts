import { altTexts } from "./rules/altTexts.js";
import { answerExercises } from "./rules/answerExercises.js";
import { answerStubs } from "./rules/answerStubs.js";
import { cellIds } from "./rules/cellIds.js";
import { choiceOptions } from "./rules/choiceOptions.js";
import { clock } from "./rules/clock.js";
import { deadLinks, missingPictures } from "./rules/deadLinks.js";
import { doubleIds } from "./rules/doubleIds.js";
import { emptyCells } from "./rules/emptyCells.js";
import { exerciseParts } from "./rules/exerciseParts.js";
import { headingOrder } from "./rules/headingOrder.js";
import { mergeConflicts } from "./rules/mergeConflicts.js";
import { lockedNumbers } from "./rules/lockedNumbers.js";
import { missingTables } from "./rules/missingTables.js";
import { numberMarks } from "./rules/numberMarks.js";
import { placeNames } from "./rules/placeNames.js";
import { random } from "./rules/random.js";
import { syntaxErrors } from "./rules/syntaxErrors.js";
import { texErrors } from "./rules/texErrors.js";
import { titles } from "./rules/titles.js";
import { unansweredExercises } from "./rules/unansweredExercises.js";
import { unfoldedQuestions } from "./rules/unfoldedQuestions.js";
import { unknownCellTypes } from "./rules/unknownCellTypes.js";
import { unknownSettings } from "./rules/unknownSettings.js";
import { unknownTags } from "./rules/unknownTags.js";
import { unreadableNotebook } from "./rules/unreadableNotebook.js";
import { unreasonedSteps } from "./rules/unreasonedSteps.js";
import type { Rule } from "./rule.js";
import type { RuleLevels, RuleName } from "./ruleNames.js";

/** The rules that need neither the compiler nor a run, in the order in which they look. */
export const rules: readonly Rule[] = [
  unreadableNotebook,
  cellIds,
  syntaxErrors,
  doubleIds,
  placeNames,
  mergeConflicts,
  answerStubs,
  answerExercises,
  unansweredExercises,
  exerciseParts,
  choiceOptions,
  unfoldedQuestions,
  texErrors,
  deadLinks,
  missingPictures,
  missingTables,
  numberMarks,
  lockedNumbers,
  altTexts,
  random,
  clock,
  unreasonedSteps,
  unknownCellTypes,
  unknownTags,
  unknownSettings,
  titles,
  headingOrder,
  emptyCells,
];

/** Those that others look after: the configuration's reader, the compiler, a run. All their findings are errors. */
const levelOfOthers = "error";

/** How grave a rule's findings are in this course. */
export function levelOf(name: RuleName, levels: RuleLevels): "error" | "warning" | "off" {
  return levels[name] ?? rules.find((rule) => rule.name === name)?.level ?? levelOfOthers;
}
