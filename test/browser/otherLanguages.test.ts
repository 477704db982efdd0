// A course that is written in another language, down to its files, columns and names: German, Japanese, Arabic.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notebookText } from "../node/check/faultyNotebooks.js";
import { alive, reopenWith, runAll, type CellRun } from "./liveRun.js";
import { openBrowser } from "./openBrowser.js";
import { Firefox, firefoxPath } from "./openFirefox.js";
import { openPage } from "./openPage.js";

interface Lesson {
  readonly language: string;
  readonly file: string;
  readonly title: string;
  readonly heading: string;
  readonly module: string;
  readonly growth: string;
  readonly table: string;
  readonly csv: string;
  readonly columns: readonly [string, string];
  readonly names: readonly [table: string, years: string, heights: string, slope: string];
  readonly exercise: string;
  readonly question: string;
  readonly because: string;
  /** The page's own words: English where there are none of that language. */
  readonly runAll: string;
}

const lessons: readonly Lesson[] = [
  {
    language: "de",
    file: "02-wachstum-der-bäume",
    title: "Wie schnell wächst ein Baum?",
    heading: "Höhe & Maß „im Überblick“",
    module: "größe",
    growth: "größeNach",
    table: "bäume",
    csv: "Alter (Jahre);Höhe [m];Ort\n1;2,1;Köln\n2;4,2;Gießen\n3;7,9;Übersee\n",
    columns: ["Alter (Jahre)", "Höhe [m]"],
    names: ["bäume", "jahre", "höhen", "steigung"],
    exercise: "übung",
    question: "Wie groß ist der Baum nach drei Jahren?",
    because: "Das ist $2x$: die Größe wächst mit dem Quadrat.",
    runAll: "Alle ausführen",
  },
  {
    language: "ja",
    file: "03-木の成長",
    title: "木はどれくらい速く成長しますか？",
    heading: "高さと年齢",
    module: "高さ",
    growth: "高さを求める",
    table: "木々",
    csv: "年齢,高さ（m）,場所\n1,2.1,東京\n2,4.2,大阪\n3,7.9,京都\n",
    columns: ["年齢", "高さ（m）"],
    names: ["木々", "年", "高さ", "傾き"],
    exercise: "練習",
    question: "三年後の木の高さは何メートルですか？",
    because: "それは $2x$ です。",
    runAll: "Run all",
  },
  {
    language: "ar",
    file: "04-نمو-الأشجار",
    title: "كم سرعة نمو الشجرة؟",
    heading: "الارتفاع والعمر",
    module: "ارتفاع",
    growth: "احسب_الارتفاع",
    table: "أشجار",
    csv: "العمر,الارتفاع (م),المكان\n1,2.1,القاهرة\n2,4.2,دمشق\n3,7.9,بغداد\n",
    columns: ["العمر", "الارتفاع (م)"],
    names: ["أشجار", "أعمار", "ارتفاعات", "ميل"],
    exercise: "تمرين",
    question: "كم يبلغ ارتفاع الشجرة بعد ثلاث سنوات؟",
    because: "هذا $2x$.",
    runAll: "Run all",
  },
];

const anchorOf = (heading: string): string =>
  heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s+/g, "-"); // prettier-ignore

function cellsOf(lesson: Lesson) {
  const { names, growth, columns, exercise } = lesson;
  const [table, years, heights, slope] = names;
  return [
    `# ${lesson.title}\n\n[${lesson.heading}](#${anchorOf(lesson.heading)})\n\n![${lesson.heading}](${lesson.module}.png)`,
    {
      id: "imports",
      code: `import { curvesFigure } from "lossbook";
import { exercise, format, readTable, show } from "lossbook/notebook";
import { slopeOf } from "messen-größe";
import { ${growth} } from "./${lesson.module}";`,
    },
    `## ${lesson.heading}\n\n$\\text{${lesson.table}} = 2x^2$`,
    {
      id: "table",
      code: `const ${table} = await readTable("${lesson.table}");
show(${table});
const ${years} = ${table}.numbers("${columns[0]}");
const ${heights} = ${table}.numbers("${columns[1]}");
const ${slope} = slopeOf([...${years}], [...${heights}]);
console.log(format\`${lesson.heading}: \${${slope}}\`);`,
    },
    {
      id: "figure",
      code: `show(curvesFigure({ title: "${lesson.title}", x: "${columns[0]}", y: "${columns[1]}", range: [0, 3], points: 9, curves: [{ name: "${lesson.module}", f: ${growth} }] }));`,
    },
    {
      id: "question",
      metadata: { tags: ["hide-input"] },
      code: `const ${exercise} = exercise({
  kind: "numeric", id: "height", title: "${lesson.heading}", question: "${lesson.question}",
  truth: ${growth}(3), mistakes: [{ answer: 6, because: "${lesson.because}" }],
  hints: ["$x = 3$"], solution: "$2 \\\\cdot 3^2 = 18$",
});`,
    },
    {
      id: "answer",
      metadata: { lossbook: { stub: `${exercise}.check(undefined);` } },
      code: `// BEGIN SOLUTION\n${exercise}.check(${growth}(3));\n// END SOLUTION`,
    },
  ];
}

const root = join(import.meta.dirname, "..", "..");
const dot =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
let browser: Browser;
let scratch: string;

function courseOf(lesson: Lesson): string {
  const folder = join(scratch, `Übung & Größe ${lesson.language}`);
  const write = (path: string, text: string | Buffer): void => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write("lossbook.config.json", JSON.stringify({ title: lesson.title, language: lesson.language }));
  write("node_modules/messen-größe/package.json", '{ "name": "messen-größe", "version": "1.0.0", "type": "module", "exports": { "types": "./index.d.ts", "default": "./index.js" } }'); // prettier-ignore
  write("node_modules/messen-größe/index.js", "export const slopeOf = (x, y) => (y.at(-1) - y[0]) / (x.at(-1) - x[0]);"); // prettier-ignore
  write("node_modules/messen-größe/index.d.ts", "export declare const slopeOf: (x: number[], y: number[]) => number;"); // prettier-ignore
  symlinkSync(root, join(folder, "node_modules", "lossbook"), "junction");
  write(`notebooks/${lesson.module}.ts`, `export const ${lesson.growth} = (x: number): number => 2 * x ** 2;\n`); // prettier-ignore
  write(`notebooks/${lesson.module}.png`, Buffer.from(dot, "base64"));
  write(`data/${lesson.table}.csv`, lesson.csv);
  write(`notebooks/${lesson.file}.ipynb`, notebookText(cellsOf(lesson)));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "bin", "lossbook.mjs"), "report"],
    { cwd: folder, encoding: "utf8" },
  );
  expect(status, stdout + stderr).toBe(0);
  expect(stderr).toBe("");
  return join(folder, "reports", `${lesson.file}.html`);
}

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "lossbook-languages-"));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe.each(lessons)("a course in $language", (lesson) => {
  let file: string;
  beforeAll(() => {
    file = courseOf(lesson);
  }, 120_000);

  it("is published, and lives in the page: every cell, the exercise, its links and words", async () => {
    const { page, problems, close } = await openPage(browser, file);
    await alive(page);
    expect(await page.locator("html").getAttribute("lang")).toBe(lesson.language);
    expect(await page.getByRole("button", { name: lesson.runAll, exact: true }).count()).toBe(1);
    const runs = await runAll(page);
    expect(runs.filter(({ ending }) => ending !== "ok")).toEqual([]);
    expect(JSON.stringify(runs)).toContain(`${lesson.heading.replaceAll('"', '\\"')}: 2.9`);
    const link = page
      .locator("article section")
      .first()
      .getByRole("link", { name: lesson.heading });
    const target = decodeURIComponent((await link.getAttribute("href"))!.slice(1));
    expect(await page.evaluate((id) => document.getElementById(id)?.localName, target)).toBe("h2");
    expect(await page.locator("article img").first().getAttribute("alt")).toBe(lesson.heading);
    await reopenWith(page, { answer: `${lesson.exercise}.check(${lesson.growth}(3))` });
    await alive(page);
    const solved = await runAll(page);
    const answer = JSON.stringify(solved.findLast(({ cell }) => cell === "answer")?.outputs);
    expect(answer).toContain('"state":"right"');
    await reopenWith(page, { answer: `${lesson.exercise}.check(6)` });
    await alive(page);
    await runAll(page);
    expect(await page.locator('section[data-cell="answer"]').innerText()).toContain(
      lesson.because.replace(/\$.*/, "").trim(),
    );
    expect(problems).toEqual([]);
    await close();
  });

  it.skipIf(firefoxPath() === undefined)("every cell runs in Firefox", async () => {
    const firefox = await Firefox.open(firefoxPath()!);
    try {
      await firefox.goto(pathToFileURL(file).href);
      await firefox.until(() => "alive" in document.documentElement.dataset);
      await firefox.evaluate(() => {
        const runs: CellRun[] = [];
        (window as unknown as { runs: CellRun[] }).runs = runs;
        document.addEventListener("lossbook:outputs", (event) =>
          runs.push((event as CustomEvent<CellRun>).detail),
        );
        const buttons = [...document.querySelectorAll("button")];
        buttons.find((one) => /^(?:Run all|Alle ausführen)$/.test(one.textContent.trim()))!.click();
      });
      await firefox.until(() =>
        (window as unknown as { runs: CellRun[] }).runs.some(({ cell }) => cell === "answer"),
      );
      const runs = await firefox.evaluate(
        () => (window as unknown as { runs: readonly CellRun[] }).runs,
      );
      expect(runs.filter(({ ending }) => ending !== "ok")).toEqual([]);
      expect(JSON.stringify(runs)).toContain(`${lesson.heading}: 2.9`);
      expect(firefox.problems).toEqual([]);
    } finally {
      await firefox.close();
    }
  });
});
