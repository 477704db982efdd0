import { loadScript, unzip } from "../reader/loadScript.js";

declare global {
  interface Window {
    /** The worker's text, where a site's shared file brings it. */
    lossbookWorker?: string;
  }
}

/** The script of the worker, as the page carries it. */
export async function workerText(): Promise<string> {
  const holder = document.getElementById("lossbook-worker");
  if (holder?.dataset["url"] === undefined) return unzip(holder?.textContent ?? "");
  if (window.lossbookWorker === undefined) await loadScript("lossbook-worker");
  return window.lossbookWorker ?? "";
}
