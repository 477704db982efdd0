import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommand, workplace, writeNotebook } from "./runCommand.js";
import { scenarios, type Stage } from "./scenarios.js";

/** Each scenario this often: LOSSBOOK_FAULT_REPEATS=3 before a release. */
const repeats = Number(process.env.LOSSBOOK_FAULT_REPEATS ?? 1);

/** A run may exceed its limit by this much: interrupt, kill, saving. */
const grace = 5;

/** How long a command may take without any limit of its own: start, cells, saving, on a loaded machine. */
const ordinary = 60;

const figures: string[] = [];

describe.skipIf(process.platform !== "linux").each(scenarios)("$name", (scenario) => {
  for (let repeat = 1; repeat <= repeats; repeat++) {
    it(`ends as documented (${repeat})`, async (context) => {
      const place = workplace();
      const notebook = join(place.folder, "x.ipynb");
      const source = writeNotebook(notebook, scenario.cells);
      const stage: Stage = { place, notebook, cleanups: [] };
      try {
        const prepared = scenario.prepare?.(stage) ?? scenario.args ?? [];
        if (typeof prepared === "string") return context.skip(prepared);
        const there = readdirSync(place.folder);
        const outcome = await runCommand(["x.ipynb", ...prepared], {
          place,
          onEvent: (event, running) => scenario.during?.(event, running, stage),
          patience: (scenario.limit ?? 0) + ordinary,
          ...(scenario.env === undefined ? {} : { env: scenario.env(stage) }),
        });
        figures.push(
          `${scenario.name}: code ${outcome.code ?? outcome.signal} after ${outcome.seconds.toFixed(1)} s, ${outcome.peak.toFixed(0)} MiB`,
        );
        const { said } = outcome;
        if (scenario.code === undefined) expect(outcome.signal).toBe("SIGKILL");
        else expect(outcome.code, said).toBe(scenario.code);
        expect(outcome.left, "processes left behind").toEqual([]);
        if (scenario.says !== undefined) expect(said).toMatch(scenario.says);
        expect(said, "a stack was printed").not.toMatch(/\n\s+at .*(?:node:|\.js:\d)/);
        if (scenario.limit !== undefined && scenario.limit > 0) {
          expect(outcome.seconds, "hangs beyond its limit").toBeLessThan(scenario.limit + grace);
        }
        if (!scenario.changesSource) expect(readFileSync(notebook).equals(source)).toBe(true);
        scenario.check?.(outcome, stage);
        const saved = join(place.folder, "x.failed.ipynb");
        expect(existsSync(saved), `outputs so far\n${said}`).toBe(scenario.saved !== undefined);
        if (scenario.saved !== undefined) {
          expect(readFileSync(saved, "utf8")).toContain(`"${scenario.saved}\\n"`);
        }
        const allowed = [...there, "x.failed.ipynb", "out.ipynb", "raced"];
        const found = readdirSync(place.folder).filter((name) => !allowed.includes(name));
        expect(found, "files left behind").toEqual([]);
        expect(readdirSync(place.temporary), "temporary files left behind").toEqual([]);
      } finally {
        for (const cleanup of stage.cleanups) cleanup();
        place.remove();
      }
    });
  }
});

afterAll(() => {
  if (process.env.LOSSBOOK_FAULT_FIGURES) console.log(figures.join("\n"));
});
