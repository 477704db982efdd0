import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelCommand } from "../../../src/node/kernel/kernelCommand.js";

const folder = mkdtempSync(join(tmpdir(), "lossbook-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const cwd = folder;

describe("kernelCommand", () => {
  it("starts our launcher and stock tslab with a heap limit", () => {
    const ours = kernelCommand({ cwd, memoryLimit: 512 });
    expect(ours.command).toBe(process.execPath);
    expect(ours.args[0]).toBe("--max-old-space-size=512");
    expect(ours.args[1]).toMatch(/dist.cjs.node.kernel.launcher\.js$/);
    const stock = kernelCommand({ cwd, kernel: "tslab" });
    expect(stock.args.slice(1)).toEqual(["kernel", "--config-path", "{connection_file}"]);
  });

  it("takes a kernel.json", () => {
    const path = join(folder, "kernel.json");
    const argv = ["node", "k.js", "{connection_file}"];
    writeFileSync(path, JSON.stringify({ argv, env: { A: 1 }, interrupt_mode: "message" }));
    const command = kernelCommand({ cwd, kernel: path });
    expect(command).toMatchObject({
      command: "node",
      args: argv.slice(1),
      interruptMode: "message",
    });
    expect(command.env).toEqual({ A: "1" });
  });

  it.each([
    ["no such file", undefined, /must be lossbook, tslab or the path of a kernel\.json/],
    ["not JSON", "{", /must be lossbook, tslab or/],
    ["no argv", "{}", /argv of strings/],
    ["an argv of other things", '{"argv":[1]}', /argv of strings/],
  ])("refuses %s", (name, text, message) => {
    const path = join(folder, `${name}.json`);
    if (text !== undefined) writeFileSync(path, text);
    expect(() => kernelCommand({ cwd, kernel: path })).toThrow(message);
  });
});
