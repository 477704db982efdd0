import type { ExerciseJson, ExploreView, Feedback } from "../../outputs/displayables.js";
import { bundleFor } from "../../report/outputs/figure.js";
import { workerText } from "../frame/workerText.js";
import type { WorkerOutput } from "../messages.js";
import { copyButtons } from "../reader/copyButtons.js";
import { explorations, type Compute, type Computed, type Wake } from "../reader/explorations.js";
import { drawAfter, figures } from "../reader/figures.js";
import { loadScript } from "../reader/loadScript.js";
import { revealSteps } from "../reader/revealSteps.js";
import { scrollBoxes } from "../reader/scrollBoxes.js";
import { CellView } from "./cellView.js";
import { Explorer } from "./explorer.js";
import { cellData, type LiveData } from "./liveData.js";
import { feedbackIn, LiveOutputs } from "./liveOutputs.js";
import { button } from "./menu.js";
import type { Renderer } from "./render.js";
import { Session } from "./session.js";
import { Store } from "./store.js";

/** The cells of a report run in the page. */
export function livePage(
  data: LiveData,
  frame: HTMLIFrameElement,
  /** What every report has: it is made while the worker starts. */
  startReader: (wake: Wake) => void,
): void {
  new LivePage(data, frame, startReader);
}

class LivePage {
  readonly #data: LiveData;
  readonly #frame: HTMLIFrameElement;
  readonly #store: Store;
  readonly #session: Session;
  /** Made when the first knob is moved whose cell has not run. */
  #explorer: Explorer | undefined;
  readonly #cells: readonly CellView[];
  /** What ran in this worker. */
  readonly #executed = new Set<CellView>();
  readonly #kept = new Map<CellView, LiveOutputs>();
  readonly #status: HTMLElement;
  readonly #points: HTMLElement;
  readonly #runAll: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  /** Offers to load the page again, once its cells cannot run any more. */
  #again: HTMLButtonElement | undefined;
  #requests = 0;
  #jobs: { readonly cell: CellView; readonly quiet: boolean }[] = [];
  #working: Promise<void> | undefined;
  #current:
    { readonly cell: CellView; readonly outputs: LiveOutputs; readonly quiet: boolean } | undefined;
  #drawnAt = 0;
  #renderer: Promise<Renderer> | undefined;

  constructor(data: LiveData, frame: HTMLIFrameElement, startReader: (wake: Wake) => void) {
    this.#data = data;
    this.#frame = frame;
    this.#store = new Store(data.hash);
    this.#session = new Session(
      frame,
      "cells",
      workerText,
      data.tables,
      {
        onOutput: (_, output) => this.#take(output),
        onFresh: () => this.#executed.clear(),
        onLost: () => this.#sayLost(),
        onFound: () => this.#sayFound(),
      },
      window.lossbookBegun,
    );
    const ready = this.#session.start().then(
      () => (document.documentElement.dataset["alive"] = ""),
      // Stopped or lost before it began: the next run starts it, or the reader is told.
      () => undefined,
    );
    drawAfter(Promise.race([ready, new Promise((resolve) => setTimeout(resolve, 1_000))]));
    startReader((place, id) => this.#wake(place, id));
    const actions = {
      run: (cell: CellView) => void this.run([cell]),
      runFrom: (cell: CellView) => void this.run(this.#cells.slice(this.#cells.indexOf(cell))),
      stop: () => this.stop(),
    };
    this.#cells = cellData().map(
      (cell, index) => new CellView(cell, index + 1, data.words, this.#store, actions),
    );
    const bar = document.createElement("div");
    bar.className = "live-bar";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", data.words.cells);
    this.#runAll = button(data.words.runAll, "", () => void this.run(this.#cells));
    this.#stop = button(data.words.stop, "", () => this.stop());
    this.#stop.className = "stop";
    this.#stop.disabled = true;
    this.#status = document.createElement("span");
    this.#status.className = "live-status intro";
    this.#status.setAttribute("role", "status");
    this.#status.textContent = data.words.intro;
    this.#points = document.createElement("span");
    this.#points.className = "live-points";
    const reset = button(data.words.reset, "", () => this.reset());
    bar.append(this.#runAll, this.#stop, this.#status, this.#points, reset);
    document.querySelector("article")?.before(bar);
    this.#furnishExercises(document);
    this.#countPoints();
  }

  /** Runs cells, and before them what they stand on: earlier cells that have not run in this worker. */
  run(wanted: readonly CellView[]): Promise<void> {
    const cells = wanted.filter((cell) => !cell.data.nodeOnly);
    const first = cells[0];
    this.#again?.focus();
    if (first === undefined || this.#session.lost) return Promise.resolve();
    const planned = new Set([...this.#executed, ...this.#jobs.map(({ cell }) => cell)]);
    for (const cell of this.#cells.slice(0, this.#cells.indexOf(first)))
      if (!planned.has(cell) && !cell.data.nodeOnly) this.#jobs.push({ cell, quiet: true });
    this.#jobs.push(...cells.map((cell) => ({ cell, quiet: false })));
    this.#working ??= this.#work();
    return this.#working;
  }

  /** Runs what an exercise or an exploration needs: its own cell and those before it. */
  async #ensure(cell: CellView | undefined): Promise<void> {
    if (cell === undefined || this.#executed.has(cell) || this.#session.lost) return;
    const planned = new Set(this.#executed);
    for (const one of this.#cells.slice(0, this.#cells.indexOf(cell) + 1))
      if (!planned.has(one) && !one.data.nodeOnly) this.#jobs.push({ cell: one, quiet: true });
    await (this.#working ??= this.#work());
  }

  async #work(): Promise<void> {
    this.#stop.disabled = false;
    this.#say(this.#data.words.running);
    let ending: string = "ok";
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift())
      ending = await this.#runOne(job.cell, job.quiet);
    this.#working = undefined;
    this.#rest();
    const { words } = this.#data;
    if (this.#session.lost) return;
    const limit = this.#session.overLimit;
    if (ending === "stopped")
      this.#say(
        limit === undefined ? words.stopped : words.overLimit.replace("{limit}", String(limit)),
      );
    else this.#say(ending === "failed" ? words.failed : words.done);
  }

  async #runOne(cell: CellView, quiet: boolean): Promise<string> {
    const outputs = new LiveOutputs();
    this.#current = { cell, outputs, quiet };
    cell.setRunning(true);
    const ending = await this.#session.run(cell.data.id, cell.source);
    this.#current = undefined;
    cell.setRunning(false);
    // What was to follow does not. What the reader asks for from here on does, while this cell's error is still drawn.
    if (ending !== "ok" && !(ending === "failed" && cell.data.mayFail)) this.#jobs = [];
    if (ending !== "stopped") this.#executed.add(cell);
    this.#kept.set(cell, outputs);
    // A cell that was run for another keeps what it shows, unless it failed.
    if (!quiet || ending === "failed") await this.#place(cell, outputs);
    document.dispatchEvent(
      new CustomEvent("lossbook:outputs", {
        detail: { cell: cell.data.id, ending, outputs: outputs.raw },
      }),
    );
    return ending;
  }

  stop(): void {
    this.#jobs = [];
    const explored = this.#explorer?.stop() ?? false;
    // What the reader ran is not lost where it was an exploration that took too long.
    if (this.#working !== undefined || !explored) this.#session.stop();
    else this.#say(this.#data.words.ready);
  }

  reset(): void {
    this.stop();
    this.#session.stop();
    this.#explorer?.reset();
    this.#store.clear();
    this.#cells.forEach((cell) => cell.reset());
    document
      .querySelectorAll(".exercise > .exercise-answer")
      .forEach((feedback) => feedback.remove());
    this.#countPoints();
    this.#say(this.#data.words.ready);
  }

  #take(output: WorkerOutput): void {
    const current = this.#current;
    if (current === undefined) return;
    const said = feedbackIn(output);
    if (said !== undefined && (said.part === "answer" || said.feedback.state !== "unsolved"))
      this.#keepPoints(said.id, said.feedback);
    if (output.kind === "data" && output.update === true) {
      // A later cell may replace what an earlier one showed.
      for (const [cell, outputs] of this.#kept)
        if (outputs.replace(output)) void this.#place(cell, outputs);
    }
    current.outputs.add(output);
    const now = performance.now();
    if (current.quiet || output.kind !== "stream" || now - this.#drawnAt < 100) return;
    this.#drawnAt = now;
    current.cell.progress(current.outputs.text.slice(-20_000));
  }

  #render(): Promise<Renderer> {
    this.#renderer ??= loadScript("lossbook-render").then(() => window.lossbookRender!);
    return this.#renderer;
  }

  async #place(cell: CellView, outputs: LiveOutputs): Promise<void> {
    const render = await this.#render();
    const { words } = this.#data;
    const { html, traces } = render.outputs(
      outputs.report((line) => words.line.replace("{line}", String(line))),
      cell.data.id,
    );
    const place = cell.place(html);
    if (place === undefined) return;
    copyButtons(place);
    scrollBoxes(place);
    revealSteps(place);
    if (canDraw(traces)) {
      figures(place);
      explorations(place, { compute: this.#computeOf(cell, render) });
    } else
      place.querySelectorAll(".plot").forEach((plot) => {
        plot.textContent = words.cannotDraw;
        plot.classList.add("failed");
      });
    this.#furnishExercises(place);
    this.#countPoints();
  }

  #computeOf(cell: CellView, render: Renderer): Compute {
    return async (id, values) => {
      await this.#ensure(cell);
      return computed(await this.#stoppable(this.#session.compute(id, values)), render);
    };
  }

  /** An exploration whose frames were stored is computed from now on; undefined: it stays with them. */
  async #wake(place: HTMLElement, id: string): ReturnType<Wake> {
    // What an author's answer shows is not made by the cell that the reader has.
    const cell =
      place.closest(".author-answer") === null
        ? this.#cells.find(({ section }) => section?.contains(place))
        : undefined;
    if (cell === undefined || cell.data.nodeOnly || this.#session.lost) return undefined;
    const explorer = (this.#explorer ??= new Explorer(
      this.#frame,
      workerText,
      this.#data.tables,
      this.#cells,
    ));
    const [explore, render] = await Promise.all([
      this.#stoppable(explorer.explore(cell, id)),
      this.#render(),
    ]);
    return {
      explore,
      compute: async (id, values) =>
        computed(await this.#stoppable(explorer.compute(cell, id, values)), render),
    };
  }

  /** Options of a choice or a prediction become buttons. */
  #furnishExercises(root: ParentNode): void {
    for (const place of root.querySelectorAll<HTMLElement>(".exercise")) {
      const json = JSON.parse(
        place.querySelector('script[type="application/json"]')?.textContent ?? "null",
      ) as ExerciseJson | null;
      if (json === null) continue;
      const cell = this.#cells.find(({ section }) => section?.contains(place));
      this.#markExercise(place, json.id);
      const letters = place.querySelectorAll<HTMLElement>(".options .letter");
      letters.forEach((letter) => {
        const name = letter.textContent ?? "";
        const button = document.createElement("button");
        button.type = "button";
        button.className = "letter choose";
        button.textContent = name;
        button.setAttribute("aria-label", this.#data.words.choose.replace("{letter}", name));
        button.addEventListener("click", () => void this.#judge(cell, place, json, name));
        letter.replaceWith(button);
      });
    }
  }

  async #judge(
    cell: CellView | undefined,
    place: HTMLElement,
    json: ExerciseJson,
    answer: string,
  ): Promise<void> {
    // Running the cell may draw the exercise anew.
    await this.#ensure(cell);
    let feedback: Feedback;
    try {
      feedback = await this.#stoppable(this.#session.judge(json.id, answer));
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#keepPoints(json.id, feedback);
    const render = await this.#render();
    let box = place.querySelector<HTMLElement>(":scope > .exercise-answer");
    if (box === null) {
      box = document.createElement("div");
      box.className = "exercise-answer";
      box.setAttribute("role", "status");
      place.querySelector(".options")?.after(box);
    }
    box.dataset["state"] = feedback.state === "right" ? "right" : "wrong";
    box.innerHTML = render.markdown(String(feedback.message));
    place.querySelectorAll(".choose").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.textContent === answer));
    });
  }

  #keepPoints(id: string, feedback: Feedback): void {
    if (feedback.state === "right" || feedback.points > 0)
      this.#store.set(`exercise:${id}`, String(Number(feedback.points) || 0));
    this.#countPoints();
  }

  #markExercise(place: HTMLElement, id: string): void {
    place.classList.toggle("solved", this.#store.get(`exercise:${id}`) !== undefined);
  }

  #countPoints(): void {
    const all = new Map<string, number>();
    for (const place of document.querySelectorAll<HTMLElement>(".exercise")) {
      const id = place.dataset["exercise"];
      const json = JSON.parse(
        place.querySelector('script[type="application/json"]')?.textContent ?? "null",
      ) as ExerciseJson | null;
      if (id === undefined || json === null) continue;
      all.set(id, Number(json.points) || 0);
      this.#markExercise(place, id);
    }
    const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);
    const earned = sum([...all.keys()].map((id) => Number(this.#store.get(`exercise:${id}`) ?? 0)));
    this.#points.textContent =
      all.size === 0
        ? ""
        : this.#data.words.points
            .replace("{earned}", String(earned))
            .replace("{all}", String(sum(all.values())));
  }

  /** What takes longer than a moment can be stopped. */
  async #stoppable<Answer>(request: Promise<Answer>): Promise<Answer> {
    this.#requests++;
    const timer = setTimeout(() => (this.#stop.disabled = false), 300);
    try {
      return await request;
    } finally {
      clearTimeout(timer);
      this.#requests--;
      this.#rest();
    }
  }

  #rest(): void {
    if (this.#working !== undefined || this.#requests > 0) return;
    if (document.activeElement === this.#stop) this.#runAll.focus();
    this.#stop.disabled = true;
  }

  #say(text: string): void {
    this.#status.classList.remove("intro");
    this.#status.textContent = text;
  }

  #sayLost(): void {
    const { words } = this.#data;
    this.#jobs = [];
    this.#say(words.lost);
    this.#again = button(words.reload, "", () => location.reload());
    this.#status.after(this.#again);
  }

  #sayFound(): void {
    this.#again?.remove();
    this.#again = undefined;
    this.#say(this.#data.words.stopped);
  }
}

/** What a worker gave, with what is not to be trusted or cannot be drawn left out. */
function computed(view: ExploreView, render: Renderer): Computed {
  return {
    figures: (Array.isArray(view.figures) ? view.figures : []).flatMap((figure) => {
      const clean = render.figure(figure);
      return clean === undefined || !canDraw([...clean.traces]) ? [] : [clean];
    }),
    words: {
      numbers: Array.isArray(view.numbers) ? view.numbers : [],
      sentences: Array.isArray(view.sentences) ? view.sentences.map(String) : [],
    },
  };
}

/** A page brings one Plotly bundle: whether it draws all of these traces. */
function canDraw(traces: readonly string[]): boolean {
  if (traces.length === 0) return true;
  const own = document.getElementById("lossbook-live")?.dataset["plotly"];
  if (own === undefined) return false;
  const needed = bundleFor(new Set(traces));
  return needed === own || own === "full" || (needed === "basic" && own === "cartesian");
}
