// Runs between the page's two policies: the frame made here copies the first, which lets its worker evaluate cells;
// the second, read after this script, takes that from the page itself.
import type { FromHost } from "./hostMessages.js";

declare const HOST_SCRIPT: string;
declare global {
  interface Window {
    /** Resolves when the frame's script runs. */
    lossbookFrameReady?: Promise<void>;
  }
}

const frame = document.createElement("iframe");
frame.id = "lossbook-frame";
frame.hidden = true;
frame.title = "worker";
frame.setAttribute("sandbox", "allow-scripts");
// What the page's policy admits for the page itself, such as the scripts of its own server, is not for cells: both
// policies hold in the frame, and this one names no server.
const policy = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; worker-src blob:";
frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}"><script>${HOST_SCRIPT}</script>`;
document.documentElement.append(frame);
// Nobody asks the frame for it: to speak to it before it is ready would cost as much as making a second one.
window.lossbookFrameReady = new Promise((resolve) => {
  const listen = (event: MessageEvent<FromHost>): void => {
    if (event.source !== frame.contentWindow) return;
    removeEventListener("message", listen);
    resolve();
  };
  addEventListener("message", listen);
});
