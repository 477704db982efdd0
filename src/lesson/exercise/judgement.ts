import type { Feedback } from "../../outputs/exercise.js";

/** A verdict without the points, which the exercise adds. */
export type Judgement = Pick<Feedback, "state" | "message">;

export const unsolved = (message: string): Judgement => ({ state: "unsolved", message });
export const right = (message: string): Judgement => ({ state: "right", message });
export const wrong = (message: string): Judgement => ({ state: "wrong", message });

/** Nothing was answered: the stub stands there still. */
export function isMissing(answer: unknown): boolean {
  return answer === undefined || answer === null || answer === "";
}
