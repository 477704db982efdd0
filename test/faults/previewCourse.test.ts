// A preview of a whole course while files come, go and break, and strangers knock. Without a browser.
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { startPreview, type Preview } from "../../src/node/preview/preview.js";
import type { PreviewEvent } from "../../src/node/preview/previewEvents.js";
import { courseWith, notebookText, type WrittenCell } from "../node/check/faultyNotebooks.js";

const root = join(import.meta.dirname, "..", "..");
const cells = (said: string): readonly WrittenCell[] => [
  "# Mine\n\n[The new one](new.ipynb)",
  {
    code: `import { own } from "./own";\nimport { readTable } from "lossbook/notebook";`,
    id: "imports",
  },
  {
    code: `const { length } = await readTable("mine");\nconsole.log("${said}", own, length);`,
    id: "says",
  },
];
let course: ReturnType<typeof courseWith>;
let preview: Preview;
const events: PreviewEvent[] = [];
const write = (path: string, text: string): void =>
  writeFileSync(join(course.folder, ...path.split("/")), text);
const page = async (name: string): Promise<string> =>
  (await fetch(`${preview.url}pages/${name}.html`)).text();
const stateOf = (name: string) =>
  events.findLast((event) => event.type === "state" && event.page === `${name}.html`);

async function until(what: () => boolean | Promise<boolean>, limit = 60_000): Promise<void> {
  const started = performance.now();
  while (!(await what())) {
    if (performance.now() - started > limit)
      throw new Error(`never came: ${String(what)}; last ${JSON.stringify(events.at(-1))}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const saying = (name: string, text: string) => until(async () => (await page(name)).includes(text));

beforeAll(async () => {
  course = courseWith(cells("first"));
  mkdirSync(join(course.folder, "node_modules"));
  symlinkSync(root, join(course.folder, "node_modules", "lossbook"), "junction");
  write("notebooks/own.ts", "export const own = 1;\n");
  preview = await startPreview({
    course: findCourse(course.folder),
    notebooks: [...course.paths],
    follow: true,
    port: 0,
    onEvent: (event) => events.push(event),
  });
});
afterAll(async () => {
  await preview?.close();
  course.remove();
});

it("runs again when a module, a table or the configuration changes", async () => {
  await saying("mine", "first 1 1");
  write("notebooks/own.ts", "export const own = 2;\n");
  await saying("mine", "first 2 1");
  write("data/mine.csv", "a,b\n1,2\n3,4\n5,6\n");
  await saying("mine", "first 2 3");
  write("lossbook.config.json", '{ "title": "Another title" }');
  await saying("mine", "Another title");
  expect(stateOf("mine")).toMatchObject({ state: "ready" });
});

it("shows a notebook that is new, without being started again: empty, half and whole", async () => {
  const text = notebookText(["# The new one", { code: 'console.log("a new page");' }]);
  write("notebooks/new.ipynb", "");
  await new Promise((resolve) => setTimeout(resolve, 200));
  write("notebooks/new.ipynb", text.slice(0, 80));
  await until(async () => (await fetch(`${preview.url}pages/new.html`)).status === 200 || true);
  write("notebooks/new.ipynb", text);
  await saying("new", "a new page");
  await saying("mine", 'href="new.html"');
  await until(async () => (await page("index")).includes("The new one"));
  write("notebooks/not.learner.ipynb", text);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await fetch(`${preview.url}pages/not.learner.html`)).status).toBe(404);
});

it("lives when the file goes, and when it is back", async () => {
  rmSync(course.notebook);
  await until(() => stateOf("mine")?.type === "state" && JSON.stringify(stateOf("mine")).includes("cannot be read")); // prettier-ignore
  expect(await page("mine")).toContain("first 2 3");
  writeFileSync(course.notebook, notebookText(cells("back")));
  await saying("mine", "back 2 3");
});

it.skipIf(process.platform !== "linux")("lives when a kernel is killed in its run", async () => {
  const slow = [...cells("slow"), { code: "await new Promise((go) => setTimeout(go, 60_000));", id: "slow" }]; // prettier-ignore
  writeFileSync(course.notebook, notebookText(slow));
  const doneCells = () => JSON.stringify(stateOf("mine"));
  await until(() => doneCells().includes('"done":2'));
  for (const pid of readdirSync("/proc").filter(isKernelOfOurs))
    process.kill(Number(pid), "SIGKILL");
  await until(() => doneCells().includes('"failed"'));
  expect(doneCells()).toContain('"cell":4');
  writeFileSync(course.notebook, notebookText(cells("alive")));
  await saying("mine", "alive 2 3");
});

function isKernelOfOurs(pid: string): boolean {
  try {
    return new RegExp(`^PPid:\\s+${process.pid}$`, "m").test(
      readFileSync(`/proc/${pid}/status`, "utf8"),
    );
  } catch {
    return false;
  }
}

/** The status of an answer, asked as the given path, method and headers say. */
const ask = (path: string, headers: IncomingHttpHeaders = {}, method = "GET"): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(preview.url);
    const asked = request({ host: "127.0.0.1", port, path, headers, method }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    asked.on("error", reject);
    asked.end();
  });

it("answers nobody but this machine's browser with its address", async () => {
  const { port, pathname } = new URL(preview.url);
  const token = pathname.slice(1, -1);
  expect(await ask(pathname)).toBe(200);
  const strangers: IncomingHttpHeaders[] = [
    { host: `evil.example:${port}` },
    { host: "127.0.0.1" },
    { host: `127.0.0.1.evil.example:${port}` },
    { host: `[::1]:${port}` },
    { host: `0.0.0.0:${port}` },
    { host: `LOCALHOST.:${port}` },
    { origin: "null" },
    { origin: `http://evil.example:${port}` },
    { origin: `https://127.0.0.1:${port}` },
    { origin: `http://127.0.0.1:${Number(port) + 1}` },
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
    { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" },
  ];
  for (const headers of strangers)
    for (const path of [pathname, `${pathname}events`, `${pathname}pages/mine.html`])
      expect(await ask(path, headers), JSON.stringify([headers, path])).toBe(403);
  for (const given of ["", token.slice(1), `${token}x`, token.toLowerCase(), "%00", `${token}%00`])
    expect(await ask(`/${given}/`), given).toBe(404);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
    expect(await ask(pathname, {}, method), method).toBe(405);
  symlinkSync("/etc", join(course.folder, "notebooks", "leads-out"));
  symlinkSync("/etc/hostname", join(course.folder, "notebooks", "out.html"));
  for (const path of [
    "../../etc/passwd",
    "pages/../../../../etc/passwd",
    "pages/..%2f..%2f..%2fetc%2fpasswd",
    "pages/%2e%2e/%2e%2e/data/mine.csv",
    "pages/..\\..\\data\\mine.csv",
    "pages/..%5c..%5cdata%5cmine.csv",
    "pages/leads-out/passwd",
    "pages/out.html",
    "pages//etc/passwd",
    "pages/mine.html%00.png",
    "pages/%ff.html",
    "pages/assets/__proto__",
    "pages/__proto__.html",
    "data/mine.csv",
    "notebooks/mine.ipynb",
    "lossbook.config.json",
  ])
    expect(await ask(`${pathname}${path}`), path).toBe(404);
});

/** What comes back to bytes that no client of ours would send; "" where the connection is closed. */
const raw = (bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(preview.url).port), "127.0.0.1");
    let said = "";
    socket.on("data", (data) => (said += data.toString("latin1")));
    socket.on("close", () => resolve(said));
    socket.on("error", () => resolve(said));
    socket.setTimeout(3_000, () => socket.destroy());
    socket.write(bytes);
  });

it("bears what is no request, and has no other protocol", async () => {
  const { port, pathname, host } = new URL(preview.url);
  const head = `Host: ${host}\r\n`;
  expect(await raw(`GET ${pathname}${"a".repeat(100_000)} HTTP/1.1\r\n${head}\r\n`)).toMatch(/^HTTP\/1\.1 431/); // prettier-ignore
  expect(await raw(`GET ${pathname} HTTP/1.1\r\n${head}X: ${"a".repeat(100_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431/); // prettier-ignore
  expect(await raw("\0\x01\x02 nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
  expect(await raw(`GET http://evil.example/ HTTP/1.1\r\n${head}\r\n`)).toMatch(/^HTTP\/1\.1 404/);
  expect(await raw(`POST ${pathname} HTTP/1.1\r\n${head}Content-Length: 9000000000\r\n\r\nabc`)).toMatch(/^HTTP\/1\.1 405/); // prettier-ignore
  const upgrade = `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n`; // prettier-ignore
  expect(await raw(`GET ${pathname}events HTTP/1.1\r\n${head}${upgrade}Origin: https://evil.example\r\n\r\n`)).not.toMatch(/101|data:/); // prettier-ignore
  const many = await Promise.all(Array.from({ length: 200 }, () => ask(`${pathname}events`)));
  expect(new Set(many)).toEqual(new Set([200]));
  expect(await ask(pathname, { host: `localhost:${port}` })).toBe(200);
});
