import { describe, expect, it, vi } from "vitest";
import { renderGuarded } from "../../../src/node/publish/renderGuarded.js";
import type { RenderLimits } from "../../../src/node/publish/renderRequest.js";
import { renderInThread } from "../../../src/node/publish/renderThread.js";
import { limits, links, notebook, prose, renderForeign } from "./foreignNotebook.js";

// Cells that take too long or become too large, which takes seconds: test/faults/renderGuarded.test.ts.
describe("a notebook that nobody vouches for", () => {
  it("is rendered as any other", async () => {
    const { report, sourceCells } = await renderForeign([
      prose("# Theirs\n\n$x^2$"),
      prose("## Part\n\n*b*"),
    ]);
    expect(sourceCells).toEqual([]);
    expect(report).toMatchObject({ title: "Theirs", codeCells: [], plotly: undefined });
    expect(report.titleHtml.text).toBe("Theirs");
    expect(report.headings.map(({ title }) => title.text)).toEqual(["Theirs", "Part"]);
    expect(report.article.text).toContain("<em>b</em>");
    expect(report.fonts.length).toBeGreaterThan(0);
  });

  it("shows the cells that are left as their source when the time is used up", async () => {
    const cells = Array.from({ length: 400 }, (_, at) => prose(`*a* $x_{${at}}$`));
    const json = notebook(cells);
    const report = { language: "en", fallbackTitle: "theirs" };
    const outcome = await renderGuarded({ json, report, links }, { ...limits, notebook: 1 });
    expect(outcome.sourceCells.length).toBeGreaterThan(300);
    expect(outcome.report.article.text.match(/<section/g)?.length).toBe(400);
  });

  it("is too much where it cannot be read", async () => {
    const report = { language: "en", fallbackTitle: "theirs" };
    await expect(renderGuarded({ json: "{", report, links }, limits)).rejects.toThrow(
      /^is too much to publish: it could not be read \(.*JSON.*\)$/,
    );
  });

  it("finds its places by their ids, as any other", async () => {
    const { report } = await renderForeign([prose('# Part one\n\n<a id="Own"></a>')]);
    expect(report.findAnchor("Own")).toBe("n-Own");
    expect(report.findAnchor("part-one")).toBe("n-part-one");
    expect(report.findAnchor("none")).toBe(undefined);
  });
});

describe("a thread that renders", () => {
  const request = (json: string) => ({
    json,
    report: { language: "en", fallbackTitle: "theirs" },
    links,
  });

  it("blames no cell for what fails before the first", async () => {
    expect(await renderInThread(request("{"), [], limits, 20_000)).toEqual({
      at: -1,
      reason: expect.stringMatching(/^could not be read /),
    });
  });

  it("is ended when the time of all is used up", async () => {
    // A thread with other memory is a new one: to begin takes longer than it has.
    const short = { ...limits, cell: 1, memory: 149 };
    expect(await renderInThread(request(notebook([prose("a")])), [], short, 0)).toEqual({
      at: -1,
      reason: "took longer than 1 s",
    });
  });
});

describe("a thread that renders many notebooks", () => {
  it("is listened to by the last of them alone", async () => {
    const warned = vi.spyOn(process, "emitWarning").mockReturnValue(undefined);
    try {
      // Node warns of more than ten listeners.
      for (let n = 0; n < 12; n++) await renderForeign([prose("a")]);
      expect(warned).not.toHaveBeenCalled();
    } finally {
      warned.mockRestore();
    }
  });
});

describe("the tries of a notebook", () => {
  const request = { json: "", report: { language: "en", fallbackTitle: "theirs" }, links };
  const answer = {
    title: "T",
    titleHtml: "T",
    summary: "",
    article: "",
    headings: [],
    plotly: undefined,
    fonts: [],
    deadLinks: [],
    outgoingLinks: [],
    notSet: [],
    sourceCells: [[1, "became 9 MB of markup"]] as const,
  };
  /** What the tries end with, in order, and what each was asked. */
  const tries = (...outcomes: Awaited<ReturnType<typeof renderInThread>>[]) => {
    const asked: { skipped: unknown; most: number; notebook: number }[] = [];
    const attempt: typeof renderInThread = (_, skipped, { notebook: ofCells }, most) => {
      asked.push({ skipped: [...skipped], most, notebook: ofCells });
      return Promise.resolve(outcomes[asked.length - 1]!);
    };
    return { asked, attempt };
  };

  it("go on without the cells that were too much, in what is left of the time", async () => {
    const first = { at: 2, reason: "took longer than 3 s" };
    const { asked, attempt } = tries(first, { at: 0, reason: "ended its thread" }, { answer });
    const { sourceCells } = await renderGuarded(request, limits, attempt);
    expect(asked.map(({ skipped }) => skipped)).toEqual([
      [],
      [[2, "took longer than 3 s"]],
      [
        [2, "took longer than 3 s"],
        [0, "ended its thread"],
      ],
    ]);
    for (const { most, notebook: ofCells } of asked) {
      expect(most).toBeLessThanOrEqual(20_000);
      expect(ofCells).toBeCloseTo(0.7 * most, 9);
    }
    expect(sourceCells).toEqual([
      [0, "ended its thread"],
      [1, "became 9 MB of markup"],
      [2, "took longer than 3 s"],
    ]);
  });

  it("have 12 s in all, 3 s a cell, 30 s of rest and 400 MB", async () => {
    // With these the largest notebooks were measured: whoever changes one measures again.
    let given: RenderLimits | undefined;
    await renderGuarded(request, undefined, (_request, _skipped, asked, most) => {
      given = { ...asked, notebook: Math.ceil(most / 1_000) };
      return Promise.resolve({ answer });
    });
    expect(given).toEqual({
      cell: 3_000,
      notebook: 12,
      rest: 30_000,
      memory: 400,
      mostOfCell: 24_000_000,
      mostOfPage: 48_000_000,
    });
  });

  it.each([
    ["no cell is to blame", limits, [{ at: -1, reason: "was bad" }]],
    ["no time is left", { ...limits, notebook: -1 }, [{ at: 0, reason: "was bad" }]],
    [
      "a cell is too much that was left out",
      limits,
      [
        { at: 0, reason: "took longer than 3 s" },
        { at: 0, reason: "was bad" },
      ],
    ],
  ])("end where %s", async (_, given, outcomes) => {
    const { asked, attempt } = tries(...outcomes, { answer });
    await expect(renderGuarded(request, given, attempt)).rejects.toThrow(
      /^is too much to publish: it was bad$/,
    );
    expect(asked).toHaveLength(outcomes.length);
  });
});
