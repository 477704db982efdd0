import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { trusted } from "../../report/html.js";
import { PageIds } from "../../report/markdown/ids.js";
import type { Report, ReportOptions } from "../../report/page/renderReport.js";
import { packageRoot } from "../course/packageRoot.js";
import type { LinkPlaces } from "./notebookLinks.js";

/** What a notebook that nobody vouches for may take. */
export interface RenderLimits {
  /** Milliseconds of the processor for one cell, and for all. */
  readonly cell: number;
  readonly notebook: number;
  /** How many times as long it may take by the clock, on a machine that is busy with other things. */
  readonly patience: number;
  /** MiB of the thread's heap. */
  readonly memory: number;
  /** Characters of markup, of one cell and of all. */
  readonly mostOfCell: number;
  readonly mostOfPage: number;
}

/** A page is made within 20 s and 1 GB, all else included. */
const defaultLimits: RenderLimits = {
  cell: 3_000,
  notebook: 12_000,
  patience: 2.5,
  memory: 400,
  mostOfCell: 24_000_000,
  mostOfPage: 48_000_000,
};

export interface RenderRequest {
  /** The notebook's JSON, as text: what is nested deeply crosses to another thread so. */
  readonly json: string;
  readonly report: Pick<ReportOptions, "language" | "fallbackTitle">;
  readonly links: LinkPlaces;
  /** Cells that are shown as their source, with the reason. */
  readonly skipped: readonly SourceCell[];
  /** `notebook` is what this thread may spend on setting cells; those that are left are shown as their source. */
  readonly limits: RenderLimits;
  /** An Int32 that says which cell is being set; -1 where none is. */
  readonly place: SharedArrayBuffer;
}

/** A cell's place from 0, and what it did that was too much. */
export type SourceCell = readonly [index: number, reason: string];

/** A report without its classes, as it crosses from one thread to another. */
export type RenderAnswer = Omit<
  Report,
  "titleHtml" | "article" | "headings" | "codeCells" | "findAnchor"
> & {
  readonly titleHtml: string;
  readonly article: string;
  readonly headings: readonly (Omit<Report["headings"][number], "title"> & {
    readonly title: string;
  })[];
  readonly sourceCells: readonly SourceCell[];
};

export interface GuardedReport {
  readonly report: Report;
  /** The cells that are shown as their source, in order. */
  readonly sourceCells: readonly SourceCell[];
}

/**
 * Renders a notebook that nobody vouches for in another thread. A cell that takes too long, or too much memory, or
 * that cannot be set, is shown as its source.
 *
 * Errors  one line where the notebook was too much even so.
 */
export async function renderGuarded(
  request: Pick<RenderRequest, "json" | "report" | "links">,
  limits: RenderLimits = defaultLimits,
): Promise<GuardedReport> {
  const spent = stopwatch(limits.patience);
  const skipped: SourceCell[] = [];
  for (;;) {
    const left = limits.notebook - spent();
    // Not all that is left is for setting cells, so that there is time to show the sources of the others.
    const outcome = await attempt(request, skipped, { ...limits, notebook: 0.7 * left }, left);
    if ("answer" in outcome) {
      const { answer } = outcome;
      return {
        report: reportOf(answer),
        sourceCells: [...skipped, ...answer.sourceCells].sort(([a], [b]) => a - b),
      };
    }
    const { at, reason } = outcome;
    if (at < 0 || left < 0 || skipped.some(([index]) => index === at))
      throw new Error(`is too much to publish: it ${reason}`);
    skipped.push([at, reason]);
  }
}

type Outcome = { readonly answer: RenderAnswer } | { readonly at: number; readonly reason: string };

/** One thread's try, which takes `most` milliseconds and a little more at the utmost. */
function attempt(
  request: Pick<RenderRequest, "json" | "report" | "links">,
  skipped: readonly SourceCell[],
  limits: RenderLimits,
  most: number,
): Promise<Outcome> {
  const place = new SharedArrayBuffer(4);
  const current = new Int32Array(place);
  current[0] = -1;
  const worker = takeThread(limits.memory);
  return new Promise((resolve) => {
    const stop = (outcome: Outcome): void => {
      clearInterval(watch);
      hearNoMore(worker);
      if ("answer" in outcome) giveBack(worker, limits.memory);
      else void worker.terminate();
      resolve(outcome);
    };
    const tooMuch = (reason: string): void => stop({ at: Atomics.load(current, 0), reason });
    const mostOfCell = Math.max(500, Math.min(limits.cell, limits.notebook));
    // What is common to all takes its time too.
    const mostOfAll = Math.max(0, most) + limits.cell;
    const spentOnAll = stopwatch(limits.patience);
    let seen = -1;
    let spent = stopwatch(limits.patience);
    const watch = setInterval(() => {
      const at = Atomics.load(current, 0);
      if (spentOnAll() > mostOfAll) {
        Atomics.store(current, 0, -1);
        tooMuch(`took longer than ${seconds(mostOfAll)}`);
        return;
      }
      if (at !== seen) {
        seen = at;
        spent = stopwatch(limits.patience);
        return;
      }
      // Before the first cell and after the last one, what is common to all is made ready.
      if (at >= 0 && spent() > mostOfCell) tooMuch(`took longer than ${seconds(mostOfCell)}`);
    }, 50);
    worker.once("message", (answer: RenderAnswer) => stop({ answer }));
    worker.once("error", (error: NodeJS.ErrnoException) =>
      tooMuch(
        error.code === "ERR_WORKER_OUT_OF_MEMORY"
          ? `took more than ${limits.memory} MB of memory`
          : `could not be read (${error.message.split("\n", 1)[0] ?? ""})`,
      ),
    );
    worker.once("exit", () => tooMuch("ended its thread"));
    const whole: RenderRequest = { ...request, skipped, limits, place };
    worker.postMessage(whole);
  });
}

/** A thread that has rendered well waits for the next notebook: most of a thread's time is its beginning. */
let waiting: { readonly worker: Worker; readonly memory: number } | undefined;

function takeThread(memory: number): Worker {
  const taken = waiting;
  waiting = undefined;
  if (taken?.memory === memory) {
    hearNoMore(taken.worker);
    taken.worker.ref();
    return taken.worker;
  }
  void taken?.worker.terminate();
  const path = join(packageRoot(), "dist", "esm", "node", "publish", "renderWorker.js");
  return new Worker(path, {
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 32 },
    // What a library prints of a stranger's text is for no terminal.
    stdout: true,
    stderr: true,
  });
}

/** By name: removing all listeners takes Node's own with them, and the thread is never heard again. */
function hearNoMore(worker: Worker): void {
  for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
}

function giveBack(worker: Worker, memory: number): void {
  if (waiting !== undefined) return void worker.terminate();
  waiting = { worker, memory };
  const forget = (): void => {
    if (waiting?.worker === worker) waiting = undefined;
  };
  worker.once("error", forget);
  worker.once("exit", forget);
  // It keeps no command from ending.
  worker.unref();
}

const seconds = (milliseconds: number): string =>
  `${Math.max(1, milliseconds / 1000).toFixed(0)} s`;

/**
 * Milliseconds that the process has worked since, or that have gone by, divided by `patience`: whichever is more. While
 * one thread renders the others wait, so that the process's work is its work.
 */
export function stopwatch(patience: number): () => number {
  const used = process.cpuUsage();
  const clock = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return Math.max((user + system) / 1000, (performance.now() - clock) / patience);
  };
}

function reportOf(answer: RenderAnswer): Report {
  const ids = new PageIds();
  for (const [, name = ""] of answer.article.matchAll(/ id="n-([^"]*)"/g)) ids.takeOwn(name);
  return {
    ...answer,
    titleHtml: trusted(answer.titleHtml),
    article: trusted(answer.article),
    headings: answer.headings.map((heading) => ({ ...heading, title: trusted(heading.title) })),
    // Nothing of a foreign page is alive.
    codeCells: [],
    findAnchor: (fragment) => ids.find(fragment),
  };
}
