import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { publish } from "../../src/node/publish/publish.js";
import { alive, type CellRun } from "./liveRun.js";
import { openBrowser } from "./openBrowser.js";

const cells = {
  hello: "1 + 1",
  script: `let reached = "nothing";
try { (globalThis as any)["import" + "Scripts"]("/assets/secret.js"); reached = "the server"; } catch {}
try { await import("/assets/secret.js"); reached = "the server"; } catch {}
try { await fetch("/assets/secret.js"); reached = "the server"; } catch {}
reached`,
  nested: `typeof Worker`,
  flood: `import { show } from "lossbook/notebook"; for (;;) show({ "text/plain": "x".repeat(1e6) });`,
  alternating: `for (;;) { console.log("x".repeat(1e5)); console.error("y".repeat(1e5)); }`,
  rejection: `Promise.reject(new Error("nobody")); 1`,
  table: `console.table(new Map([["a", 1]])); console.table([{ 日本: "漢字" }])`,
  node: `process.stdout.write("hi\\n"); Buffer.from("é").length`,
  decorated: `function log(_t: any, _k: any, d?: any) { return d }
class L { @log m() { return 1 } }`,
  batch: `import { batchForm, binaryCrossEntropyBatch, binaryCrossEntropyWithLogits, compensatedSum } from "lossbook";
let kernels = 0;
const Instance = WebAssembly.Instance;
WebAssembly.Instance = class extends Instance {
  constructor(...given: [any, any]) { super(...given); kernels++; }
} as typeof Instance;
const z = Float64Array.from({ length: 1000 }, (_, n) => 8 * Math.sin(n));
const y = z.map((_, n) => n % 2);
const { value } = binaryCrossEntropyBatch(z, y);
const clear = compensatedSum(Array.from(z, (zn, n) => binaryCrossEntropyWithLogits.value(zn, n % 2))) / 1000;
[batchForm(), kernels > 0, Math.abs(value / clear - 1) < 1e-15].join(" ")`,
  stack: `try {
  JSON.parse('{')
} catch (e) {
  console.log(e)
}`,
};

let browser: Browser;
let folder: string;
let server: Server;
let asked: string[] = [];
let url: string;

beforeAll(async () => {
  browser = await openBrowser();
  folder = mkdtempSync(join(tmpdir(), "lossbook-live-kernel-"));
  const json = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: Object.entries(cells).map(([id, source]) => ({
      cell_type: "code",
      id,
      metadata: { tags: ["raises-exception"] },
      execution_count: null,
      outputs: [],
      source,
    })),
  };
  const source = {
    path: join(folder, "live.ipynb"),
    bytes: Buffer.from(JSON.stringify(json)),
    json,
    executed: new Date(0),
  };
  await publish([source], { output: join(folder, "site"), course: findCourse(folder) });
  server = createServer(({ url = "/" }, response) => {
    asked.push(url);
    try {
      response.setHeader("Content-Type", url.endsWith(".js") ? "text/javascript" : "text/html");
      response.end(readFileSync(join(folder, "site", url.replace(/\?.*/, ""))));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live.html`;
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function opened(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await alive(page);
  asked = [];
  return page;
}

/** Presses a cell's Run, and gives what it showed. */
async function run(page: Page, id: keyof typeof cells): Promise<CellRun & { text: string }> {
  const ran = await page.evaluate(
    (id) =>
      new Promise<CellRun>((resolve) => {
        const listen = ({ detail }: CustomEvent<CellRun>): void => {
          if (detail.cell === id) resolve(detail);
        };
        document.addEventListener("lossbook:outputs", listen as EventListener);
        document.querySelector<HTMLElement>(`section[data-cell="${id}"] .run`)!.click();
      }),
    id,
  );
  const text = await page.locator(`section[data-cell="${id}"] .outputs`).innerText();
  return { ...ran, text };
}

describe("a live page over http", () => {
  it("lets no cell reach its own server, nor start a worker", async () => {
    const page = await opened();
    expect((await run(page, "script")).text).toBe("nothing");
    expect((await run(page, "nested")).text).toBe("undefined");
    expect(asked.filter((path) => path.includes("secret"))).toEqual([]);
    await page.close();
  });

  it.each(["flood", "alternating"] as const)("ends a cell that floods it (%s), and lives", async (id) => {
    const page = await opened();
    const { ending, text } = await run(page, id);
    expect(ending).toBe("failed");
    expect(text).toContain("The rest is not shown");
    expect((await run(page, "hello")).text).toBe("2");
    await page.close();
  }); // prettier-ignore
});

describe("a live cell does what it does on the kernel", () => {
  it("fails by a rejection that nobody waits for", async () => {
    const page = await opened();
    const { ending, text } = await run(page, "rejection");
    expect(ending).toBe("failed");
    expect(text).toContain("nobody");
    await page.close();
  });

  it("works a batch out by WebAssembly, as the clear loss has it", async () => {
    const page = await opened();
    expect((await run(page, "batch")).text).toBe("simd true true");
    await page.close();
  });

  it("prints tables, and errors without the worker's own frames", async () => {
    const page = await opened();
    const table = await run(page, "table");
    expect(table.text).toContain("(iteration index) │ Key │ Values");
    expect(table.text).toContain("│ 日本   │");
    const { text } = await run(page, "stack");
    expect(text).toMatch(/^SyntaxError: .*JSON/);
    expect(text).toMatch(/cell-stack:2/);
    expect(text).not.toMatch(/blob:|127\.0\.0\.1/);
    await page.close();
  });

  it("says beforehand what it needs and a page does not have", async () => {
    const page = await opened();
    const note = (id: string) => page.locator(`section[data-cell="${id}"] .cell-note`);
    await note("node").waitFor();
    expect(await note("node").innerText()).toContain("a page has no Buffer");
    expect(await note("script").innerText()).toContain("/assets/secret.js");
    // A decorated class is none of them: it was compiled when the page was written.
    expect(await page.locator(".cell-note").count()).toBe(2);
    expect((await run(page, "decorated")).ending).toBe("ok");
    await page.close();
  });
});
