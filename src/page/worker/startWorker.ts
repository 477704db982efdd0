import type { ControlValues, ExploreView } from "../../outputs/exploration.js";
import type { Feedback } from "../../outputs/exercise.js";
import { installRuntime, type Runtime } from "../../lesson/runtime.js";
import { nearestName } from "../../math/numeric/nearestName.js";
import { tableFromData } from "../../learn/table/tableData.js";
import type { TableData } from "../../outputs/table.js";
import type { FromWorker, ToWorker, WorkerOutput } from "../messages.js";
import { cellConsole, valueText, type Stream } from "./printer.js";
import { CellSyntaxError } from "./rewriteCell.js";
import { Scope, type Modules } from "./scope.js";

/** Output is sent at the latest when this many characters have come together, or after a frame's time. */
const batchLength = 65_536;
const batchTime = 16;

/**
 * The worker of a live page: cells, one after the other, on the page's Runtime.
 * Everything it needs of the global object is taken here, before a cell can put its own names there.
 */
export function startWorker(modules: Modules): void {
  const { performance, setTimeout, clearTimeout } = globalThis;
  const now = (): number => performance.now();
  addEventListener(
    "message",
    (event) => {
      const port = event.ports[0];
      if (port === undefined) return;
      run(modules, port, {
        now,
        later: setTimeout.bind(globalThis),
        forget: clearTimeout.bind(globalThis),
      });
    },
    { once: true },
  );
}

interface Clock {
  readonly now: () => number;
  readonly later: (body: () => void, milliseconds: number) => unknown;
  readonly forget: (timer: never) => void;
}

function run(modules: Modules, port: MessagePort, clock: Clock): void {
  const post = port.postMessage.bind(port) as (message: FromWorker) => void;
  const scope = new Scope(modules);
  const explorations = new Map<string, (values: ControlValues) => ExploreView>();
  const exercises = new Map<string, (answer: unknown) => Feedback>();
  let tables: Readonly<Record<string, TableData>> = {};
  let cell = "";

  const pending: { name: Stream; text: string }[] = [];
  let length = 0;
  let since = 0;
  let timer: unknown;
  const flush = (): void => {
    clock.forget(timer as never);
    timer = undefined;
    for (const { name, text } of pending.splice(0))
      post({ kind: "output", cell, output: { kind: "stream", name, text } });
    length = 0;
  };
  const write = (name: Stream, text: string): void => {
    const last = pending.at(-1);
    if (last?.name === name) last.text += text;
    else pending.push({ name, text });
    length += text.length;
    if (timer === undefined) {
      since = clock.now();
      timer = clock.later(flush, batchTime);
    }
    // A loop that prints leaves no timer a turn.
    if (length >= batchLength || clock.now() - since > batchTime) flush();
  };
  const send = (output: WorkerOutput): void => {
    flush();
    post({ kind: "output", cell, output });
  };

  const runtime: Runtime = {
    display(bundle, options = {}) {
      send({ kind: "data", data: plain(bundle), ...options });
    },
    readTable(name) {
      const data = Object.hasOwn(tables, name) ? tables[name] : undefined;
      if (data !== undefined) return Promise.resolve(tableFromData(data));
      const names = Object.keys(tables);
      const near = nearestName(name, names);
      return Promise.reject(
        new Error(
          `the table "${name}" is not in this page${near === undefined ? "" : `; did you mean "${near}"?`}${names.length > 0 ? `; it has ${names.join(", ")}` : ""}`,
        ),
      );
    },
    // A worker cannot interrupt itself: the page ends it when the call takes too long.
    call(body, limit) {
      post({ kind: "call", limit });
      try {
        return body();
      } finally {
        post({ kind: "call" });
      }
    },
    state: new Map(),
    registerExplore(id, compute) {
      explorations.set(id, compute);
      post({ kind: "explores", id });
    },
    registerExercise(id, check) {
      exercises.set(id, check);
      post({ kind: "exercises", id });
    },
  };
  installRuntime(runtime);
  (globalThis as { console: Console }).console = cellConsole(write, clock.now);

  const runCell = async (id: string, source: string): Promise<void> => {
    cell = id;
    let ok = true;
    try {
      const last = await scope.run(source, `cell-${id}`);
      if (last !== undefined && last[0] !== undefined)
        send({ kind: "data", data: { "text/plain": valueText(last[0]) } });
    } catch (error) {
      ok = false;
      send(errorOutput(error, id));
    }
    flush();
    post({ kind: "done", cell: id, ok });
  };

  let queue: Promise<void> = Promise.resolve();
  const answer = (message: ToWorker): void => {
    switch (message.kind) {
      case "start":
        tables = message.tables;
        post({ kind: "ready" });
        break;
      case "run":
        queue = queue.then(() => runCell(message.cell, message.source));
        break;
      case "compute":
        queue = queue.then(() => {
          const { request, id, values } = message;
          try {
            const compute = explorations.get(id);
            if (compute === undefined) throw new Error(`no cell has made "${id}" yet`);
            post({ kind: "view", request, view: plain(compute(values)) });
          } catch (error) {
            post({ kind: "view", request, failed: messageOf(error) });
          }
        });
        break;
      case "judge":
        queue = queue.then(() => {
          const { request, id } = message;
          try {
            const check = exercises.get(id);
            if (check === undefined) throw new Error(`no cell has posed "${id}" yet`);
            post({ kind: "judged", request, feedback: plain(check(message.answer)) });
          } catch (error) {
            post({ kind: "judged", request, failed: messageOf(error) });
          }
        });
        break;
    }
  };
  port.onmessage = (event: MessageEvent<ToWorker>) => answer(event.data);
}

/** Plain data that passes through a message: what has no place in JSON is left out. */
function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function errorOutput(error: unknown, cell: string): WorkerOutput {
  if (error instanceof CellSyntaxError)
    return {
      kind: "error",
      name: "SyntaxError",
      message: error.message,
      stack: "",
      ...(error.line === undefined ? {} : { line: error.line }),
    };
  if (!(error instanceof Error))
    return { kind: "error", name: "Error", message: `a cell threw ${valueText(error)}`, stack: "" };
  // Chromium "at f (cell-id:3:5)", Firefox "f@cell-id:3:5".
  const frames = String(error.stack ?? "")
    .split("\n")
    .filter((line) => /cell-[\w-]+:\d+/.test(line))
    .map((line) => line.trim());
  const own = frames.find((line) => line.includes(`cell-${cell}:`));
  const line = /cell-[\w-]+:(\d+)/.exec(own ?? "")?.[1];
  return {
    kind: "error",
    name: error.name,
    message: error.message,
    stack: frames.join("\n"),
    ...(line === undefined ? {} : { line: Number(line) }),
  };
}
