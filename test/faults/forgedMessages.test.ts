// A cell runs inside the kernel: it finds the connection's key, and can sign what no kernel would say.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { CodeCell, Notebook } from "../../src/nbformat/notebook.js";
import { root, workplace, writeNotebook, type Workplace } from "./runCommand.js";

let place: Workplace;
beforeEach(() => (place = workplace()));
afterEach(() => place.remove());

const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
const sullen = '{"toString":1,"valueOf":1}';

/** Message types, as JSON, with their contents, as JSON: none is what a kernel sends. */
const forged: readonly (readonly [type: string, content: string])[] = [
  ['"display_data"', `{"data":{"application/json":${deep}},"metadata":{}}`],
  ['"display_data"', `{"data":{"text/plain":${deep}},"metadata":{}}`],
  ['"display_data"', `{"data":{"text/plain":"a"},"metadata":${deep}}`],
  ['"stream"', `{"name":"stderr","text":${sullen}}`],
  ['"stream"', `{"name":${sullen},"text":[[["a"]],${sullen}]}`],
  ['"error"', `{"ename":${sullen},"evalue":${sullen},"traceback":[${sullen},1,null]}`],
  ['"error"', `{"traceback":"${"x".repeat(10_000)}"}`],
  [
    '"display_data"',
    '{"data":{"__proto__":{"polluted":1}},"transient":{"display_id":"__proto__"}}',
  ],
  ['"update_display_data"', '{"data":7,"transient":{"display_id":"__proto__"}}'],
  ['"execute_result"', `{"data":null,"execution_count":${sullen},"metadata":[1]}`],
  ['"clear_output"', '{"wait":{}}'],
  ['"status"', '{"execution_state":{"idle":1}}'],
  ['"comm_open"', '{"target_name":"../../x","data":{}}'],
  ["{}", "{}"],
  [deep, "{}"],
  ['"stream"', "null"],
  ['"stream"', "{"],
];

/** A cell that sends all of that: on iopub while it runs, and as replies before its own. */
const forger = `const { readFileSync } = require("node:fs");
const { createHmac, randomUUID } = require("node:crypto");
const { key } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const zmq = require(${JSON.stringify(join(root, "node_modules", "zeromq"))});
const forged = ${JSON.stringify(forged)};
/** The forged messages, as frames, for whom these frames are for. */
function forge(frames) {
  const at = frames.findIndex((frame) => String(frame) === "<IDS|MSG>");
  const whole = forged.map(([type, content]) => {
    const header = \`{"msg_id":"\${randomUUID()}","session":"s","username":"u","date":"","version":"5.3","msg_type":\${type}}\`;
    const blobs = [header, String(frames[at + 3]), "{}", content].map((text) => Buffer.from(text));
    const hmac = createHmac("sha256", key);
    for (const blob of blobs) hmac.update(blob);
    return [...frames.slice(0, at + 1), Buffer.from(hmac.digest("hex")), ...blobs];
  });
  return [...whole, frames.slice(0, at + 1), frames.slice(0, at + 3)];
}
const next = (socket: any) => new Promise<any[]>((resolve) => {
  const { send } = socket.prototype;
  Object.defineProperty(socket.prototype, "send", { configurable: true, value(frames) {
    delete socket.prototype.send;
    resolve([this, frames]);
    return send.call(this, frames);
  } });
});
const onIopub = next(zmq.Publisher);
console.log("a message of its own");
const [publisher, frames] = await onIopub;
for (const one of forge(frames)) await publisher.send(one);
const { send } = zmq.Router.prototype;
Object.defineProperty(zmq.Router.prototype, "send", { configurable: true, async value(frames) {
  delete zmq.Router.prototype.send;
  for (const one of forge(frames)) await send.call(this, one);
  return send.call(this, frames);
} });
console.log("said by the cell");`;

it("messages that a cell forges end neither the run nor the command", () => {
  writeNotebook(join(place.folder, "a.ipynb"), [forger, "console.log(1 + 1)"]);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "bin", "lossbook.mjs"), "run", "a.ipynb", "-o", "out.ipynb", "--allow-errors"],
    { cwd: place.folder, encoding: "utf8", env: { ...process.env, TMPDIR: place.temporary } },
  );
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stdout).toMatch(/1 notebook/);
  expect([0, 1]).toContain(status);
  const { cells } = JSON.parse(readFileSync(join(place.folder, "out.ipynb"), "utf8")) as Notebook;
  expect(JSON.stringify((cells[0] as CodeCell).outputs)).toContain("said by the cell");
  expect((cells[1] as CodeCell).outputs).toEqual([
    { name: "stdout", output_type: "stream", text: ["2\n"] },
  ]);
});
