import { withBuiltIns as ours } from "../../lesson/builtIns.js";
import { installRuntime } from "../../lesson/runtime.js";
import type { FromWorker, ToWorker } from "../messages.js";
import { errorOutput, messageOf } from "./cellError.js";
import { CellOwner } from "./cellOwner.js";
import { keepGlobalOpen } from "./keepGlobalOpen.js";
import { nodeGlobals } from "./nodeGlobals.js";
import { PagePort } from "./pagePort.js";
import { pageRuntime } from "./pageRuntime.js";
import { cellConsole, type Stream } from "./printer.js";
import { unhandledRejectionsReported } from "./unhandledRejectionsReported.js";
import { ModuleTable, type Modules } from "./moduleTable.js";
import { Scope, type LastExpression } from "./scope.js";
import { TextBuffer, type Clock } from "./textBuffer.js";
import { valueBundle } from "./valueBundle.js";
import { whatNeedsNode } from "./whatNeedsNode.js";

/** Makes the worker of a live page: it waits for the port through which the page speaks to it. */
export function startWorker(modules: Modules): void {
  addEventListener(
    "message",
    (event) => {
      const port = event.ports[0];
      if (port !== undefined) serve(modules, new PagePort(port));
    },
    { once: true },
  );
}

/**
 * Cells, one after the other, on the page's Runtime.
 * Everything it needs of the global object is taken here, before a cell can put its own names there.
 */
export function serve(modules: Modules, page: PagePort): void {
  const { performance, setTimeout, clearTimeout, Promise } = globalThis;
  const clock: Clock = {
    now: performance.now.bind(performance),
    later: setTimeout.bind(globalThis),
    forget: clearTimeout.bind(globalThis),
  };
  const owner = new CellOwner();
  const buffer = new TextBuffer(
    (cell, name, text) =>
      page.sendBounded({ kind: "output", cell, output: { kind: "stream", name, text } }),
    clock,
  );
  const write = (name: Stream, text: string): void => buffer.write(owner.current, name, text);
  const runtime = pageRuntime(
    (data, options = {}) => {
      buffer.flush();
      page.sendBounded({
        kind: "output",
        cell: owner.current,
        output: { kind: "data", data, ...options },
      });
    },
    (limit) => page.send({ kind: "call", ...(limit === undefined ? {} : { limit }) }),
  );
  installRuntime(runtime);
  const table = new ModuleTable(modules);
  const scope = new Scope(table, ours);
  removeWorkerGlobals();
  keepGlobalOpen(globalThis);
  owner.watchTimers(globalThis);
  Object.assign(globalThis, nodeGlobals(write, clock.now), {
    console: cellConsole(write, clock.now, ours),
  });

  const errorOf = (error: unknown, cell: string) => ours(() => errorOutput(error, cell));
  /** Where a cell has broken even this, the page ends the worker and says so. */
  const send = (message: FromWorker): void => {
    try {
      page.send(message);
    } catch {
      page.giveUp();
    }
  };
  const rejectionsReported = () => ours(() => unhandledRejectionsReported(clock));

  /** Cells in which something failed that nobody waited for. */
  const failed = new Set<string>();
  /** Ends the cell that runs: it does not go on after such a failure, as on the kernel. */
  let endCell: ((cell: string) => void) | undefined;
  const reportUnhandled = (error: unknown): void => {
    const cell = owner.current;
    const first = ours(() => !failed.has(cell));
    ours(() => failed.add(cell));
    endCell?.(cell);
    const message: FromWorker = { kind: "output", cell, output: errorOf(error, cell) };
    try {
      ours(() => buffer.flush());
      page.sendBounded(message);
    } catch {
      // Too much was sent already: that is told once.
      if (first) send(message);
    }
  };
  addEventListener("error", (event) => {
    event.preventDefault();
    reportUnhandled(event.error);
  });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    reportUnhandled(event.reason);
  });

  const runCell = async (cell: string, source: string): Promise<void> => {
    owner.current = cell;
    page.beginCell();
    ours(() => failed.delete(cell));
    let ok = true;
    try {
      // By its own hands: a cell may replace `Promise.race`.
      let resolve!: (last: LastExpression) => void;
      let reject!: (error: unknown) => void;
      const ended = new Promise<LastExpression>((fulfil, refuse) => {
        resolve = fulfil;
        reject = refuse;
      });
      endCell = (which) => which === cell && resolve(undefined);
      const run = async (): Promise<void> => {
        try {
          resolve(await scope.run(source, `cell-${cell}`));
        } catch (error) {
          reject(error);
        }
      };
      void run();
      const last = await ended;
      // Whoever looks at a rejected promise waits for it: whether anybody else did is to be known before.
      if (last?.[0] instanceof Promise) await rejectionsReported();
      if (last !== undefined && (last[0] !== undefined || last[1])) {
        const data = await ours(() => valueBundle(last[0]));
        ours(() => buffer.flush());
        page.sendBounded({ kind: "output", cell, output: { kind: "data", data } });
      }
      ours(() => buffer.flush());
    } catch (error) {
      ok = false;
      try {
        ours(() => buffer.flush());
      } catch {
        // The flood that the error tells of.
      }
      send({ kind: "output", cell, output: errorOf(error, cell) });
    }
    await rejectionsReported();
    send({ kind: "done", cell, ok: ok && !ours(() => failed.has(cell)) });
  };

  /** Answers a request of the page in its turn; what fails is answered too. */
  const answer = (request: number, kind: "view" | "judged", give: () => FromWorker): void => {
    page.beginCell();
    try {
      page.sendBounded(give());
    } catch (error) {
      send({ kind, request, failed: ours(() => messageOf(error).slice(0, 10_000)) });
    }
  };

  let queue: Promise<void> = Promise.resolve();
  const enqueue = (job: () => void | Promise<void>): void => {
    const before = queue;
    const inTurn = async (): Promise<void> => {
      await before;
      try {
        await job();
      } catch {
        page.giveUp();
      }
    };
    queue = inTurn();
  };
  page.listen((message: ToWorker) => {
    switch (message.kind) {
      case "start":
        runtime.tables = message.tables;
        if (message.modules !== undefined)
          table.add(message.modules.course, message.modules.imports);
        page.send({ kind: "ready" });
        break;
      case "inspect":
        page.send({
          kind: "inspected",
          request: message.request,
          needs: ours(() => whatNeedsNode(message.cells, table.places)),
        });
        break;
      case "table": {
        const { name, table } = message;
        enqueue(() =>
          ours(() => {
            if (table === undefined) runtime.readersTables.delete(name);
            else runtime.readersTables.set(name, table);
          }),
        );
        break;
      }
      case "run":
        enqueue(() => runCell(message.cell, message.source));
        break;
      case "compute": {
        const { request, id, values } = message;
        enqueue(() =>
          answer(request, "view", () => {
            const compute = ours(() => runtime.explorations.get(id));
            if (compute === undefined) throw new Error(`no cell has made "${id}" yet`);
            return { kind: "view", request, view: compute(values) };
          }),
        );
        break;
      }
      case "judge": {
        const { request, id } = message;
        enqueue(() =>
          answer(request, "judged", () => {
            const check = ours(() => runtime.exercises.get(id));
            if (check === undefined) throw new Error(`no cell has posed "${id}" yet`);
            return { kind: "judged", request, feedback: check(message.answer) };
          }),
        );
        break;
      }
    }
  });
}

/**
 * A cell starts no worker of its own, whose memory nobody counts, and loads no script. It does not end its worker
 * either, of which the page would hear nothing, and has nobody to post to. There is no second realm in which a cell
 * could find them again.
 */
function removeWorkerGlobals(): void {
  for (const name of ["Worker", "SharedWorker", "importScripts", "close", "postMessage"])
    for (
      let holder: object | null = globalThis;
      holder !== null;
      holder = Object.getPrototypeOf(holder) as object | null
    )
      Reflect.deleteProperty(holder, name);
}
