// Before the first paint: the theme the reader chose last time, so that the page does not flash.
try {
  const theme = localStorage.getItem("lossbook:theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
} catch {
  // A browser that keeps no storage for files: the system's theme it is.
}
