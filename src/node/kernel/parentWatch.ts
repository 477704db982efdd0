import { basename, dirname } from "node:path";
import { Worker } from "node:worker_threads";
import { connectionFolderPrefix } from "./connectionFile.js";

/**
 * Ends the process when its parent has ended, even out of an endless loop: a thread of its own looks every second.
 * A connection folder of ours goes too, since nobody else would remove it.
 */
export function watchParent(connectionFile: string): void {
  const folder = dirname(connectionFile);
  const ours = basename(folder).startsWith(connectionFolderPrefix);
  const worker = new Worker(
    `
    const { workerData } = require("node:worker_threads");
    const { rmSync } = require("node:fs");
    const alive = () => {
      // An orphan has another parent on Linux and macOS; on Windows the number stays, the process does not.
      if (process.platform !== "win32") return process.ppid === workerData.parent;
      try { return process.kill(workerData.parent, 0); } catch { return false; }
    };
    setInterval(() => {
      if (alive()) return;
      if (workerData.folder !== null) rmSync(workerData.folder, { recursive: true, force: true });
      process.kill(process.pid, "SIGKILL");
    }, 1000);
    `,
    {
      eval: true,
      workerData: { parent: process.ppid, folder: ours ? folder : null },
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
      stdout: true,
      stderr: true,
    },
  );
  worker.unref();
  worker.on("error", () => undefined);
}
