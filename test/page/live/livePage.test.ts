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
    { hash: "h", words: englishLive, tables: {} },
    frame.element,
    () => undefined,
  );
}

const cell = (id: string) => document.querySelector<HTMLElement>(`[data-cell="${id}"]`)!;
const runButton = (id: string) => cell(id).querySelector<HTMLButtonElement>(".run")!;
const shown = (id: string) => cell(id).querySelector(".outputs")!.textContent.trim();
const status = () => document.querySelector(".live-status")!.textContent;
const stopButton = () => document.querySelector<HTMLButtonElement>(".live-bar .stop")!;
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 30_000, interval: 5 });
const prints = (text: string) => ({ kind: "stream", name: "stdout", text }) as const;

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
    localStorage.setItem("lossbook:h:cell:two", "mine()");
    const written = document.createElement("script");
    written.type = "text/plain";
    written.id = "lossbook-editor";
    document.body.append(written);
    const set = vi.fn();
    let edit: ((source: string) => void) | undefined;
    written.dataset["url"] = "editor.js";
    vi.spyOn(document.head, "append").mockImplementation((script) => {
      window.lossbookEditor = ({ onChange, source }) => {
        edit = onChange;
        expect(source).toBe("mine()");
        return { set, focus: () => undefined };
      };
      (script as HTMLScriptElement).onload?.(new Event("load"));
    });
    open();
    expect(cell("two").classList.contains("edited")).toBe(true);
    await until(() => expect(edit).toBeDefined());
    expect(frame.ran).toEqual([]);
    edit!("yours()");
    expect(localStorage.getItem("lossbook:h:cell:two")).toBe("yours()");
    runButton("two").click();
    await until(() => expect(frame.ran).toEqual(["one:one()", "two:yours()"]));
    await until(() => expect(status()).toBe("Done"));
    [...cell("two").querySelectorAll("button")]
      .find(({ textContent }) => textContent.startsWith("Undo"))!
      .click();
    expect(localStorage.getItem("lossbook:h:cell:two")).toBeNull();
    await until(() => expect(set).toHaveBeenCalledWith("two()"));
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
    const press = (letter: string) =>
      [...cell("two").querySelectorAll<HTMLButtonElement>(".choose")]
        .find(({ textContent }) => textContent === letter)!
        .click();
    press("b");
    await until(() =>
      expect(cell("two").querySelector('.exercise-answer[data-state="wrong"]')).not.toBeNull(),
    );
    expect(points()).toBe("0 of 3 points");
    press("a");
    await until(() => expect(points()).toBe("3 of 3 points"));
    await until(() =>
      expect(cell("two").querySelector('.exercise-answer[data-state="right"]')).not.toBeNull(),
    );
    expect(localStorage.getItem("lossbook:h:exercise:die")).toBe("3");
    press("b");
    await until(() =>
      expect(cell("two").querySelector('.exercise-answer[data-state="wrong"]')).not.toBeNull(),
    );
    expect(points()).toBe("3 of 3 points");
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
