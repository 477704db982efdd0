import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExecuteResult, IopubMessage, Kernel } from "../../src/node/kernel/kernel.js";
import { startKernel } from "../../src/node/kernel/startKernel.js";

/** A course with modules beside and above its notebooks, and a kernel in its notebooks' folder. */
const course = realpathSync(mkdtempSync(join(tmpdir(), "lossbook-own-")));
const notebooks = join(course, "notebooks");
let kernel: Kernel;
let written = 1_000_000;

/** Each text of a file is newer than the one before, however fast the two are written. */
function write(path: string, text: string): void {
  writeFileSync(join(course, path), text);
  utimesSync(join(course, path), ++written, written);
}

async function run(code: string): Promise<{ text: string; result: ExecuteResult }> {
  const messages: IopubMessage[] = [];
  const result = await kernel.execute(code, { onMessage: (message) => messages.push(message) });
  const text = messages
    .flatMap(({ type, content }) =>
      type === "stream"
        ? [String(content.text)]
        : type === "execute_result"
          ? [String((content.data as Record<string, unknown>)["text/plain"])]
          : [],
    )
    .join("")
    .trim();
  return { text, result };
}

beforeAll(async () => {
  mkdirSync(notebooks);
  mkdirSync(join(course, "src"));
  write("lossbook.config.json", "{}");
  write("src/constants.ts", "export const gravity: number = 9.81;\n");
  write("notebooks/settings.json", '{ "scale": 2 }');
  write("notebooks/plain.js", "export const half = (x) => x / 2;\n");
  write(
    "notebooks/physics.ts",
    `import { gravity } from "../src/constants.js";
import settings from "./settings.json";

export interface Body { readonly mass: number }

export function weight(body: Body): number {
  if (body.mass < 0)
    throw new RangeError("a mass below zero");
  return body.mass * gravity * settings.scale;
}
export default class Stone implements Body {
  constructor(readonly mass: number) {}
}
export enum Planet { Earth, Mars = 7 }
`,
  );
  kernel = await startKernel({ cwd: notebooks });
});
afterAll(async () => {
  await kernel.shutdown();
  rmSync(course, { recursive: true, force: true });
});

describe("cells import the modules of their course", () => {
  it("beside and above the notebook, with and without an ending, JSON and plain JavaScript", async () => {
    const { text, result } = await run(
      `import Stone, { Planet, weight, type Body } from "./physics";
import { gravity } from "../src/constants.ts";
import settings from "./settings.json";
import { half } from "./plain.js";
const body: Body = new Stone(3);
console.log(weight(body), Planet.Mars, gravity, settings.scale, half(5));`,
    );
    expect(result).toMatchObject({ status: "ok" });
    expect(text).toBe(`${3 * 9.81 * 2} 7 9.81 2 2.5`);
    expect((await run('(await import("../src/constants")).gravity')).text).toBe("9.81");
  });

  it("what they throw names their file and line, and no folder of this machine", async () => {
    const { result } = await run("weight({ mass: -1 })");
    expect(result.error?.message).toBe("a mass below zero");
    expect(result.error?.traceback.slice(1)).toEqual([
      "    at weight (./physics.ts:8:11)",
      expect.stringMatching(/^ {4}at cell \d+:1:1$/),
    ]);
    write("src/deep.ts", "\n\nexport const fail = () => { throw new Error('deep') };\n");
    const above = await run('import { fail } from "../src/deep";\nfail()');
    expect(above.result.error?.traceback[1]).toContain("../src/deep.ts:3:");
    expect(JSON.stringify([result, above])).not.toContain(course);
  });

  it("a type error names the module's file and line", async () => {
    write("notebooks/typed.ts", 'export const ok = 1;\nexport const bad: number = "text";\n');
    const { result } = await run('import { ok } from "./typed";\nok');
    expect(result.error).toMatchObject({
      name: "TypeScriptError",
      message: "typed.ts:2:14 - Type 'string' is not assignable to type 'number'.",
    });
    expect(result.error?.traceback[1]).toContain('2 | export const bad: number = "text";');
    write("src/above.ts", "export const x: string = 1;\n");
    const above = await run('import { x } from "../src/above";\nx');
    expect(above.result.error?.message).toMatch(/^\.\.\/src\/above\.ts:1:14 - Type 'number'/);
  });

  it("an edit, also of a module behind another, acts at the next import, with its types", async () => {
    write(
      "src/constants.ts",
      "export const gravity: number = 1.62;\nexport const moon = 'here';\n",
    );
    const moved = await run(
      'import { weight } from "./physics";\nimport { moon } from "../src/constants";\nconsole.log(weight({ mass: 1 }), moon.length)',
    );
    expect(moved.text).toBe("3.24 4");
    write("src/constants.ts", "export const gravity: string = 'strong';\n");
    const wrong = await run('import { weight } from "./physics";\nweight({ mass: 1 })');
    expect(wrong.result.error?.message).toMatch(/^physics\.ts:9:\d+ - /);
  });

  it("a namespace, which would be lost without a word, is refused by file and line", async () => {
    write("notebooks/spaces.ts", "\nexport namespace Inner { export const x = 1; }\n");
    const { result } = await run('import { Inner } from "./spaces";\nInner.x');
    expect(result.error?.message).toMatch(/^spaces\.ts:2:1 - a namespace does not run/);
  });
});
