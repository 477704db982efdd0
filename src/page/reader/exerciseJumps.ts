/** Alt+N leads to the next exercise, Alt+P to the one before. */
export function exerciseJumps(): void {
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // By the key and not its letter: with Alt a Mac writes another one.
    const step = event.code === "KeyN" ? 1 : event.code === "KeyP" ? -1 : 0;
    if (step !== 0 && jumpToExercise(step)) event.preventDefault();
  });
}

/** Goes to the next exercise (1) or the one before (−1), seen from the focus or from what is read; false: there is none. */
export function jumpToExercise(step: 1 | -1): boolean {
  const exercises = [...document.querySelectorAll<HTMLElement>(".exercise")].filter(
    (exercise) => exercise.getClientRects().length > 0,
  );
  const inside = exercises.findIndex((exercise) => exercise.contains(document.activeElement));
  const line = innerHeight * 0.3;
  const above = exercises.filter((exercise) => exercise.getBoundingClientRect().top < line).length;
  const next = inside >= 0 ? inside + step : step > 0 ? above : above - 1;
  const exercise = exercises.at(next < 0 ? exercises.length - 1 : next % exercises.length);
  if (exercise === undefined) return false;
  exercise.tabIndex = -1;
  exercise.focus({ preventScroll: true });
  exercise.scrollIntoView({ block: "start" });
  return true;
}
