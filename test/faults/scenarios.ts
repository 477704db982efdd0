import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunEvent } from "../../src/node/run/runEvent.js";
import { failingKernel, kernelOf, kernelSpec, racingKernel, silentKernel } from "./kernels.js";
import { mountSmall, root, type Outcome, type Running, type Workplace } from "./runCommand.js";

/** What the test hands to a scenario. */
export interface Stage {
  readonly place: Workplace;
  /** The notebook's path. */
  readonly notebook: string;
  /** Undone after the run: unmounting and the like. */
  readonly cleanups: (() => void)[];
}

/** One fault, what it must end with, and what must be there afterwards. */
export interface Scenario {
  readonly name: string;
  readonly cells: readonly string[];
  /** Makes what the run needs and returns its arguments beside the notebook; a string is the reason to skip it. */
  readonly prepare?: (stage: Stage) => readonly string[] | string;
  readonly args?: readonly string[];
  readonly env?: (stage: Stage) => Readonly<Record<string, string>>;
  readonly during?: (event: RunEvent, running: Running, stage: Stage) => void;
  /** The documented exit code; undefined where SIGKILL ends the command. */
  readonly code: number | undefined;
  /** The limit in seconds that the run must not exceed by more than five. */
  readonly limit?: number;
  /** What the saved outputs so far contain, in NAME.failed.ipynb; undefined: that file must not be there. */
  readonly saved?: string;
  /** What must be said. */
  readonly says?: RegExp;
  /** The notebook's bytes may change, since that is the fault. */
  readonly changesSource?: boolean;
  readonly check?: (outcome: Outcome, stage: Stage) => void;
}

const before = 'console.log("so far");';
const timeout = ["--timeout", "2"];
const when =
  (name: RunEvent["event"], action: (running: Running, stage: Stage) => void, cell?: number) =>
  (event: RunEvent, running: Running, stage: Stage): void => {
    if (event.event !== name) return;
    if (cell !== undefined && "cell" in event && event.cell !== cell) return;
    action(running, stage);
  };
const signal =
  (name: NodeJS.Signals, delay = 300) =>
  (running: Running) =>
    void setTimeout(() => running.child.kill(name), delay);
const kernelSignal = (name: NodeJS.Signals) => (running: Running) =>
  void setTimeout(() => running.kernels().forEach((pid) => process.kill(pid, name)), 300);

/** Enough output that saving takes a while. */
const heavy = 'for (let i = 0; i < 40; i++) console.log("x".repeat(1e6));';

const read = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");

function require(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

/** Does \`action\` as soon as \`condition\` holds. */
function once(condition: () => boolean, action: () => void): void {
  if (condition()) action();
  else setTimeout(() => once(condition, action), 20).unref();
}

/** The command waits, between writing a file beside its place and renaming it, until the test lets it go on. */
function pausedWriting({ place }: Stage): Record<string, string> {
  const preload = join(place.temporary, "pause.cjs");
  writeFileSync(
    preload,
    `const fs = require("node:fs");
     const { existsSync, fsyncSync, rmSync, writeFileSync } = fs;
     fs.fsyncSync = (file) => {
       writeFileSync(${JSON.stringify(join(place.temporary, "paused"))}, "");
       const pause = new Int32Array(new SharedArrayBuffer(4));
       while (!existsSync(${JSON.stringify(join(place.temporary, "go"))})) Atomics.wait(pause, 0, 0, 10);
       for (const name of ["paused", "go", "pause.cjs"]) {
         rmSync(require("node:path").join(${JSON.stringify(place.temporary)}, name));
       }
       return fsyncSync(file);
     };
     require("node:module").syncBuiltinESMExports();`,
  );
  return { NODE_OPTIONS: `--require ${JSON.stringify(preload)}` };
}

/** Sends the signals while \`name\` is half-way: written beside its place, not yet in it. */
const midWrite =
  (name: string, signals: readonly NodeJS.Signals[]) =>
  (running: Running, { place }: Stage): void => {
    once(
      () => existsSync(join(place.temporary, "paused")),
      () => {
        const beside = readdirSync(place.folder).filter((file) =>
          /^\.lossbook-.*\.tmp$/.test(file),
        );
        const halfWay = beside.length === 1 && !existsSync(join(place.folder, name));
        for (const each of signals) running.child.kill(each);
        // Otherwise the command is left to hang, which the test notices.
        if (halfWay) writeFileSync(join(place.temporary, "go"), "");
      },
    );
  };

function requireWritten({ place }: Stage, name: string): void {
  require(read(join(place.folder, name)).endsWith("}\n"), "the file is not whole");
}

/** The output was cut at its limit (64 MiB), visibly, and the command held no more than so many MiB. */
function requireCut(place: Workplace, peak: number, most: number): void {
  const out = read(join(place.folder, "out.ipynb"));
  require(out.includes("the output limit is reached"), "the cut is not visible");
  require(out.length < 80 * 2 ** 20, `${out.length} characters were saved`);
  require(peak < most, `the command held ${peak.toFixed(0)} MiB`);
}

/** SIGINT, SIGTERM and SIGHUP in each phase of a run. */
function signalled(name: NodeJS.Signals, code: number): Scenario[] {
  return [
    {
      name: `${name} while the kernel starts`,
      cells: [before],
      during: when("notebook-start", signal(name, 0)),
      code,
    },
    {
      name: `${name} while a cell waits`,
      cells: [before, "await new Promise(() => {});"],
      during: when("cell-start", signal(name), 2),
      code,
      saved: "so far",
      limit: 0,
    },
    {
      name: `${name} while a cell loops`,
      cells: [before, "while (true) {}"],
      during: when("cell-start", signal(name), 2),
      code,
      saved: "so far",
      limit: 0,
    },
    {
      name: `${name} in the middle of writing the result`,
      cells: [before],
      args: ["-o", "out.ipynb"],
      env: pausedWriting,
      during: when("notebook-start", midWrite("out.ipynb", [name])),
      code,
      check: (_, stage) => requireWritten(stage, "out.ipynb"),
    },
    {
      name: `${name} in the middle of writing the outputs so far`,
      cells: [before, "throw new Error();"],
      env: pausedWriting,
      during: when("notebook-start", midWrite("x.failed.ipynb", [name])),
      code,
      saved: "so far",
      check: (_, stage) => requireWritten(stage, "x.failed.ipynb"),
    },
  ];
}

export const scenarios: readonly Scenario[] = [
  {
    name: "an endless loop before any await",
    cells: [before, "while (true) {}"],
    args: timeout,
    code: 124,
    limit: 2,
    saved: "so far",
    says: /cell 2|"cell":2/,
  },
  {
    name: "an endless loop after an await",
    cells: [before, "await null; while (true) {}"],
    args: timeout,
    code: 124,
    limit: 2,
    saved: "so far",
  },
  {
    name: "an endless loop in a timer, between two cells",
    cells: [before, "setTimeout(() => { while (true) {} }, 0);", "1"],
    args: timeout,
    code: 124,
    limit: 4,
    saved: "so far",
  },
  {
    name: "a cell that ignores interrupts and loops",
    cells: [before, 'process.on("SIGINT", () => {}); await null; while (true) {}'],
    args: timeout,
    code: 124,
    limit: 2,
    saved: "so far",
  },
  {
    name: "a promise that never settles",
    cells: [before, "await new Promise(() => {});"],
    args: timeout,
    code: 124,
    limit: 2,
    saved: "so far",
  },
  {
    name: "the limit of the whole run",
    cells: [
      before,
      ...Array.from({ length: 20 }, () => "await new Promise((r) => setTimeout(r, 1000));"),
    ],
    args: ["--total-timeout", "6"],
    code: 124,
    limit: 6,
    says: /whole run's limit/,
    check: (_, { place }) => {
      const saved = read(join(place.folder, "x.failed.ipynb"));
      require(saved === "" || saved.includes("cells"), "the outputs so far are broken");
      rmSync(join(place.folder, "x.failed.ipynb"), { force: true });
    },
  },
  {
    name: "a kernel that was stopped (SIGSTOP)",
    cells: [before, "await new Promise((r) => setTimeout(r, 1000));"],
    args: timeout,
    during: when("cell-start", kernelSignal("SIGSTOP"), 2),
    code: 124,
    limit: 2,
    saved: "so far",
  },
  {
    name: "a rejection that nobody awaits",
    cells: [before, 'Promise.reject(new Error("nobody waits")); 1;', "2"],
    code: 1,
    saved: "so far",
    says: /nobody waits/,
  },
  {
    name: "a throw in a timer of the last cell",
    cells: [before, 'setTimeout(() => { throw new Error("too late"); }, 20);'],
    code: 1,
    saved: "so far",
    says: /too late/,
  },
  {
    name: "a throwing cell",
    cells: [before, 'const a = 1;\nthrow new RangeError("bad");'],
    code: 1,
    saved: "so far",
    says: /"line":2.*/,
  },
  {
    name: "a cell that throws something that is no error",
    cells: [before, "throw { toString() { throw 1; } };"],
    code: 1,
    saved: "so far",
  },
  {
    name: "a type error",
    cells: [before, 'const n: number = "one";'],
    code: 1,
    saved: "so far",
    says: /not assignable/,
  },
  {
    name: "a syntax error",
    cells: [before, "const = ;"],
    code: 1,
    saved: "so far",
  },
  {
    name: "errors that are allowed",
    cells: [before, 'throw new Error("one");', "2"],
    args: ["--allow-errors", "-o", "out.ipynb"],
    code: 0,
    check: (_, { place }) =>
      require(read(join(place.folder, "out.ipynb")).includes('"one"'), "the error is not saved"),
  },
  {
    name: "SIGKILL of the kernel while a cell runs",
    cells: [before, "await new Promise(() => {});"],
    during: when("cell-start", kernelSignal("SIGKILL"), 2),
    code: 138,
    limit: 0,
    saved: "so far",
    says: /SIGKILL/,
  },
  {
    name: "SIGSEGV in the kernel",
    cells: [before, 'process.kill(process.pid, "SIGSEGV"); while (true) {}'],
    code: 138,
    limit: 0,
    saved: "so far",
  },
  {
    name: "process.exit(3)",
    cells: [before, "process.exit(3);"],
    code: 138,
    saved: "so far",
    says: /code 3/,
  },
  { name: "process.exit(0)", cells: [before, "process.exit(0);"], code: 138, saved: "so far" },
  { name: "process.abort()", cells: [before, "process.abort();"], code: 138, saved: "so far" },
  {
    name: "an exhausted heap",
    cells: [
      before,
      "const all: unknown[] = []; while (true) all.push(new Array(1e4).fill(0).map(() => ({})));",
    ],
    args: ["--memory", "128", "--timeout", "60"],
    code: 138,
    limit: 60,
    saved: "so far",
    says: /memory is exhausted/,
  },
  {
    name: "1 GB of output in a loop",
    cells: ['const line = "x".repeat(1e6); for (let i = 0; i < 1000; i++) console.log(line);'],
    args: ["--timeout", "120", "-o", "out.ipynb"],
    code: 0,
    limit: 120,
    says: /output limit/,
    check: ({ peak }, { place }) => requireCut(place, peak, 700),
  },
  {
    name: "400 MB in one string",
    cells: [before, 'console.log("x".repeat(4e8));', 'console.log("after");'],
    // The string itself fits into this heap; a second copy of it would too, JSON and bytes of it would not.
    args: ["--timeout", "120", "--memory", "900", "-o", "out.ipynb"],
    code: 0,
    limit: 120,
    says: /"cell":2,.*output limit/,
    check: ({ peak }, { place }) => requireCut(place, peak, 700),
  },
  {
    name: "400 MB in one display",
    cells: ['({ [Symbol.for("jupyter.mimebundle")]: () => ({ "text/html": "x".repeat(4e8) }) })'],
    args: ["--timeout", "120", "--memory", "900", "-o", "out.ipynb"],
    code: 0,
    limit: 120,
    says: /"cell":1,.*output limit/,
    check: ({ peak }, { place }) => requireCut(place, peak, 700),
  },
  {
    name: "200 MB of JSON in one display",
    cells: [
      `const row = new Array(1e6).fill(0);
({ [Symbol.for("jupyter.mimebundle")]: () => ({ "application/json": new Array(100).fill(row) }) })`,
    ],
    args: ["--timeout", "120", "-o", "out.ipynb"],
    code: 0,
    limit: 120,
    says: /"cell":1,.*output limit/,
    check: ({ peak }, { place }) => requireCut(place, peak, 700),
  },
  {
    name: "an error of 100 MB",
    cells: [before, 'throw new Error("x".repeat(1e8));'],
    args: ["--timeout", "120"],
    code: 1,
    limit: 120,
    saved: "so far",
    says: /100,000,000 characters in all/,
    check: ({ peak }) => require(peak < 500, `the command held ${peak.toFixed(0)} MiB`),
  },
  {
    name: "400 MB in one string from the stock kernel",
    cells: ['console.log("x".repeat(4e8));', '"after";'],
    args: ["--kernel", "tslab", "--timeout", "120", "-o", "out.ipynb"],
    code: 0,
    limit: 120,
    says: /"cell":1,.*output limit/,
    check: ({ peak }, { place }) => requireCut(place, peak, 1000),
  },
  {
    name: "100,000 lines",
    cells: ["for (let i = 0; i < 100000; i++) console.log(i);"],
    args: ["-o", "out.ipynb"],
    code: 0,
    check: (_, { place }) => {
      const out = JSON.parse(read(join(place.folder, "out.ipynb"))) as {
        cells: { outputs: { text: string[] }[] }[];
      };
      const { outputs } = out.cells[0]!;
      require(outputs.length === 1, `${outputs.length} outputs`);
      const expected = Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join("");
      require(outputs[0]!.text.join("") === expected, "lines are missing or out of order");
    },
  },
  {
    name: "a display that is updated ten thousand times",
    cells: [
      // By its path: the folder lies outside the project.
      `const tslab = require(${JSON.stringify(join(root, "node_modules", "tslab"))}); const d = tslab.newDisplay();
for (let i = 0; i < 10000; i++) d.text("step " + i);`,
    ],
    args: ["-o", "out.ipynb"],
    code: 0,
    check: (_, { place }) => {
      const out = JSON.parse(read(join(place.folder, "out.ipynb"))) as {
        cells: { outputs: { data: Record<string, string[]> }[] }[];
      };
      const { outputs } = out.cells[0]!;
      require(outputs.length === 1, `${outputs.length} outputs`);
      const text = outputs[0]!.data["text/plain"]!.join("");
      require(text === "step 9999", `the last is missing: ${text}`);
    },
  },
  {
    name: "a kernel that never becomes ready",
    cells: [before],
    prepare: ({ place }) => [
      "--kernel",
      kernelOf(place.folder, silentKernel),
      "--total-timeout",
      "3",
    ],
    code: 124,
    limit: 3,
    says: /before the kernel was ready/,
  },
  {
    name: "a kernel that ends before it is ready",
    cells: [before],
    prepare: ({ place }) => ["--kernel", kernelOf(place.folder, failingKernel)],
    code: 138,
    says: /no luck today/,
  },
  {
    name: "a kernel whose program is not there",
    cells: [before],
    prepare: ({ place }) => ["--kernel", kernelSpec(place.folder, ["no-such-program-here"])],
    code: 138,
    says: /did not start/,
  },
  {
    name: "a port race",
    cells: [before],
    prepare: ({ place }) => [
      "--kernel",
      kernelOf(place.folder, racingKernel),
      "-o",
      "out.ipynb",
      "--total-timeout",
      "90",
    ],
    code: 0,
    check: (_, { place }) => {
      require(existsSync(join(place.folder, "raced")), "the race did not happen");
      require(read(join(place.folder, "out.ipynb")).includes("so far"), "not run in the end");
    },
  },
  {
    name: "idle lost (the stock kernel drops what is above 512 messages in a turn)",
    cells: ["for (let i = 0; i < 3000; i++) console.log(i);", 'console.log("next");'],
    args: ["--kernel", "tslab", "-o", "out.ipynb", "--timeout", "60"],
    code: 0,
    says: /may be lost/,
    check: (_, { place }) =>
      require(read(join(place.folder, "out.ipynb")).includes("next"), "the next cell is missing"),
  },
  {
    name: "a child process that a cell leaves behind",
    cells: ['require("node:child_process").spawn("sleep", ["1000"]); 1;'],
    code: 0,
  },
  ...signalled("SIGINT", 130),
  ...signalled("SIGTERM", 143),
  {
    name: "SIGHUP while a cell waits",
    cells: [before, "await new Promise(() => {});"],
    during: when("cell-start", signal("SIGHUP"), 2),
    code: 129,
    saved: "so far",
  },
  {
    name: "SIGINT twice, when the kernel does not listen",
    cells: [before, 'await null; require("node:fs").writeFileSync("raced", ""); while (true) {}'],
    during: when(
      "cell-start",
      (running, { place }) =>
        once(
          () => existsSync(join(place.folder, "raced")),
          () => {
            running.child.kill("SIGINT");
            once(
              () => running.said().includes("once more ends it at once"),
              () => running.child.kill("SIGINT"),
            );
          },
        ),
      2,
    ),
    code: 130,
    // The second one ends the command at once: nothing is saved, which `saved` above looks at.
  },
  {
    name: "SIGINT twice in the middle of writing the result",
    cells: [before],
    args: ["-o", "out.ipynb"],
    env: pausedWriting,
    during: when("notebook-start", midWrite("out.ipynb", ["SIGINT", "SIGTERM"])),
    // The second one decides.
    code: 143,
    check: (_, stage) => requireWritten(stage, "out.ipynb"),
  },
  {
    name: "SIGKILL of the command: the kernel notices",
    cells: [before, "await new Promise(() => {});"],
    during: when("cell-start", signal("SIGKILL"), 2),
    code: undefined,
  },
  {
    name: "a full disk",
    cells: [heavy],
    prepare: ({ place, cleanups }) => {
      const unmount = mountSmall(join(place.folder, "small"), "size=256k");
      if (unmount === undefined) return "mounting is not allowed here";
      cleanups.push(unmount);
      return ["-o", "small/"];
    },
    code: 1,
    says: /the disk is full/,
    check: (_, { place }) =>
      require(!existsSync(join(place.folder, "small", "x.ipynb")), "half a file was left"),
  },
  {
    name: "a folder that may not be written to",
    cells: [before],
    prepare: ({ place, cleanups }) => {
      const folder = join(place.folder, "closed");
      const unmount = mountSmall(folder, "size=256k,ro");
      if (unmount === undefined) {
        if (process.getuid?.() === 0) return "mounting is not allowed here";
        chmodSync(folder, 0o555);
        cleanups.push(() => chmodSync(folder, 0o755));
      } else cleanups.push(unmount);
      return ["-o", "closed/"];
    },
    code: 1,
    says: /may not be written to/,
  },
  {
    name: "the notebook changed while it ran",
    cells: [before, "await new Promise((r) => setTimeout(r, 500));"],
    args: ["--inplace"],
    during: when("cell-start", (_, { notebook }) => writeFileSync(notebook, "{}\n"), 2),
    code: 1,
    saved: "so far",
    says: /changed or removed while it ran/,
    changesSource: true,
    check: (_, { notebook }) => require(read(notebook) === "{}\n", "the new text was overwritten"),
  },
  {
    name: "the notebook was removed while it ran",
    cells: [before, "await new Promise((r) => setTimeout(r, 500));"],
    args: ["--inplace"],
    during: when("cell-start", (_, { notebook }) => rmSync(notebook), 2),
    code: 1,
    saved: "so far",
    says: /changed or removed while it ran/,
    changesSource: true,
    check: (_, { notebook }) => require(!existsSync(notebook), "it was made again"),
  },
  {
    name: "a failing cell with --inplace leaves the notebook as it is",
    cells: [before, 'throw new Error("x");'],
    args: ["--inplace"],
    code: 1,
    saved: "so far",
  },
];
