// A thread that renders notebooks that nobody vouches for, one after the other: what asks for too much ends the thread,
// not the command. The place of the cell that is being set stands in shared memory, for whoever watches.
import { parentPort } from "node:worker_threads";
import type { RenderRequest } from "./renderRequest.js";
import { renderWithinLimits } from "./renderWithinLimits.js";

// What a library prints of a stranger's text is for no terminal (KaTeX warns of letters that its fonts do not have). Handed
// to the command's thread it would be held there, and the command with it: it would never end.
process.stdout.write = process.stderr.write = () => true;

// What it ends with otherwise is the thread's error.
parentPort?.on("message", (request: RenderRequest) => {
  void renderWithinLimits(request).then((answer) => parentPort?.postMessage(answer));
});
