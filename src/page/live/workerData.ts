import type { CourseModules } from "../courseModules.js";
import { loadScript, unzip } from "../reader/loadScript.js";
import type { WorkerData } from "../messages.js";
import type { LiveData } from "./liveData.js";

declare global {
  interface Window {
    /** The course's modules as JSON, where a site's shared file brings them. */
    lossbookModules?: string;
  }
}

/** What the page's workers begin with. */
export async function workerData({ tables, imports }: LiveData): Promise<WorkerData> {
  if (imports === undefined) return { tables };
  const course = JSON.parse(await modulesText()) as CourseModules;
  return { tables, modules: { course, imports } };
}

async function modulesText(): Promise<string> {
  const holder = document.getElementById("lossbook-modules");
  if (holder === null) return '{ "files": {}, "packages": "" }';
  if (holder.dataset["url"] === undefined) return unzip(holder.textContent ?? "");
  await loadScript("lossbook-modules");
  return window.lossbookModules ?? "";
}
