// Runs the trials in a process of their own, and starts it again where a change never ends.
import { fork } from "node:child_process";
import { existsSync, readFileSync, appendFileSync } from "node:fs";
import { join } from "node:path";
import { clearInterval, setInterval } from "node:timers";

/** The trials of the plan in this folder: the tests that fail unchanged, and for each change what noticed it. */
export async function tryAll(root, folder) {
  const path = join(folder, "results.jsonl");
  const lines = () =>
    existsSync(path)
      ? readFileSync(path, "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line))
      : [];
  const wanted = JSON.parse(readFileSync(join(folder, "plan.json"), "utf8")).changes.length;
  const outcomes = new Map();
  let failing = [];
  while (outcomes.size < wanted && failing.length === 0) {
    const ended = await runOnce(root, folder, lines);
    const said = lines();
    const begun = said.findLast((line) => line.begun !== undefined);
    const done = said.some((line) => line.done === begun?.begun);
    failing = said.filter((line) => line.fails !== undefined).map((line) => line.fails);
    if (begun !== undefined && !done)
      appendFileSync(path, `${JSON.stringify({ done: begun.begun, by: ended, reached: true })}\n`);
    const before = outcomes.size;
    for (const line of lines()) if (line.done !== undefined) outcomes.set(line.done, line);
    if (outcomes.size === before && failing.length === 0)
      throw new Error(`mutate: the trials do not go on (${ended})`);
  }
  return { failing, outcomes };
}

function runOnce(root, folder, lines) {
  return new Promise((resolve) => {
    const trial = fork(join(root, "scripts", "mutate", "trial.mjs"), {
      cwd: root,
      env: { ...process.env, LOSSBOOK_MUTATE: folder },
      stdio: [
        "ignore",
        process.env.LOSSBOOK_MUTATE_OUTPUT ? "inherit" : "ignore",
        "inherit",
        "ipc",
      ],
    });
    let last = -1;
    let changedAt = Date.now();
    const watch = setInterval(() => {
      const said = lines();
      if (said.length !== last) {
        last = said.length;
        changedAt = Date.now();
      }
      const seconds = said.findLast((line) => line.begun !== undefined)?.seconds ?? 600;
      if (Date.now() - changedAt > seconds * 1000) trial.kill("SIGKILL");
    }, 500);
    trial.on("exit", (code, signal) => {
      clearInterval(watch);
      resolve(signal === "SIGKILL" ? "a limit of time" : `the end of the process (${code})`);
    });
  });
}
