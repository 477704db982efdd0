import { installRuntime } from "../../lesson/runtime.js";
import type { FromWorker, ToWorker } from "../messages.js";
import { errorOutput, messageOf } from "./cellError.js";
import { CellOwner } from "./cellOwner.js";
import { nodeGlobals } from "./nodeGlobals.js";
import { PagePort } from "./pagePort.js";
import { pageRuntime } from "./pageRuntime.js";
import { cellConsole, type Stream } from "./printer.js";
import { unhandledRejectionsReported } from "./unhandledRejectionsReported.js";
import { Scope, type Modules } from "./scope.js";
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
  const { performance, setTimeout, clearTimeout } = globalThis;
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
  const scope = new Scope(modules);
  removeWorkerGlobals();
  owner.watchTimers(globalThis);
  Object.assign(globalThis, nodeGlobals(write, clock.now), {
    console: cellConsole(write, clock.now),
  });

  /** Cells in which something failed that nobody waited for. */
  const failed = new Set<string>();
  /** Ends the cell that runs: it does not go on after such a failure, as on the kernel. */
  let endCell: ((cell: string) => void) | undefined;
  const reportUnhandled = (error: unknown): void => {
    const cell = owner.current;
    const first = !failed.has(cell);
    failed.add(cell);
    endCell?.(cell);
    const message: FromWorker = { kind: "output", cell, output: errorOutput(error, cell) };
    try {
      buffer.flush();
      page.sendBounded(message);
    } catch {
      // Too much was sent already: that is told once.
      if (first) page.send(message);
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
    failed.delete(cell);
    let ok = true;
    const ended = new Promise<undefined>((resolve) => {
      endCell = (which) => which === cell && resolve(undefined);
    });
    try {
      const last = await Promise.race([scope.run(source, `cell-${cell}`), ended]);
      // Whoever looks at a rejected promise waits for it: whether anybody else did is to be known before.
      if (last?.[0] instanceof Promise) await unhandledRejectionsReported(clock);
      if (last !== undefined && (last[0] !== undefined || last[1])) {
        const data = await valueBundle(last[0]);
        buffer.flush();
        page.sendBounded({ kind: "output", cell, output: { kind: "data", data } });
      }
      buffer.flush();
    } catch (error) {
      ok = false;
      try {
        buffer.flush();
      } catch {
        // The flood that the error tells of.
      }
      page.send({ kind: "output", cell, output: errorOutput(error, cell) });
    }
    await unhandledRejectionsReported(clock);
    page.send({ kind: "done", cell, ok: ok && !failed.has(cell) });
  };

  /** Answers a request of the page in its turn; what fails is answered too. */
  const answer = (request: number, kind: "view" | "judged", give: () => FromWorker): void => {
    page.beginCell();
    try {
      page.sendBounded(give());
    } catch (error) {
      page.send({ kind, request, failed: messageOf(error).slice(0, 10_000) });
    }
  };

  let queue: Promise<void> = Promise.resolve();
  const enqueue = (job: () => void | Promise<void>): void => {
    queue = queue.then(job);
  };
  page.listen((message: ToWorker) => {
    switch (message.kind) {
      case "start":
        runtime.tables = message.tables;
        page.send({ kind: "ready" });
        break;
      case "inspect":
        page.send({
          kind: "inspected",
          request: message.request,
          needs: whatNeedsNode(message.cells, Object.keys(modules)),
        });
        break;
      case "run":
        enqueue(() => runCell(message.cell, message.source));
        break;
      case "compute": {
        const { request, id, values } = message;
        enqueue(() =>
          answer(request, "view", () => {
            const compute = runtime.explorations.get(id);
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
            const check = runtime.exercises.get(id);
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
 * A cell starts no worker of its own, whose memory nobody counts, and loads no script. There is no second realm in
 * which a cell could find them again.
 */
function removeWorkerGlobals(): void {
  for (const name of ["Worker", "SharedWorker", "importScripts"])
    for (
      let holder: object | null = globalThis;
      holder !== null;
      holder = Object.getPrototypeOf(holder) as object | null
    )
      Reflect.deleteProperty(holder, name);
}
