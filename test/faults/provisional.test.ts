// A preview where the cells above the edited one take long: what a warm kernel says at once, and the clean run's last word.
// A clean run waits at a gate that the test holds, so that nothing here hangs on how fast the machine is.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { startPreview, type Preview } from "../../src/node/preview/preview.js";
import type { PreviewEvent } from "../../src/node/preview/previewEvents.js";
import { courseWith, notebookText, type WrittenCell } from "../node/check/faultyNotebooks.js";

const root = join(import.meta.dirname, "..", "..");
let course: ReturnType<typeof courseWith>;
let preview: Preview;
let gate: string;
const events: PreviewEvent[] = [];

const slow = `import { existsSync } from "node:fs";
let count = 0;
const once = new Date(0);
await new Promise((go) => setTimeout(go, 1_500));
while (!existsSync(${"GATE"})) await new Promise((go) => setTimeout(go, 20));
console.log("slow is done");`;
const cells = (middle: string, last: string): readonly WrittenCell[] => [
  "# Slow",
  { code: slow.replace("GATE", JSON.stringify(gate)), id: "slow" },
  { code: middle, id: "middle" },
  { code: last, id: "last" },
];
const counting = "count += 1;\nconsole.log(`count ${count}`);";
const save = (...texts: [string, string]): void =>
  writeFileSync(course.notebook, notebookText(cells(...texts)));
const open = (): void => writeFileSync(gate, "");
const shut = (): void => rmSync(gate);

/** What is said of the notebook from here on. */
let from = 0;
const states = () => events.slice(from).filter((event) => event.type === "state");
const isProvisional = (cell: string) => () =>
  states().some((event) => event.state === "running" && event.provisional?.includes(cell));
const page = async (): Promise<string> =>
  (await (await fetch(`${preview.url}pages/mine.html`)).text())
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<[^>]+>/g, "");

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 20));
}
const settled = () =>
  until(() => ["ready", "failed"].includes(states().findLast(() => true)?.state ?? ""));
const ends = () => states().filter(({ state }) => state === "ready" || state === "failed");

beforeAll(async () => {
  course = courseWith([]);
  gate = join(course.folder, "..", `gate-${process.pid}`);
  mkdirSync(join(course.folder, "node_modules"));
  symlinkSync(root, join(course.folder, "node_modules", "lossbook"), "junction");
  open();
  save("console.log(`middle ${count}`);", counting);
  preview = await startPreview({
    course: findCourse(course.folder),
    notebooks: [...course.paths],
    port: 0,
    onEvent: (event) => event.type !== "findings" && event.page === "mine.html" && events.push(event),
  }); // prettier-ignore
  await page();
  await settled();
});
afterAll(async () => {
  open();
  await preview?.close();
  shut();
  course.remove();
});

it("shows a changed cell before the clean run is through, and says that it is provisional", async () => {
  shut();
  from = events.length;
  save("console.log(`middle ${count}`);", "console.log(`another ${once.getTime()}`);");
  await until(isProvisional("last"));
  expect(await page()).toContain("another 0");
  expect(ends()).toEqual([]);
  open();
  await settled();
  expect(await page()).toContain("another 0");
  expect(ends()).toHaveLength(1);
  expect(ends()[0]).toMatchObject({ state: "ready" });
  expect(ends()[0]).not.toHaveProperty("corrected");
});

it("corrects what the warm kernel said otherwise than a clean one", async () => {
  from = events.length;
  save("console.log(`middle ${count}`);", counting);
  await settled();
  shut();
  from = events.length;
  // The warm kernel has counted once.
  save("console.log(`middle ${count}`);", `${counting} // again`);
  await until(isProvisional("last"));
  expect(await page()).toContain("count 2");
  open();
  await settled();
  expect(await page()).toContain("count 1");
  expect(await page()).not.toContain("count 2");
  expect(ends()[0]).toMatchObject({ state: "ready", corrected: 1 });
});

it("runs what stands below the changed cell too, and shows each as it comes", async () => {
  shut();
  from = events.length;
  save(
    "const kept = `kept ${once.getTime()}`;\nconsole.log(kept);",
    "console.log(`${kept} below`);",
  );
  await until(isProvisional("last"));
  const text = await page();
  expect(text).toContain("kept 0");
  expect(text).toContain("kept 0 below");
  const told = states().flatMap((event) => (event.state === "running" ? [event.provisional] : []));
  expect(told.at(-1)).toEqual(["middle", "last"]);
  open();
  await settled();
  expect(ends()[0]).toMatchObject({ state: "ready" });
});

it("a cell that fails does so provisionally too, and an error of types at once without a run", async () => {
  shut();
  from = events.length;
  save("console.log(1);", 'throw new Error("not so");');
  await until(isProvisional("last"));
  expect(await page()).toContain("not so");
  expect(ends()).toEqual([]);
  open();
  await settled();
  expect(ends()[0]).toMatchObject({ state: "failed", cell: 4 });
  // The clean run that failed left a kernel on which the cells above stand.
  shut();
  from = events.length;
  save("console.log(1);", "console.log(`mended ${once.getTime()}`);");
  await until(isProvisional("last"));
  expect(await page()).toContain("mended 0");
  from = events.length;
  save("console.log(1);", "const n: number = 'x';");
  await settled();
  expect(ends()[0]).toMatchObject({ state: "failed", cell: 4, line: 1 });
  open();
});

it("an edit of the slow cell itself waits for the clean run: nothing provisional is shown", async () => {
  from = events.length;
  save("console.log(1);", "console.log(`end ${count}`);");
  await settled();
  shut();
  from = events.length;
  writeFileSync(
    course.notebook,
    notebookText([
      "# Slow",
      { code: slow.replace("GATE", JSON.stringify(gate)).replace("let count = 0;", "let count = 7;"), id: "slow" },
      { code: "console.log(1);", id: "middle" },
      { code: "console.log(`end ${count}`);", id: "last" },
    ]),
  ); // prettier-ignore
  await until(() => states().some(({ state }) => state === "running"));
  open();
  await settled();
  expect(await page()).toContain("end 7");
  expect(states().some((event) => event.state === "running" && event.provisional)).toBe(false);
});
