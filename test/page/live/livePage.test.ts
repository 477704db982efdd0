// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EXERCISE_MIME } from "../../../src/outputs/mimeTypes.js";
import type { ExerciseJson } from "../../../src/outputs/exercise.js";
import "../../../src/page/live/render.js";
import { LivePage } from "../../../src/page/live/livePage.js";
import { englishLive } from "../../../src/report/page/liveWords.js";
import { FakeFrame, type FakeRun } from "./fakeFrame.js";

const cellIds = ["one", "two", "three"];

/** A page of three cells, as a report writes it. */
function writePage(): void {
  document.body.innerHTML = `<div class="tools"></div><article>${cellIds
    .map(
      (id) => `<section data-kind="code" data-cell="${id}">
        <div class="input block"><pre>${id}()</pre></div>
        <div class="outputs"><p>${id} as it was written</p></div>
      </section>`,
    )
    .join("")}</article>
    <script type="text/plain" id="lossbook-worker" data-url="worker.js"></script>
    <script type="application/json" id="lossbook-cells">${JSON.stringify(
      cellIds.map((id) => ({ id, source: `${id}()`, metadata: {} })),
    )}</script>`;
}

const exercise: ExerciseJson = {
  version: 1,
  id: "die",
  kind: "choice",
  title: "A die",
  question: "Which?",
  options: [
    { letter: "a", text: "this" },
    { letter: "b", text: "that" },
  ],
  hints: [],
  solution: "this",
  points: 3,
  part: "question",
  feedback: { state: "unsolved", message: "Not answered yet.", points: 0 },
};

let frame: FakeFrame;
let page: LivePage;

function open(run?: (run: FakeRun) => void, judge?: (answer: unknown) => unknown): void {
  frame = new FakeFrame({
    ...(run && { run }),
    judge: ({ answer }) => judge?.(answer),
  });
  window.lossbookFrameReady = frame.ready;
  page = new LivePage(
    { course: "c", notebook: "n", words: englishLive, tables: {} },
    frame.element,
    () => undefined,
  );
}

const cell = (id: string) => document.querySelector<HTMLElement>(`[data-cell="${id}"]`)!;
const runButton = (id: string) => cell(id).querySelector<HTMLButtonElement>(".run")!;
const shown = (id: string) => cell(id).querySelector(".outputs")!.textContent.trim();
const status = () => document.querySelector(".live-status")!.textContent;
const stopButton = () => document.querySelector<HTMLButtonElement>(".live-bar .stop")!;
const prefix = "lossbook:work:c:n:";
const keep = (name: string, value: unknown) =>
  localStorage.setItem(prefix + name, JSON.stringify(value));
const kept = (name: string): unknown => JSON.parse(localStorage.getItem(prefix + name) ?? "null");
const press = (text: string, root: ParentNode = document) =>
  [...root.querySelectorAll("button")].find((one) => one.textContent.startsWith(text))!.click();
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 30_000, interval: 5 });
const prints = (text: string) => ({ kind: "stream", name: "stdout", text }) as const;

/** An editor in the place of the large one, of the one cell that a test opens. */
function fakeEditor() {
  const written = document.createElement("script");
  written.type = "text/plain";
  written.id = "lossbook-editor";
  written.dataset["url"] = "editor.js";
  document.body.append(written);
  const editor = {
    opened: [] as string[],
    text: "",
    type: (_: string): void => undefined,
  };
  // Loaded once for all tests, so that it asks here each time.
  currentEditor = editor;
  vi.spyOn(document.head, "append").mockImplementation((script) => {
    window.lossbookEditor = ({ onChange, source }) => {
      currentEditor.opened.push(source);
      currentEditor.text = source;
      currentEditor.type = (text) => {
        currentEditor.text = text;
        onChange(text);
      };
      return { set: (text) => currentEditor.type(text), focus: () => undefined };
    };
    (script as HTMLScriptElement).onload?.(new Event("load"));
  });
  return editor;
}
let currentEditor: { opened: string[]; text: string; type: (text: string) => void };

beforeEach(() => {
  window.lossbookWorker = "// the fake frame runs none";
  localStorage.clear();
  writePage();
});
afterEach(() => frame.close());

describe("a live page", () => {
  it("runs a cell after those it stands on, and shows only what was asked for", async () => {
    open((run) => {
      run.output(prints(`${run.cell} ran`));
      run.done();
    });
    runButton("two").click();
    await until(() => expect(status()).toBe("Done"));
    expect(frame.ran).toEqual(["one:one()", "two:two()"]);
    expect(shown("one")).toBe("one as it was written");
    expect(shown("two")).toBe("two ran");
    expect(stopButton().disabled).toBe(true);
  });

  it("shows an error with its line, and lets nothing follow", async () => {
    open((run) => {
      if (run.cell === "two")
        run.output({ kind: "error", name: "Error", message: "no", line: 3, stack: "" });
      run.done(run.cell !== "two");
    });
    document.querySelector<HTMLButtonElement>(".live-bar button")!.click();
    await until(() => expect(status()).toBe("A cell failed"));
    expect(frame.ran).toEqual(["one:one()", "two:two()"]);
    expect(shown("two")).toContain("Error: no (line 3)");
    expect(shown("three")).toBe("three as it was written");
  });

  it("runs on after an output that cannot be drawn, and says so in its cell", async () => {
    const renderer = window.lossbookRender!;
    const outputs = vi.spyOn(renderer, "outputs").mockImplementationOnce(() => {
      throw new Error("cannot be drawn");
    });
    open();
    runButton("one").click();
    await until(() => expect(shown("one")).toBe("cannot be drawn"));
    runButton("two").click();
    await until(() => expect(shown("two")).toBe(""));
    expect(status()).toBe("Done");
    outputs.mockRestore();
  });

  it("says that no cell can run where the worker does not start, and waits for nothing", async () => {
    open();
    frame.broken = true;
    runButton("one").click();
    await until(() => expect(status()).toBe(englishLive.didNotStart));
    expect(frame.ran).toEqual([]);
    expect(stopButton().disabled).toBe(true);
    frame.broken = false;
    runButton("one").click();
    await until(() => expect(status()).toBe("Done"));
  });

  it("stops a cell at once, and the next run begins in a new worker with what it stands on", async () => {
    open((run) => {
      if (run.cell !== "two" || frame.started > 1) run.done();
    });
    await page.run([]);
    runButton("two").click();
    await until(() => expect(frame.ran).toEqual(["one:one()", "two:two()"]));
    expect(cell("two").hasAttribute("data-running")).toBe(true);
    expect(runButton("two").textContent).toMatch(/^Stop/);
    runButton("two").click();
    await until(() => expect(status()).toBe("Stopped. The next run begins anew."));
    expect(frame.stops).toEqual(["cells"]);
    expect(cell("two").hasAttribute("data-running")).toBe(false);
    runButton("two").click();
    await until(() => expect(status()).toBe("Done"));
    expect(frame.started).toBe(2);
    expect(frame.ran.slice(2)).toEqual(["one:one()", "two:two()"]);
  });

  it("shows what a running cell prints as it comes", async () => {
    open((run) => run.output(prints("half way")));
    runButton("one").click();
    await until(() => expect(shown("one")).toBe("half way"));
    expect(status()).toBe("Running …");
    expect(stopButton().disabled).toBe(false);
    page.stop();
  });

  it("keeps an edit for the next visit, runs it there only when asked to, and takes it back on Undo", async () => {
    keep("cell:two", { source: "mine()", from: "two()" });
    const editor = fakeEditor();
    open();
    expect(cell("two").classList.contains("edited")).toBe(true);
    await until(() => expect(editor.opened).toEqual(["mine()"]));
    expect(frame.ran).toEqual([]);
    editor.type("yours()");
    expect(kept("cell:two")).toEqual({ source: "yours()", from: "two()" });
    runButton("two").click();
    await until(() => expect(frame.ran).toEqual(["one:one()", "two:yours()"]));
    await until(() => expect(status()).toBe("Done"));
    [...cell("two").querySelectorAll("button")]
      .find(({ textContent }) => textContent.startsWith("Undo"))!
      .click();
    expect(kept("cell:two")).toBeNull();
    await until(() => expect(editor.text).toBe("two()"));
    expect(shown("two")).toBe("two as it was written");
    expect(cell("two").classList.contains("edited")).toBe(false);
  });

  it("judges a pressed option after its cell has run, and counts points once", async () => {
    open(
      (run) => {
        if (run.cell === "two")
          run.output({
            kind: "data",
            data: { [EXERCISE_MIME]: exercise, "text/plain": "A die" },
          });
        run.done();
      },
      (answer) =>
        answer === "a"
          ? { state: "right", message: "Right: $x$.", points: 3 }
          : { state: "wrong", message: "No.", points: 0 },
    );
    runButton("two").click();
    await until(() => expect(cell("two").querySelectorAll(".choose")).toHaveLength(2));
    const points = () => document.querySelector(".live-points")!.textContent;
    expect(points()).toBe("0 of 3 points");
    const choose = (letter: string) => press(letter, cell("two").querySelector(".options")!);
    choose("b");
    await until(() =>
      expect(cell("two").querySelector('.exercise-answer[data-state="wrong"]')).not.toBeNull(),
    );
    expect(points()).toBe("0 of 3 points");
    choose("a");
    await until(() => expect(points()).toBe("3 of 3 points"));
    await until(() =>
      expect(cell("two").querySelector('.exercise-answer[data-state="right"]')).not.toBeNull(),
    );
    expect(kept("exercise:die")).toEqual({
      solved: true,
      points: 3,
      state: "right",
      option: "a",
      message: "Right: $x$.",
    });
    choose("b");
    await until(() =>
      expect(cell("two").querySelector('.exercise-answer[data-state="wrong"]')).not.toBeNull(),
    );
    expect(points()).toBe("3 of 3 points");
  });

  it("offers the author's new text beside the reader's, and loses neither", async () => {
    keep("cell:two", { source: "mine()", from: "tow()" });
    const editor = fakeEditor();
    open();
    await until(() => expect(editor.opened).toEqual(["mine()"]));
    const note = () => cell("two").querySelector(".version-choice");
    expect(note()!.textContent).toContain("The author has changed this cell since you did.");
    press("New", cell("two"));
    await until(() => expect(editor.text).toBe("two()"));
    expect(note()!.querySelector('[aria-pressed="true"]')!.textContent).toBe("New");
    runButton("two").click();
    await until(() => expect(frame.ran).toContain("two:two()"));
    press("Yours", cell("two"));
    await until(() => expect(editor.text).toBe("mine()"));
    expect(kept("cell:two")).toMatchObject({ source: "mine()", from: "tow()" });
    press("Undo", cell("two"));
    await until(() => expect(note()).toBeNull());
    expect(kept("cell:two")).toBeNull();
  });

  it("asks before it forgets, and brings everything back", async () => {
    keep("cell:two", { source: "mine()", from: "two()" });
    keep("exercise:die", { solved: true, points: 3, state: "right", message: "Right." });
    const editor = fakeEditor();
    open();
    await until(() => expect(editor.opened).toEqual(["mine()"]));
    press("Reset");
    expect(status()).toBe("Forget your changes, answers and points on this page?");
    press("Keep them");
    expect(kept("cell:two")).not.toBeNull();
    expect(status()).toBe("Ready");
    press("Reset");
    press("Forget them");
    await until(() => expect(editor.text).toBe("two()"));
    expect(localStorage).toHaveLength(0);
    press("Bring mine back");
    await until(() => expect(editor.text).toBe("mine()"));
    expect(kept("cell:two")).toEqual({ source: "mine()", from: "two()" });
    expect(kept("exercise:die")).toMatchObject({ points: 3 });
    expect(cell("two").classList.contains("edited")).toBe(true);
  });

  it("shows on the next visit what was answered, and what was said to it", async () => {
    keep("exercise:die", {
      solved: true,
      points: 3,
      state: "wrong",
      option: "b",
      message: "No: *b*.",
    });
    keep("exercise:other", { solved: "yes" });
    open((run) => {
      if (run.cell === "two")
        run.output({ kind: "data", data: { [EXERCISE_MIME]: exercise, "text/plain": "A die" } });
      run.done();
    });
    runButton("two").click();
    const said = () => cell("two").querySelector(".exercise-answer");
    await until(() => expect(said()?.innerHTML).toContain("<em>b</em>"));
    expect((said() as HTMLElement).dataset["state"]).toBe("wrong");
    expect(cell("two").querySelector('.choose[aria-pressed="true"]')!.textContent).toBe("b");
    expect(document.querySelector(".live-points")!.textContent).toBe("3 of 3 points");
    expect(cell("two").querySelector(".exercise")!.classList.contains("solved")).toBe(true);
  });

  it("replaces what an earlier cell showed under the same name", async () => {
    const show = (text: string, update: boolean) =>
      ({ kind: "data", data: { "text/plain": text }, id: "bar", update }) as const;
    open((run) => {
      if (run.cell === "one") run.output(show("0 %", false));
      if (run.cell === "two") run.output(show("100 %", true));
      run.done();
    });
    runButton("one").click();
    await until(() => expect(shown("one")).toBe("0 %"));
    runButton("two").click();
    await until(() => expect(shown("one")).toBe("100 %"));
  });

  it("offers to load the page again when its frame is gone, and runs nothing until it answers", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      open(() => undefined);
      await page.run([]);
      runButton("one").click();
      await until(() => expect(frame.ran).toHaveLength(1));
      frame.dead = true;
      vi.advanceTimersByTime(5_000);
      await until(() => expect(status()).toContain("memory"));
      expect(document.querySelector(".live-bar")!.textContent).toContain("Load the page again");
      runButton("two").click();
      expect(document.activeElement!.textContent).toBe("Load the page again");
      expect(frame.ran).toHaveLength(1);
      frame.dead = false;
      frame.say({ kind: "pong" });
      expect(document.querySelector(".live-bar")!.textContent).not.toContain("Load the page");
      await until(() => expect(cell("one").hasAttribute("data-running")).toBe(false));
      runButton("one").click();
      await until(() => expect(frame.ran).toHaveLength(2));
      page.stop();
    } finally {
      vi.useRealTimers();
    }
  });

  it("says on a cell what a page does not have, before it runs, and runs the others", async () => {
    open();
    frame.needs = [{ cell: "two", names: ["Buffer", "node:fs"] }];
    const note = () => cell("two").querySelector(".cell-note")?.textContent;
    await until(() => expect(note()).toContain("a page has no Buffer, node:fs"));
    document.querySelector<HTMLButtonElement>(".live-bar button")!.click();
    await until(() => expect(status()).toBe("Done"));
    expect(frame.ran).toEqual(["one:one()", "three:three()"]);
    runButton("two").click();
    await until(() => expect(frame.ran.at(-1)).toBe("two:two()"));
  });

  it("shows what a cell's timers give after its end, with their cell", async () => {
    let late: FakeRun | undefined;
    open((run) => {
      if (run.cell === "one") late = run;
      run.output(prints(run.cell));
      run.done();
    });
    runButton("one").click();
    await until(() => expect(status()).toBe("Done"));
    runButton("two").click();
    await until(() => expect(shown("two")).toBe("two"));
    late!.output(prints(" and more"));
    await until(() => expect(shown("one")).toBe("one and more"));
    late!.output({ kind: "error", name: "Error", message: "too late", stack: "" });
    await until(() => expect(status()).toBe("A cell failed"));
    await until(() => expect(shown("one")).toContain("Error: too late"));
  });
});

describe("a worker that means ill", () => {
  it.each<[string, (send: (message: unknown) => void) => void]>([
    ["says what is no text", (send) => send({ kind: "done", cell: "one", ok: 10n })],
    ["says what is no JSON", (send) => send("done")],
    ["says a message of no kind", (send) => send('{"kind":"toString"}')],
    ["shows an exploration of nothing as data", (send) => send('{"kind":"output","cell":"one","output":{"kind":"data","data":null}}')],
  ])("and %s is ended; the next run begins anew", async (_, say) => {
    open((run) => (frame.started > 1 ? run.done() : say(frame.send)));
    runButton("one").click();
    await until(() => expect(status()).toMatch(/^A cell broke/));
    expect(frame.stops).toEqual(["cells"]);
    runButton("one").click();
    await until(() => expect(status()).toBe("Done"));
  }); // prettier-ignore

  it("and floods the page is ended", async () => {
    const text = "x".repeat(2 ** 22);
    let sent = 0;
    open((run) => {
      if (frame.started > 1) run.done();
      else for (; sent < 34; sent++) run.output({ kind: "data", data: { "text/plain": text } });
    });
    runButton("one").click();
    await until(() => expect(status()).toMatch(/^A cell showed more/));
    expect(shown("one").length).toBeLessThan(25e6);
    expect(shown("one")).toContain("The rest is not shown");
  });

  it.each<[string, unknown]>([
    ["an exploration whose positions are none", { version: 1, id: "a", title: "t", controls: [{ kind: "slider", name: "a", label: "a", positions: [null], start: 0 }], frames: "live", words: {} }],
    ["an exploration of strange words", { version: 1, id: "a", title: "t", controls: [{ kind: "slider", name: "toString", label: "a", positions: [{}], start: {} }], frames: "all", words: { 0: { numbers: 5, sentences: [{}] }, "-1": 1 } }],
    ["an exploration whose controls are names of every object", { version: 1, id: "a", title: "t", controls: [{ kind: "constructor", name: "__proto__", label: "a", positions: [1] }], frames: "all", words: {} }],
  ])("and shows %s harms its cell alone", async (_, json) => {
    open((run) => {
      if (run.cell === "one")
        run.output({ kind: "data", data: { "application/vnd.lossbook.explore+json": json } });
      else run.output(prints("well"));
      run.done();
    });
    const errors: unknown[] = [];
    const note = (event: ErrorEvent): void => void errors.push(event.error);
    addEventListener("error", note);
    runButton("one").click();
    await until(() => expect(status()).toBe("Done"));
    for (const input of cell("one").querySelectorAll("input")) {
      input.value = "0";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    runButton("two").click();
    await until(() => expect(shown("two")).toBe("well"));
    removeEventListener("error", note);
    expect(errors).toEqual([]);
  }); // prettier-ignore
});
