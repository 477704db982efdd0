// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CourseData } from "../../../src/page/index/courseData.js";
import { showProgress } from "../../../src/page/index/showProgress.js";
import { ReadersWork } from "../../../src/page/work/readersWork.js";
import { readWorkFile, writeWorkFile } from "../../../src/page/work/workFile.js";
import { englishProgress } from "../../../src/report/page/progressWords.js";

const data: CourseData = {
  course: "Waves: a course",
  words: englishProgress,
  notebooks: [
    {
      page: "01-a.html",
      title: "Waves",
      notebook: "01-a",
      exercises: [
        { id: "die", points: 2 },
        { id: "coin", points: 3 },
      ],
    },
    { page: "02-b.html", title: "Sound", notebook: "02-b", exercises: [{ id: "die", points: 1 }] },
  ],
};

const work = (at: number) => new ReadersWork(data.course, data.notebooks[at]!.notebook);
const right = { solved: true, state: "right", message: "Right." } as const;
const box = () => document.querySelector(".your-work")!;
const lines = () =>
  [...document.querySelectorAll(".progress")].map((line) => line.textContent.trim());
const button = (text: string) =>
  [...box().querySelectorAll("button")].find((one) => one.textContent === text)!;

beforeEach(() => {
  localStorage.clear();
  document.body.innerHTML = `<ol class="course">${data.notebooks
    .map(({ page, title }) => `<li><div><a href="${page}">${title}</a></div></li>`)
    .join("")}</ol>`;
});

async function loadFile(text: string, name = "work.json"): Promise<void> {
  const input = box().querySelector("input")!;
  Object.defineProperty(input, "files", { value: [new File([text], name)] });
  input.dispatchEvent(new Event("change"));
  await vi.waitFor(() =>
    expect(box().querySelector("[role=status]")!.textContent).not.toBe(englishProgress.kept),
  );
}

describe("a course's first page", () => {
  it("says what was solved in each notebook and in all", () => {
    work(0).keepAnswer("die", { ...right, points: 2 });
    work(0).keepAnswer("gone", { ...right, points: 9 });
    work(1).keepAnswer("die", { ...right, solved: false, state: "wrong", points: 0 });
    showProgress(data);
    expect(lines()).toEqual([
      "Exercises solved: 1 of 3 · points: 2 of 6",
      "Exercises solved: 1 of 2 · points: 2 of 5",
      "Exercises solved: 0 of 1 · points: 0 of 1",
    ]);
    work(1).keepAnswer("die", { ...right, points: 1 });
    dispatchEvent(new Event("storage"));
    expect(lines()[2]).toBe("Exercises solved: 1 of 1 · points: 1 of 1");
  });

  it("continues where a page was left last", () => {
    work(0).keepPlace({ fragment: "#n-one", left: 2 });
    work(1).keepPlace({ fragment: "#n-two", left: 3 });
    showProgress(data);
    const link = box().querySelector<HTMLAnchorElement>("a.continue")!;
    expect(link.textContent).toBe("Continue with Sound");
    expect(link.getAttribute("href")).toBe("02-b.html#n-two");
  });

  it("says nothing of a notebook in which nothing was done", () => {
    work(1).keepCell("a", { source: "mine", from: "theirs" });
    showProgress(data);
    expect(lines()).toEqual([
      "Exercises solved: 0 of 3 · points: 0 of 6",
      "Exercises solved: 0 of 1 · points: 0 of 1",
    ]);
  });

  it("offers no place and nothing to save before anything was done", () => {
    showProgress(data);
    expect(box().querySelector("a")).toBeNull();
    expect(button("Save your work as a file").disabled).toBe(true);
  });

  it("loads a file beside what is there, and takes it back", async () => {
    work(0).keepAnswer("die", { ...right, points: 2 });
    work(1).keepCell("a", { source: "mine", from: "theirs" });
    const file = writeWorkFile(
      data.course,
      data.notebooks.map(({ notebook }, at) => [notebook, work(at)]),
    );
    localStorage.clear();
    work(0).keepAnswer("coin", { ...right, points: 3 });
    showProgress(data);
    await loadFile(file);
    expect(lines()[0]).toBe("Exercises solved: 2 of 3 · points: 5 of 6");
    expect(box().textContent).toContain("Loaded. Changed cells: 1, answers: 1.");
    expect(work(1).cell("a")).toEqual({ source: "mine", from: "theirs" });
    button("Take that back").click();
    expect(lines()[0]).toBe("Exercises solved: 1 of 3 · points: 3 of 6");
    expect(work(1).cell("a")).toBeUndefined();
  });

  it.each([
    ["no JSON", "{", "no “lossbook work” in it"],
    ["another's JSON", "[]", "no “lossbook work” in it"],
    ["a later version", '{"format":"lossbook work","version":2}', "version 2"],
    ["another course's", '{"format":"lossbook work","version":1,"course":"Other","notebooks":{}}', "it belongs to “Other”"],
    ["damaged", '{"format":"lossbook work","version":1,"course":"Waves: a course","notebooks":{"01-a":{"cell:x":{"source":1}}}}', "01-a, cell:x"],
    ["a stranger's name", '{"format":"lossbook work","version":1,"course":"Waves: a course","notebooks":{"01-a":{"__proto__x":{}}}}', "01-a, __proto__x"],
  ])("refuses %s file, and keeps what is there", async (_, text, reason) => {
    work(0).keepAnswer("die", { ...right, points: 2 });
    showProgress(data);
    await loadFile(text, "notes.txt");
    expect(box().querySelector("[role=status]")!.textContent).toBe(`notes.txt is not a file that this page saved: ${reason}.`);
    expect(lines()[0]).toBe("Exercises solved: 1 of 3 · points: 2 of 6");
  }); // prettier-ignore
});

describe("a reader's work as a file", () => {
  it("is read as it was written, without what is damaged", () => {
    work(0).keepAnswer("die", { ...right, points: 2, option: "b" });
    work(0).keepPlace({ fragment: "#n-x", left: 5 });
    work(0).add({ "cell:bad": "{", "cell:worse": '{"source":1}', "else": "1" });
    const { course, notebooks } = readWorkFile(writeWorkFile("C", [["01-a", work(0)], ["02-b", work(1)]]));
    expect(course).toBe("C");
    expect([...notebooks.keys()]).toEqual(["01-a"]);
    const entries = notebooks.get("01-a")!;
    expect(Object.keys(entries).sort()).toEqual(["exercise:die", "place"]);
    expect(JSON.parse(entries["exercise:die"]!)).toEqual({ ...right, points: 2, option: "b" });
  }); // prettier-ignore

  it.each<[string, unknown]>([
    ["a fragment that leads elsewhere", { place: { fragment: "javascript:alert(1)", left: 1 } }],
    ["points without end", { "exercise:a": { ...right, points: Infinity } }],
    ["points below none", { "exercise:a": { ...right, points: -1 } }],
    ["a state of its own", { "exercise:a": { ...right, points: 1, state: "<b>" } }],
    ["a message that is none", { "exercise:a": { ...right, points: 1, message: {} } }],
    ["a text without end", { "cell:a": { source: "x".repeat(1_000_001), from: "" } }],
  ])("is refused with %s", (_, entries) => {
    const file = { format: "lossbook work", version: 1, course: "C", notebooks: { n: entries } };
    expect(() => readWorkFile(JSON.stringify(file))).toThrow(/^n, /);
  });
});
