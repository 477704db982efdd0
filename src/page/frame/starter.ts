// In the head, under both policies: the worker of the reader's cells starts while the article is still being read. The
// session, which comes with the page's script at the end, takes its port.
import type { ToHost } from "./hostMessages.js";
import { workerText } from "./workerText.js";

declare global {
  interface Window {
    /** The port of the worker that was started early; undefined inside where that failed. */
    lossbookEarlyPort?: Promise<MessagePort | undefined>;
  }
}

const frame = document.getElementById("lossbook-frame");
if (frame instanceof HTMLIFrameElement) window.lossbookEarlyPort = startEarly(frame);

async function startEarly(frame: HTMLIFrameElement): Promise<MessagePort | undefined> {
  try {
    const [text] = await Promise.all([workerText(), window.lossbookFrameReady]);
    const { port1, port2 } = new MessageChannel();
    const start: ToHost = { kind: "start", worker: "cells", text };
    frame.contentWindow?.postMessage(start, "*", [port2]);
    return port1;
  } catch {
    // The session tries again, and says what is wrong.
    return undefined;
  }
}
