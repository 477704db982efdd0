// The whole of the hidden frame: it keeps the page's workers, and knows nothing of what page and worker say to each other.
import type { FromHost, ToHost, WorkerName } from "./hostMessages.js";

let text = "";
const workers = new Map<WorkerName, Worker>();

const tell = (message: FromHost): void => parent.postMessage(message, "*");

addEventListener("message", (event: MessageEvent<ToHost>) => {
  if (event.source !== parent) return;
  const message = event.data;
  switch (message.kind) {
    case "start": {
      const name = message.worker;
      workers.get(name)?.terminate();
      text = message.text ?? text;
      const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      const worker = new Worker(url);
      workers.set(name, worker);
      worker.onerror = (error) => tell({ kind: "failed", worker: name, message: error.message });
      const port = event.ports[0];
      if (port !== undefined) worker.postMessage("", [port]);
      break;
    }
    case "stop":
      workers.get(message.worker)?.terminate();
      workers.delete(message.worker);
      break;
    case "ping":
      tell({ kind: "pong" });
      break;
  }
});
tell({ kind: "ready" });
