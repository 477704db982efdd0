type Theme = "system" | "light" | "dark";

const key = "lossbook:theme";

/** Whether the page is dark now, by choice or by system. */
export function isDark(): boolean {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "dark" || chosen === "light") return chosen === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Told after every change of theme. */
export function onTheme(listener: () => void): void {
  document.addEventListener("lossbook:theme", listener);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", listener);
}

const themes = ["system", "light", "dark"] as const;

/** System, light, dark: three radio buttons, so that arrow keys work and the state is spoken. */
export function themeSwitch(): void {
  const tools = document.querySelector<HTMLElement>(".tools");
  const [title, ...names] = tools?.dataset["themes"]?.split("|") ?? [];
  if (tools === null || title === undefined || names.length !== themes.length) return;
  const group = document.createElement("fieldset");
  group.className = "themes";
  const legend = document.createElement("legend");
  legend.textContent = title;
  group.append(legend);
  const chosen = document.documentElement.dataset["theme"] ?? "system";
  themes.forEach((theme, index) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "radio";
    input.name = "lossbook-theme";
    input.value = theme;
    input.checked = theme === chosen;
    input.addEventListener("change", () => choose(theme));
    const text = document.createElement("span");
    text.textContent = names[index] ?? theme;
    label.append(input, text);
    group.append(label);
  });
  tools.append(group);
}

function choose(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // The choice then holds for this page only.
  }
  document.dispatchEvent(new Event("lossbook:theme"));
}
