// The whole of the hidden frame: it keeps the page's workers, and knows nothing of what page and worker say to each other.
import type { FromHost, ToHost, WorkerName } from "./hostMessages.js";

let text = "";
const workers = new Map<WorkerName, Worker>();
/** What a worker threw; told again with every answer, since the page may not have listened yet. */
const errors = new Map<WorkerName, string>();

const sendToPage = (message: FromHost): void => parent.postMessage(message, "*");

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
      errors.delete(name);
      worker.onerror = ({ message }) => {
        errors.set(name, message);
        sendToPage({ kind: "failed", worker: name, message });
      };
      const port = event.ports[0];
      if (port !== undefined) worker.postMessage("", [port]);
      break;
    }
    case "stop":
      workers.get(message.worker)?.terminate();
      workers.delete(message.worker);
      break;
    case "ping":
      for (const [worker, message] of errors) sendToPage({ kind: "failed", worker, message });
      sendToPage({ kind: "pong" });
      break;
  }
});
sendToPage({ kind: "ready" });
