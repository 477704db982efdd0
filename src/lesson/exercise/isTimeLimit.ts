/** By name: the class of a Runtime in another bundle is another class. */
export function isTimeLimit(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "name" in error &&
    String(error.name) === "TimeLimitError"
  );
}
