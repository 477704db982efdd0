// The whole of the hidden frame: it keeps one worker for the page, and knows nothing of what the two say to each other.
import type { FromHost, ToHost } from "./hostMessages.js";

let text = "";
let worker: Worker | undefined;

const tell = (message: FromHost): void => parent.postMessage(message, "*");

addEventListener("message", (event: MessageEvent<ToHost>) => {
  if (event.source !== parent) return;
  const message = event.data;
  switch (message.kind) {
    case "start": {
      worker?.terminate();
      text = message.text ?? text;
      const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      worker = new Worker(url);
      worker.onerror = (error) => tell({ kind: "failed", message: error.message });
      const port = event.ports[0];
      if (port !== undefined) worker.postMessage("", [port]);
      break;
    }
    case "stop":
      worker?.terminate();
      worker = undefined;
      tell({ kind: "stopped" });
      break;
    case "ping":
      tell({ kind: "here" });
      break;
  }
});
tell({ kind: "here" });
