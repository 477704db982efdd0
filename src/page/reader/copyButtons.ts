import { announce, pageWords } from "./words.js";

/** A button on every block of code. `file://` is no secure context everywhere, so the old way stands in. */
export function copyButtons(root: ParentNode): void {
  const { copy, copied } = pageWords();
  for (const block of root.querySelectorAll<HTMLElement>(".block")) {
    const code = block.querySelector("pre");
    if (code === null) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = copy;
    button.addEventListener("click", () => {
      void write(code.innerText).then((done) => {
        if (!done) return;
        button.textContent = copied;
        announce(copied);
        setTimeout(() => (button.textContent = copy), 1500);
      });
    });
    block.append(button);
  }
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "sr-only";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
