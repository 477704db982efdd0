import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { delay } from "../../src/node/kernel/waiting.js";
import { installKernel } from "../../src/node/kernel/kernelSpecs.js";
import { signalProcess, killTree } from "../../src/node/kernel/processTree.js";

const root = join(import.meta.dirname, "..", "..");
const chromiumPath = process.env.LOSSBOOK_CHROMIUM ?? "/usr/bin/chromium";
const screenshots = process.env.LOSSBOOK_SCREENSHOTS;

/**
 * A JupyterLab 4: the virtual environment that LOSSBOOK_JUPYTER names, else one made here from PyPI (kept in
 * node_modules/.cache). A text says why there is none.
 */
function findJupyter(): { readonly command: string } | { readonly missing: string } {
  if (!existsSync(chromiumPath)) return { missing: `no Chromium at ${chromiumPath}` };
  const bin = process.platform === "win32" ? "Scripts" : "bin";
  const given = process.env.LOSSBOOK_JUPYTER;
  if (given !== undefined) {
    const command = join(given, bin, "jupyter-lab");
    return existsSync(command) ? { command } : { missing: `LOSSBOOK_JUPYTER has no ${command}` };
  }
  const made = join(root, "node_modules", ".cache", "lossbook-jupyter");
  const command = join(made, bin, "jupyter-lab");
  if (existsSync(command)) return { command };
  const python = ["python3", "python"].find(
    (name) => spawnSync(name, ["-m", "venv", "--help"]).status === 0,
  );
  if (python === undefined) return { missing: "no Python with venv on the PATH" };
  const steps: [string, string[]][] = [
    [python, ["-m", "venv", made]],
    [join(made, bin, "python"), ["-m", "pip", "install", "--quiet", "jupyterlab>=4,<5"]],
  ];
  for (const [program, args] of steps) {
    const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
    if (status === 0) continue;
    rmSync(made, { recursive: true, force: true });
    return { missing: `JupyterLab could not be installed: ${stderr.trim().split("\n").at(-1)}` };
  }
  return { command };
}

const jupyter = findJupyter();
if ("missing" in jupyter) console.warn(`jupyterlab.test: skipped, ${jupyter.missing}`);

interface Cell {
  readonly source: string;
}

function notebook(cells: readonly Cell[]): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: {
        name: "lossbook",
        display_name: "TypeScript (lossbook)",
        language: "typescript",
      },
    },
    cells: cells.map(({ source }, index) => ({
      cell_type: "code",
      id: `cell-${index}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    })),
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

describe.skipIf("missing" in jupyter)("JupyterLab", () => {
  let server: ChildProcess;
  let browser: Browser;
  let page: Page;
  let url: string;
  /** Below the project, so that cells find `lossbook`; removed afterwards. */
  let folder: string;
  let ownFolder: string;

  beforeAll(async () => {
    mkdirSync(join(root, "reports"), { recursive: true });
    folder = mkdtempSync(join(root, "reports", "jupyterlab-test-"));
    ownFolder = mkdtempSync(join(tmpdir(), "lossbook-test-"));
    const data = join(ownFolder, "data");
    for (const name of ["lossbook", "tslab"]) {
      installKernel(
        { place: { kind: "user" }, name, displayName: "TypeScript (lossbook)" },
        { platform: process.platform, env: { JUPYTER_DATA_DIR: data }, home: homedir() },
      );
    }
    const port = await freePort();
    const { command } = jupyter as { command: string };
    server = spawn(
      command,
      [
        "--no-browser",
        "--allow-root",
        "--expose-app-in-browser",
        `--ServerApp.port=${port}`,
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        `--ServerApp.root_dir=${root}`,
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
      ],
      {
        stdio: "ignore",
        detached: true,
        env: {
          ...process.env,
          PATH: `${dirname(command)}${delimiter}${process.env.PATH}`,
          JUPYTER_DATA_DIR: data,
          JUPYTER_CONFIG_DIR: join(ownFolder, "config"),
          JUPYTER_RUNTIME_DIR: join(ownFolder, "runtime"),
          JUPYTERLAB_SETTINGS_DIR: join(ownFolder, "settings"),
          JUPYTERLAB_WORKSPACES_DIR: join(ownFolder, "workspaces"),
          IPYTHONDIR: join(ownFolder, "ipython"),
        },
      },
    );
    url = `http://127.0.0.1:${port}`;
    const answers = (): Promise<boolean> =>
      fetch(`${url}/api/status`).then(
        (answer) => answer.ok,
        () => false,
      );
    for (const end = Date.now() + 90_000; !(await answers()); await delay(300)) {
      if (Date.now() > end) throw new Error("JupyterLab did not start within 90 s");
    }
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(120_000);
  });

  afterAll(async () => {
    await browser?.close();
    if (server?.pid !== undefined) {
      const { pid } = server;
      const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
      signalProcess(pid, "SIGTERM");
      const timer = setTimeout(() => killTree(pid), 15_000);
      await ended;
      clearTimeout(timer);
    }
    for (const path of [folder, ownFolder]) {
      if (path !== undefined) rmSync(path, { recursive: true, force: true });
    }
  });

  const command = (name: string): Promise<void> =>
    page.evaluate(async (id) => {
      const { jupyterapp } = window as unknown as {
        jupyterapp: { commands: { execute(id: string): Promise<unknown> } };
      };
      void jupyterapp.commands.execute(id);
    }, name);

  async function open(name: string): Promise<void> {
    const path = `${folder.slice(root.length + 1)}/${name}`;
    await page.goto(`${url}/lab/tree/${path}?reset`);
    await page.waitForSelector(".jp-CodeCell");
    // The indicator says idle before there is a kernel; cells that are run then are never sent.
    await page.waitForFunction(() => {
      const { jupyterapp } = window as unknown as {
        jupyterapp: {
          shell: {
            currentWidget?: {
              sessionContext?: {
                isReady: boolean;
                session?: { kernel?: { connectionStatus: string; status: string } | null } | null;
              };
            };
          };
        };
      };
      const context = jupyterapp?.shell.currentWidget?.sessionContext;
      const kernel = context?.session?.kernel;
      return (
        context?.isReady === true &&
        kernel?.connectionStatus === "connected" &&
        kernel.status === "idle"
      );
    });
  }

  /** JupyterLab draws an `error` output as it draws stderr. */
  const errorSelector = `[data-mime-type="application/vnd.jupyter.stderr"]`;

  /** Runs every cell and waits until each has its number or one has failed. */
  async function runAll(): Promise<void> {
    await command("notebook:run-all-cells");
    await page.waitForFunction(
      (selector) => {
        const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputArea-prompt")];
        const failed = document.querySelector(selector);
        const done = prompts.every((prompt) => /\[\d+\]/.test(prompt.textContent ?? ""));
        return failed !== null || (prompts.length > 0 && done);
      },
      errorSelector,
      { timeout: 180_000 },
    );
  }

  const errors = (): Promise<string[]> => page.locator(errorSelector).allInnerTexts();

  async function shot(name: string): Promise<void> {
    if (screenshots === undefined) return;
    mkdirSync(screenshots, { recursive: true });
    await page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  const course = readdirSync(join(root, "notebooks")).filter((name) =>
    /^0[16]-.*\.ipynb$/.test(name),
  );

  it.skipIf(course.length === 0).each(course)("runs all of %s, its figures drawn", async (name) => {
    copyFileSync(join(root, "notebooks", name), join(folder, name));
    await open(name);
    await runAll();
    expect(await errors()).toEqual([]);
    // JupyterLab hides the cells that are out of sight.
    const figure = page.locator(".js-plotly-plot").first();
    await figure.waitFor({ state: "attached" });
    await figure.scrollIntoViewIfNeeded();
    await figure.locator(".main-svg").first().waitFor();
    // MathJax marks what it cannot typeset.
    await page.locator("mjx-container").first().waitFor({ state: "attached" });
    expect(await page.locator("mjx-merror, [data-mjx-error]").allInnerTexts()).toEqual([]);
    await shot(name.replace(".ipynb", ""));
  });

  it("draws a figure, and shows values that are not text", async () => {
    const cells = [
      'import { show } from "lossbook/notebook";\nlet kept = 41;',
      'show({ data: [{ type: "scatter", y: [1, 3, 2] }], layout: {}, alt: "three points" });',
      "({ a: { b: { c: { d: kept } } } })",
    ];
    writeFileSync(join(folder, "figure.ipynb"), notebook(cells.map((source) => ({ source }))));
    await open("figure.ipynb");
    await runAll();
    expect(await errors()).toEqual([]);
    await page.waitForSelector(".js-plotly-plot .main-svg");
    await page.locator(".jp-OutputArea-output", { hasText: "d: 41" }).waitFor();
    await shot("figure");
  });

  it("typesets a derivation with its points, and moves all controls of an exploration together", async () => {
    const cells = [
      'import { choice, derive, explore, nat, simplex, slider } from "lossbook/notebook";',
      'derive("code", { K: nat(2, 4), p: simplex("K", { open: true }) })`\n  Entropy is the expected surprise\n  H(p)\n  = −Σ[k=1..K] p[k] ln p[k]  ; $\\sum_k$ over the classes\n`;',
      `explore({ id: "two", title: "Two controls",
  controls: { a: slider("a", { from: 0, to: 1, positions: 101, start: 0 }), unit: choice("unit", ["one", "two"]) },
  compute: ({ a, unit }) => ({ figures: { data: [{ type: "scatter", y: [a, 1] }], layout: {}, alt: "a line" }, sentences: "stands at " + a + " " + unit }) });`,
    ];
    writeFileSync(join(folder, "lesson.ipynb"), notebook(cells.map((source) => ({ source }))));
    await open("lesson.ipynb");
    await runAll();
    expect(await errors()).toEqual([]);
    const formulas = page.locator("mjx-container");
    await formulas.first().waitFor();
    expect(await page.locator("mjx-merror, [data-mjx-error]").allInnerTexts()).toEqual([]);
    await page.locator(".jp-OutputArea-output", { hasText: "tested at 200 points" }).waitFor();
    const explored = page.locator(".lossbook-explore");
    await explored.locator(".main-svg").first().waitFor();
    await explored.locator("select").selectOption("two");
    await explored.locator("input[type=range]").evaluate((input: HTMLInputElement) => {
      input.value = input.max;
      input.dispatchEvent(new Event("input"));
    });
    await explored.locator(".lossbook-words", { hasText: "stands at 1 two" }).waitFor();
    await shot("lesson");
  });

  it("shows an error's name and its stack in the cell's own lines, and runs nothing after it", async () => {
    const cells = [
      'function far(n: number) {\n  // why\n  throw new RangeError("too far: " + n);\n}',
      "\nfar(3)",
      'console.log("not reached")',
    ];
    writeFileSync(join(folder, "error.ipynb"), notebook(cells.map((source) => ({ source }))));
    await open("error.ipynb");
    await runAll();
    const [error] = await errors();
    expect(error).toMatch(/RangeError: too far: 3\s+at far \(cell 1:3:9\)\s+at cell 2:2:1\s*$/);
    expect(await page.locator(".jp-OutputArea", { hasText: "not reached" }).count()).toBe(0);
    await shot("error");
  });

  it("an interrupt stops a loop and keeps the variables; Tab completes, Shift-Tab explains", async () => {
    writeFileSync(
      join(folder, "interrupt.ipynb"),
      notebook([{ source: "let kept = 41;" }, { source: "for (;;);" }, { source: "kept" }]),
    );
    await open("interrupt.ipynb");
    const cell = (index: number) => page.locator(".jp-CodeCell").nth(index);
    const run = async (index: number): Promise<void> => {
      await cell(index).locator(".cm-content").click();
      await page.keyboard.press("Control+Enter");
    };
    await run(0);
    await cell(0)
      .locator(".jp-InputArea-prompt", { hasText: /\[\d+\]/ })
      .waitFor();
    await run(1);
    await page.waitForSelector('.jp-Notebook-ExecutionIndicator[data-status="busy"]');
    await page.waitForTimeout(1000);
    await command("notebook:interrupt-kernel");
    await cell(1).locator(errorSelector).waitFor();
    expect(await cell(1).innerText()).toContain("Interrupted");
    await run(2);
    await cell(2).locator(".jp-OutputArea-output", { hasText: "41" }).waitFor();

    await cell(2).locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(".toFix");
    await page.keyboard.press("Tab");
    // One match is put in at once, several are offered.
    const completed = cell(2).locator(".cm-content", { hasText: "kept.toFixed" });
    const offered = page.locator(".jp-Completer-item", { hasText: "toFixed" });
    await completed.or(offered).first().waitFor();
    if ((await completed.count()) === 0) await page.keyboard.press("Enter");
    await completed.waitFor();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+Tab");
    await page.locator(".jp-Tooltip", { hasText: "let kept: number" }).waitFor();
    await shot("interrupt");
  });
});
