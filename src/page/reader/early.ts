// Before the first paint: the theme the reader chose last time, so that the page does not flash; and what is far from
// the screen waits, unless the page opens somewhere else than at its beginning.
const [opening] = performance.getEntriesByType("navigation");
if (
  location.hash === "" &&
  (opening as PerformanceNavigationTiming | undefined)?.type === "navigate"
)
  document.documentElement.dataset["far"] = "";
try {
  const theme = localStorage.getItem("lossbook:theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
} catch {
  // A browser that keeps no storage for files: the system's theme it is.
}
