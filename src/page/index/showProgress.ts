import { ReadersWork, type Entries } from "../work/readersWork.js";
import { largestFile, readWorkFile, writeWorkFile } from "../work/workFile.js";
import type { CourseData, CourseNotebook } from "./courseData.js";
import { lastPlace, progressOf, together, type Progress } from "./progress.js";

/** A course's first page: how far the reader has come, where to go on, and the work as a file. */
export function showProgress(data: CourseData): void {
  const { course, words } = data;
  const works = data.notebooks.map(
    (notebook) => [notebook, new ReadersWork(course, notebook.notebook)] as const,
  );
  const list = document.querySelector("ol.course");
  if (list === null || works.length === 0) return;
  const box = document.createElement("section");
  box.className = "your-work";
  box.setAttribute("aria-label", words.yourWork);
  const status = document.createElement("p");
  status.setAttribute("role", "status");

  const draw = (): void => {
    const progress = works.map(([notebook, work]) => progressOf(notebook.exercises, work));
    const total = together(progress);
    works.forEach(([notebook, work], at) =>
      showOf(notebook, work.holdsWork ? progress[at] : undefined, words.solved),
    );
    const hasWork = works.some(([, work]) => work.holdsWork || work.place !== undefined);
    box.replaceChildren(
      ...(total.exercises > 0 ? [line(total, words.solved)] : []),
      ...(hasWork ? continueLink() : []),
      fileButtons(hasWork),
      status,
    );
  };

  const continueLink = (): HTMLElement[] => {
    const last = lastPlace(works);
    if (last === undefined) return [];
    const { page, title } = last.notebook;
    const link = document.createElement("a");
    link.className = "continue";
    link.href = page + last.place.fragment;
    link.textContent = words.continue.replace("{title}", title);
    return [link];
  };

  const fileButtons = (hasWork: boolean): HTMLElement => {
    const place = document.createElement("p");
    place.className = "work-file";
    const save = plainButton(words.save, () => {
      const text = writeWorkFile(
        course,
        works.map(([{ notebook }, work]) => [notebook, work]),
      );
      download(`${course.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}-work.json`, text);
    });
    save.disabled = !hasWork;
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".json,application/json";
    input.hidden = true;
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      input.value = "";
      if (file !== undefined) void load(file);
    });
    place.append(
      save,
      " ",
      plainButton(words.load, () => input.click()),
      input,
    );
    return place;
  };

  const load = async (file: File): Promise<void> => {
    try {
      if (file.size > largestFile) throw new Error(`${file.size} bytes`);
      const saved = readWorkFile(await file.text());
      if (saved.course !== course)
        throw new Error(words.otherCourse.replace("{course}", saved.course.slice(0, 100)));
      const before = works.map(([, work]) => work.entries());
      let names: string[] = [];
      for (const [{ notebook }, work] of works) {
        const entries = saved.notebooks.get(notebook) ?? {};
        names = [...names, ...Object.keys(entries)];
        work.add(entries);
      }
      draw();
      const count = (start: string) => names.filter((name) => name.startsWith(start)).length;
      status.textContent = `${words.loaded
        .replace("{cells}", String(count("cell:")))
        .replace("{answers}", String(count("exercise:")))} `;
      status.append(plainButton(words.takeBack, () => takeBack(before)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      status.textContent = words.notAFile.replace("{name}", file.name).replace("{reason}", reason);
    }
  };

  const takeBack = (before: readonly Entries[]): void => {
    works.forEach(([, work], at) => {
      work.clear();
      work.add(before[at] ?? {});
    });
    draw();
    status.textContent = words.takenBack;
  };

  status.textContent = words.kept;
  draw();
  list.before(box);
  // The reader comes back from a notebook, or solves one in another tab.
  addEventListener("pageshow", (event) => {
    if (event.persisted) draw();
  });
  addEventListener("storage", draw);
}

/** The line of a notebook; none where nothing was done there. */
function showOf({ page }: CourseNotebook, progress: Progress | undefined, words: string): void {
  const link = document.querySelector(`ol.course a[href="${CSS.escape(page)}"]`);
  link?.parentElement?.querySelector(".progress")?.remove();
  if (progress !== undefined && progress.exercises > 0)
    link?.parentElement?.append(line(progress, words));
}

/** A bar, and the same in words. */
function line({ solved, exercises, earned, points }: Progress, words: string): HTMLElement {
  const place = document.createElement("p");
  place.className = "progress";
  const bar = document.createElement("progress");
  bar.max = points || exercises;
  bar.value = points > 0 ? earned : solved;
  // What follows says it.
  bar.setAttribute("aria-hidden", "true");
  const text = words
    .replace("{solved}", String(solved))
    .replace("{all}", String(exercises))
    .replace("{earned}", String(earned))
    .replace("{points}", String(points));
  place.append(bar, ` ${text}`);
  return place;
}

function plainButton(text: string, action: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = text;
  button.addEventListener("click", action);
  return button;
}

function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
