import { describe, expect, it } from "vitest";
import { EXERCISE_MIME } from "../../src/outputs/mimeTypes.js";
import { render, shown } from "./render.js";

const exercise = {
  version: 1,
  id: "surprise of six",
  kind: "numeric",
  title: "A **six**",
  question: "How much does $p$ surprise?",
  hints: ["Take a logarithm."],
  solution: "It is $\\ln 6$.",
  points: 2,
  part: "question",
  feedback: { state: "unsolved", message: "Not answered yet.", points: 0 },
};
const text = async (json: object): Promise<string> =>
  (await render({ outputs: [shown({ [EXERCISE_MIME]: json, "text/plain": "as text" })] })).article
    .text;

describe("an exercise in a page", () => {
  it("asks, and hides its hints and its solution until they are wanted", async () => {
    const html = await text(exercise);
    expect(html).toContain('role="group"');
    expect(html).toMatch(/<details[^>]*>(?:(?!<\/details>)[\s\S])*Take a logarithm\./);
    expect(html).toMatch(/<details[^>]*>(?:(?!<\/details>)[\s\S])*It is /);
    expect(html.replace(/<details[\s\S]*<\/details>/g, "")).not.toMatch(/Take a logarithm|It is /);
    expect(html).toContain("How much does");
    expect(html).not.toContain("as text");
  });

  it("its answer is what it says to it, and nothing else", async () => {
    const html = await text({ ...exercise, part: "answer" });
    expect(html).toMatch(/role="status">\s*<p>Not answered yet\.<\/p>/);
    expect(html).not.toContain("How much does");
  });

  it.each([undefined, null, 7, "text", {}, { message: 7 }, { message: ["a"] }])(
    "an answer that says nothing is empty: %j",
    async (feedback) => {
      expect(await text({ ...exercise, part: "answer", feedback })).toMatch(
        /class="exercise-answer" role="status"><\/div>/,
      );
    },
  );

  it.each([{ version: 2 }, { title: 7 }, { hints: [7] }, { hints: "h" }, { solution: undefined }])(
    "what is no exercise falls to its text: %j",
    async (change) => {
      const html = await text({ ...exercise, ...change });
      expect(html).toContain("as text");
      expect(html).not.toContain("exercise-");
    },
  );

  it.each([
    { options: "a" },
    { options: [null, 7, { letter: "a" }] },
    { points: "many" },
    { points: -1 },
  ])("a part that is none is left out: %j", async (change) => {
    const html = await text({ ...exercise, ...change });
    expect(html).toContain("How much does");
    expect(html).not.toMatch(/undefined|NaN|\[object/);
  });

  it("what is hostile in it stays text", async () => {
    const hostile = "<img src=x onerror=alert(1)><script>alert(1)</script>";
    const html = await text({
      ...exercise,
      id: hostile,
      title: hostile,
      question: hostile,
      hints: [hostile],
      solution: hostile,
      options: [{ letter: hostile, text: hostile }],
    });
    const page = html.replace(/<script type="application\/json">[^<]*<\/script>/g, "");
    expect(html.length - page.length, "its own data, in which no < is left").toBeGreaterThan(50);
    expect(page).not.toMatch(/<script|<img/);
  });
});
