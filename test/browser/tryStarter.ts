import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { alive, runAll } from "./liveRun.js";
import { openPage } from "./openPage.js";

/** Opens the starter's page as its first reader does: every cell runs, and the exercise is solved. */
export async function tryStarter(browser: Browser, file: string): Promise<void> {
  const { page, problems, close } = await openPage(browser, file);
  try {
    await alive(page);
    const runs = await runAll(page);
    expect(runs.filter(({ ending }) => ending !== "ok")).toEqual([]);
    const printed = runs.flatMap(({ outputs }) =>
      outputs.flatMap((one) => (one.kind === "stream" ? [one.text] : [])),
    );
    expect(printed.join("")).toContain("measured − model, in seconds: ");
    expect(await page.getByText("kernel only").count()).toBe(0);

    const answer = page.locator('section[data-cell="tower-answer"]');
    await answer.locator("pre, .cm-content").first().click();
    await answer.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText("tower.check(fallTime(45))");
    await page.keyboard.press("Shift+Enter");
    await page.getByText("1 of 1 points").waitFor({ timeout: 20_000 });
    expect(problems).toEqual([]);
  } finally {
    await close();
  }
}
